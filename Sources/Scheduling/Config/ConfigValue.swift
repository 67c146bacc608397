/// A value of `schedule_config`, as JSON has it.
package indirect enum ConfigValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As written, to the digit.
  case number(String)
  case string(String)
  case array([ConfigValue])
  case object([Member])

  /// A name in an object, and its value. Of repeated names the last counts.
  package struct Member: Hashable, Sendable {
    /// As it was given, known or not.
    package let key: String
    /// A `null` is the same as no member.
    package let value: ConfigValue

    /// A name and its value, both as they were given.
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
    case .number(let text): text.shortened
    case .string(let text): "“\(text.shortened)”"
    case .array(let values): values.isEmpty ? "an empty list" : "a list"
    case .object: "an object"
    }
  }
}
