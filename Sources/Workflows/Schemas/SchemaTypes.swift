import OrderedJSON
import Scheduling

/// Kinds of values, as `type` names them.
struct SchemaTypes: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = SchemaTypes(rawValue: 1)
  static let boolean = SchemaTypes(rawValue: 2)
  /// A number without a fraction, as 1.0 is.
  static let integer = SchemaTypes(rawValue: 4)
  static let number = SchemaTypes(rawValue: 8)
  static let text = SchemaTypes(rawValue: 16)
  static let list = SchemaTypes(rawValue: 32)
  static let object = SchemaTypes(rawValue: 64)
}

extension SchemaTypes {
  private static let named: [(name: String, type: SchemaTypes, words: String)] = [
    ("string", .text, "a text"), ("number", .number, "a number"),
    ("integer", .integer, "a whole number"), ("boolean", .boolean, "true or false"),
    ("array", .list, "a list"), ("object", .object, "an object"), ("null", .null, "null"),
  ]

  /// - Parameter json: a name or a list of them; `nil` for anything else, also an unknown name.
  init?(_ json: JSON) {
    self = []
    let names = json.elements ?? [json]
    for name in names {
      guard let known = Self.named.first(where: { $0.name == name.text }) else { return nil }
      insert(known.type)
    }
    if names.isEmpty { return nil }
  }

  func includes(_ value: JSON) -> Bool {
    switch value {
    case .null: contains(.null)
    case .bool: contains(.boolean)
    case .number(let text):
      contains(.number) || contains(.integer) && JSONNumber(text)?.isWhole == true
    case .string: contains(.text)
    case .array: contains(.list)
    case .object: contains(.object)
    }
  }

  /// `must be a text or null; it is a list`
  func rule(for value: JSON) -> String {
    let words = Self.named.filter { contains($0.type) }.map(\.words).listed(by: "or")
    if case .number = value, contains(.integer) { return "must be \(words)" }
    return "must be \(words); it is \(value.kind)"
  }
}
