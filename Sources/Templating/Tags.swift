/// Reads a template's tags one after the other, and the delimiters as they change.
struct Tags {
  let source: Source
  private var opening = Array("{{".utf8)
  private var closing = Array("}}".utf8)
  /// Up to where lines are counted, and the line there.
  private var counted = 0
  private var line = 1

  init(_ source: Source) {
    self.source = source
  }

  /// The next tag that begins at or after the offset; nil where there is none.
  mutating func next(from offset: Int) throws(TemplateFault) -> Tag? {
    guard let open = source.range(of: opening, from: offset) else { return nil }
    count(upTo: open.lowerBound)
    let first = open.upperBound < source.bytes.count ? source.bytes[open.upperBound] : nil
    let (kind, sigil) = Tag.Kind.reading(first)
    let start = open.upperBound + sigil
    let end = ending(of: first)
    guard let close = source.range(of: end, from: start) else {
      throw fault(.unclosedTag(closing: String(decoding: end, as: UTF8.self)))
    }
    let name = Name(text: source.trimmed(start..<close.lowerBound), line: line)
    let tag = Tag(kind: kind, name: name, range: open.lowerBound..<close.upperBound)
    switch kind {
    case .comment: break
    case .delimiters: try setDelimiters(name.text)
    case .value, .section: try check(name.text, isPath: true)
    case .close, .partial, .parent, .block: try check(name.text, isPath: false)
    }
    return tag
  }

  func fault(_ problem: TemplateFault.Problem) -> TemplateFault {
    TemplateFault(template: source.template, line: line, problem: problem)
  }

  private mutating func count(upTo offset: Int) {
    guard offset > counted else { return }
    for byte in source.bytes[counted..<offset] where byte == .newline { line += 1 }
    counted = offset
  }

  /// `{{{name}}}` and `{{=a b=}}` end as they begin.
  private func ending(of first: UInt8?) -> [UInt8] {
    switch first {
    case UInt8(ascii: "{"): [UInt8(ascii: "}")] + closing
    case UInt8(ascii: "="): [UInt8(ascii: "=")] + closing
    default: closing
    }
  }

  private mutating func setDelimiters(_ text: String) throws(TemplateFault) {
    let parts = text.utf8.split { $0.isWhiteSpace }
    guard parts.count == 2, !text.contains("=") else { throw fault(.badDelimiters(text)) }
    opening = Array(parts[0])
    closing = Array(parts[1])
  }

  private func check(_ name: String, isPath: Bool) throws(TemplateFault) {
    guard !name.isEmpty else { throw fault(.namelessTag) }
    let isWord = !name.utf8.contains { $0.isWhiteSpace }
    let parts = name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false)
    guard isWord, !isPath || !parts.contains("") else { throw fault(.badName(name)) }
  }
}
