extension Parser {
  /// Whether a parent stands alone is known where it is closed: what it holds besides its
  /// arguments, line ends included, is not shown.
  mutating func takeParent(_ tag: Tag, into nodes: inout [Node]) throws(TemplateFault) {
    let text = position
    position = tag.range.upperBound
    let body = try content(closedBy: Opener(kind: .parent, name: tag.name)).nodes
    let end = position
    position = text
    var indent: [UInt8] = []
    if let start = source.lineStart(before: tag.range.lowerBound),
      let next = source.nextLine(after: end)
    {
      takeText(upTo: start, into: &nodes)
      indent = Array(source.bytes[start..<tag.range.lowerBound])
      position = next
    } else {
      takeText(upTo: tag.range.lowerBound, into: &nodes)
      position = end
    }
    let arguments = body.compactMap { if case .block(let block) = $0 { block } else { nil } }
    nodes.append(.include(Include(name: tag.name, arguments: arguments, indent: indent)))
  }

  mutating func takeArgument(_ tag: Tag, into nodes: inout [Node]) throws(TemplateFault) {
    position = source.nextLine(after: tag.range.upperBound) ?? tag.range.upperBound
    let start = position
    let content = try content(closedBy: Opener(kind: .argument, name: tag.name))
    let margin = source.margin(of: start..<content.end) ?? []
    nodes.append(.block(block(tag, content.nodes.removing(margin: margin.count), indent: [])))
  }

  /// A block that begins its line indents what takes the place of its default: on a line of its
  /// own as far as the default is indented, else as far as itself.
  mutating func takeBlock(_ tag: Tag, into nodes: inout [Node]) throws(TemplateFault) {
    let lineStart = source.lineStart(before: tag.range.lowerBound)
    let outside = lineStart ?? tag.range.lowerBound
    let blanks = source.bytes[outside..<tag.range.lowerBound]
    let nextLine = lineStart == nil ? nil : source.nextLine(after: tag.range.upperBound)
    takeText(upTo: outside, into: &nodes)
    position = nextLine ?? tag.range.upperBound
    let start = position
    let content = try content(closedBy: Opener(kind: .block, name: tag.name))
    if nextLine != nil {
      let indent = source.margin(of: start..<content.end) ?? Array(blanks)
      nodes.append(.block(block(tag, content.nodes, indent: indent)))
    } else {
      let indent = Array(blanks)
      let before = Node.text(Text(bytes: indent, startsLine: true))
      nodes.append(.block(block(tag, [before] + content.nodes, indent: indent)))
    }
  }

  mutating func takeCloser(_ tag: Tag, of opener: Opener, into nodes: inout [Node]) {
    switch opener.kind {
    case .section, .block:
      takeLine(of: tag, into: &nodes)
    case .argument:
      let lineStart = source.lineStart(before: tag.range.lowerBound)
      takeText(upTo: lineStart ?? tag.range.lowerBound, into: &nodes)
      position = tag.range.upperBound
    case .parent:
      position = tag.range.upperBound
    }
  }

  private func block(_ tag: Tag, _ content: [Node], indent: [UInt8]) -> Block {
    Block(
      name: tag.name, template: source.template, offset: tag.range.lowerBound,
      content: content, indent: indent)
  }
}
