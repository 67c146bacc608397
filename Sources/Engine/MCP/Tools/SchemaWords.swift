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

  /// What a value is and what it was, each from a little before the place where they begin to differ
  /// where that comes late: of a long description nobody would see it else.
  static func shown(_ new: JSON, unlike old: JSON) -> (new: String, old: String) {
    let (one, other) = (new.serialized.unicodeScalars, old.serialized.unicodeScalars)
    let common = zip(one, other).prefix { $0.0 == $0.1 }.count
    guard common > Limits.quotedNameBytes / 2 else { return (shown(new), shown(old)) }
    let left = common - Limits.quotedNameBytes / 4
    return (rest(of: one, behind: left), rest(of: other, behind: left))
  }

  private static func rest(of text: String.UnicodeScalarView, behind count: Int) -> String {
    "…" + String(text.dropFirst(count)).inOneLine(Limits.quotedNameBytes)
  }

  static func quoted(_ name: String) -> String {
    "\"\(name.inOneLine(Limits.quotedNameBytes))\""
  }

  static func list(_ values: [JSON]) -> String {
    values.prefix(Limits.namedInNotices).map(shown).listed(by: "or")
  }
}
