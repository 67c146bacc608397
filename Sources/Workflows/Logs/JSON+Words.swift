import OrderedJSON

extension JSON {
  /// The words of a message's content, be that a text, a block that has one, or a list of both, a line
  /// for each. Empty where there are none.
  var words: String {
    switch self {
    case .string(let text): text
    case .object: (self["text"] ?? self["content"])?.text ?? ""
    case .array(let parts):
      parts.compactMap { $0.text ?? ($0["text"] ?? $0["content"])?.text }.joined(separator: "\n")
    case .null, .bool, .number: ""
    }
  }

  /// The first of several names that has a value, which is not null.
  func member(of names: [String]) -> JSON? {
    for name in names { if let value = self[name]?.unlessNull { return value } }
    return nil
  }
}
