/// A value of `schedule_config`, as JSON has it.
package indirect enum ConfigValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As written, to the digit.
  case number(String)
  case string(String)
  case array([ConfigValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: ConfigValue

    package init(key: String, value: ConfigValue) {
      self.key = key
      self.value = value
    }
  }
}

extension ConfigValue {
  /// The value for an error message, cut short.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): String(text.prefix(40))
    case .string(let text): "“\(text.prefix(40))”"
    case .array(let values): values.isEmpty ? "an empty list" : "a list"
    case .object: "an object"
    }
  }
}
