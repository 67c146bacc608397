import CYaml

/// A part of a YAML text, and where it stands.
struct YAMLEvent {
  let kind: Kind
  let mark: YAMLMark

  enum Kind {
    case documentStart, documentEnd, streamEnd
    case alias(String)
    case scalar(YAMLScalar, anchor: String?)
    case sequenceStart(tag: String?, anchor: String?)
    case mappingStart(tag: String?, anchor: String?)
    /// Of a sequence or a mapping.
    case end
  }
}

/// A place in a YAML text, counted from 1.
struct YAMLMark {
  let line: Int
  let column: Int

  func fault(_ message: String) -> YAMLFault {
    YAMLFault(line: line, column: column, message: message)
  }
}

extension YAMLEvent {
  /// - Returns: `nil` for what says nothing of the text.
  init?(_ event: yaml_event_t) {
    let data = event.data
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
    case YAML_ALIAS_EVENT: kind = .alias(text(data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let bytes = UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
      let scalar = YAMLScalar(
        text: String(decoding: bytes, as: UTF8.self), tag: text(data.scalar.tag),
        isPlain: data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
      kind = .scalar(scalar, anchor: text(data.scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart(
        tag: text(data.sequence_start.tag), anchor: text(data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart(
        tag: text(data.mapping_start.tag), anchor: text(data.mapping_start.anchor))
    default: return nil
    }
    mark = YAMLMark(event.start_mark)
  }
}

extension YAMLMark {
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }
}

/// - Parameter characters: ended by a NUL.
private func text(_ characters: UnsafeMutablePointer<UInt8>?) -> String? {
  characters.map { String(cString: $0) }
}
