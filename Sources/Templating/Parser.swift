/// Parses one template after the Mustache specification with inheritance
/// (https://github.com/mustache/spec), keeping each file's own indentation.
struct Parser {
  /// A tag that a `{{/name}}` has to close.
  struct Opener {
    enum Kind { case section, block, argument, parent }
    let kind: Kind
    let name: Name
  }

  let source: Source
  private var tags: Tags
  /// Where the text begins that no node holds yet.
  var position = 0
  private var depth = 0

  private init(_ source: Source) {
    self.source = source
    tags = Tags(source)
  }

  static func parse(_ text: String, template: String) throws(TemplateFault) -> [Node] {
    var parser = Parser(Source(template: template, text: text))
    return try parser.content(closedBy: nil).nodes
  }

  /// The nodes up to the tag that closes the opener, and where that begins; or up to the end.
  mutating func content(
    closedBy opener: Opener?
  ) throws(TemplateFault) -> (nodes: [Node], end: Int) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Depth.limit else { throw tags.fault(.tooDeep) }
    var nodes: [Node] = []
    while let tag = try tags.next(from: position) {
      switch tag.kind {
      case .comment, .delimiters:
        takeLine(of: tag, into: &nodes)
      case .value(let escaped):
        takeText(before: tag, into: &nodes)
        nodes.append(.value(tag.name, escaped: escaped))
      case .section(let inverted):
        takeLine(of: tag, into: &nodes)
        let body = try content(closedBy: Opener(kind: .section, name: tag.name))
        nodes.append(.section(tag.name, inverted: inverted, body: body.nodes))
      case .partial:
        let blanks = takeLine(of: tag, into: &nodes)
        let indent = Array(source.bytes[blanks])
        nodes.append(.include(Include(name: tag.name, arguments: [], indent: indent)))
      case .parent:
        try takeParent(tag, into: &nodes)
      case .block where opener?.kind == .parent:
        try takeArgument(tag, into: &nodes)
      case .block:
        try takeBlock(tag, into: &nodes)
      case .close:
        guard let opener else { throw tags.fault(.strayCloser(tag.name.text)) }
        try check(tag, closes: opener)
        takeCloser(tag, of: opener, into: &nodes)
        return (nodes, tag.range.lowerBound)
      }
    }
    if let opener { throw unclosed(opener) }
    takeText(upTo: source.bytes.count, into: &nodes)
    return (nodes, position)
  }

  private func check(_ tag: Tag, closes opener: Opener) throws(TemplateFault) {
    guard tag.name.text == opener.name.text else {
      throw tags.fault(
        .wrongCloser(tag.name.text, opened: opener.name.text, line: opener.name.line))
    }
  }

  private func unclosed(_ opener: Opener) -> TemplateFault {
    TemplateFault(
      template: source.template, line: opener.name.line, problem: .unclosed(opener.name.text))
  }
}
