import CYaml
import OrderedJSON

/// The parts of a YAML text one after another, read as they are asked for: whoever counts them can
/// stop, while the tree that Yams itself makes of a text is there, with its names compared alias by
/// alias, before anything can be counted.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  /// - Parameter bytes: UTF-8, which must stay where it is for as long as parts are asked for.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
    try YAMLEvents.check(bytes)
    self.bytes = bytes
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      throw YAMLMark(line: 1, column: 1).fault("there is no memory to read it")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next part.
  func next() throws(YAMLFault) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
      defer { yaml_event_delete(&event) }
      // Past the end there is nothing more to come.
      guard event.type != YAML_NO_EVENT else {
        throw YAMLMark(parser.pointee.mark).fault("the text ends here")
      }
      if let read = YAMLEvent(event) { return read }
    }
  }

  private static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
    var (line, directives, isLineStart) = (1, 0, true)
    for byte in bytes {
      if isLineStart, byte == UInt8(ascii: "%") {
        directives += 1
        guard directives <= Limits.yamlDirectives else {
          throw YAMLMark(line: line, column: 1).fault(
            "at most \(Limits.yamlDirectives) lines may begin with %")
        }
      }
      isLineStart = byte == 0x0A || byte == 0x0D
      if byte == 0x0A { line += 1 }
    }
  }

  private var fault: YAMLFault {
    let state = parser.pointee
    var problem = state.problem.map { String(cString: $0) } ?? "it cannot be read"
    // It is looked at before its first part is known here.
    if problem.hasPrefix("Maximum nesting level") { problem = YAMLFault.tooDeep }
    guard state.error == YAML_READER_ERROR else {
      return YAMLMark(state.problem_mark).fault(problem)
    }
    let read = bytes.prefix(Int(clamping: state.problem_offset))
    let start = read.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // Only bytes that begin a character are counted.
    let column = read[start...].count { $0 & 0xC0 != 0x80 } + 1
    return YAMLMark(line: read.count { $0 == 0x0A } + 1, column: column).fault(problem)
  }
}
