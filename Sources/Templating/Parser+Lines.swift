extension Parser {
  /// Moves past a tag that, alone on its line, takes the line with it.
  /// - Returns: Where the tag's indentation stands if it stands alone.
  @discardableResult
  mutating func takeLine(of tag: Tag, into nodes: inout [Node]) -> Range<Int> {
    guard let start = source.lineStart(before: tag.range.lowerBound),
      let next = source.nextLine(after: tag.range.upperBound)
    else {
      takeText(before: tag, into: &nodes)
      return tag.range.lowerBound..<tag.range.lowerBound
    }
    takeText(upTo: start, into: &nodes)
    position = next
    return start..<tag.range.lowerBound
  }

  /// Moves past a tag within a line.
  mutating func takeText(before tag: Tag, into nodes: inout [Node]) {
    takeText(upTo: tag.range.lowerBound, into: &nodes)
    position = tag.range.upperBound
  }

  mutating func takeText(upTo end: Int, into nodes: inout [Node]) {
    guard position < end else { return }
    let bytes = Array(source.bytes[position..<end])
    nodes.append(.text(Text(bytes: bytes, startsLine: source.startsLine(position))))
    position = end
  }
}
