import OrderedJSON

extension JSON {
  /// The value for an error message, cut short.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text.shortened
    case .string(let text): "“\(text.shortened)”"
    case .array(let values): values.isEmpty ? "an empty list" : "a list"
    case .object: "an object"
    }
  }
}
