import OrderedJSON

/// Reads a schema and all that it leads to, each reference once however often it stands there.
struct SchemaReader {
  private(set) var nodes: [SchemaNode] = []
  private(set) var unchecked: [String] = []
  let document: SchemaDocument
  /// The first ones are nodes already.
  private var parts: [JSON]
  private var references: [Spelling: Int] = [:]

  init(_ json: JSON, in document: SchemaDocument) {
    self.document = document
    parts = [json]
  }

  var isTooLarge: Bool { parts.count > Limits.schemaNodes }

  mutating func read() {
    while nodes.count < parts.count, !isTooLarge {
      let node = node(of: parts[nodes.count])
      nodes.append(node)
    }
  }

  /// The number that a part of a schema will have.
  mutating func number(of part: JSON) -> Int {
    parts.append(part)
    return parts.count - 1
  }

  /// The same of what a `$ref` leads to; `nil` where it leads nowhere.
  mutating func number(ofReference text: String) -> Int? {
    if let number = references[Spelling(text)] { return number }
    guard let target = document.target(of: text) else { return nil }
    let number = number(of: target)
    references[Spelling(text)] = number
    return number
  }

  /// - Parameter keyword: that is not checked, or what it leads to.
  mutating func leave(_ keyword: String) {
    let keyword = keyword.inOneLine(Limits.quotedNameBytes)
    guard unchecked.count < Limits.uncheckedKeywords, !unchecked.contains(keyword) else { return }
    unchecked.append(keyword)
  }
}
