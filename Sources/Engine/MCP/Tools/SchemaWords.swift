import OrderedJSON
import Scheduling

/// How a schema is told to a person.
enum SchemaWords {
  /// What is told of a schema before its other members.
  static let told: Set = ["type", "properties", "required"]

  static func names(_ schema: [String: JSON]) -> Set<String> {
    Set(schema["required"]?.elements?.compactMap(\.text) ?? [])
  }

  static func type(_ type: JSON?) -> String {
    switch type {
    case nil: "of any type"
    case .string(let name)?: types[name] ?? quoted(name)
    case .array(let all)?:
      all.prefix(Limits.namedInNotices).map { self.type($0) }.listed(by: "or")
    case .some(let other): shown(other)
    }
  }

  private static let types = [
    "string": "a text", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null", "array": "a list", "object": "an object",
  ]

  /// A keyword of JSON Schema, as the start of a sentence.
  static func name(of key: String) -> String {
    switch key {
    case "description": "The description"
    case "title": "The title"
    case "default": "The default"
    default: quoted(key)
    }
  }

  static func shown(_ value: JSON) -> String {
    value.serialized.inOneLine(Limits.quotedNameBytes)
  }

  static func quoted(_ name: String) -> String {
    "\"\(name.inOneLine(Limits.quotedNameBytes))\""
  }

  static func list(_ values: [JSON]) -> String {
    values.prefix(Limits.namedInNotices).map(shown).listed(by: "or")
  }
}
