/// What a JSON value means, however it is written: numbers by their value, objects by their members in
/// any order, of repeated ones the last (JSON Schema 2020-12 Core, 4.2.2).
package enum JSONMeaning: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  /// A number whose exponent is too long to be read: it means what is written the same.
  case endlessNumber(String)
  case text(Spelling)
  case list([JSONMeaning])
  case object([Spelling: JSONMeaning])
}

extension JSON {
  /// For comparing. It takes time and memory as the value does.
  package var meaning: JSONMeaning {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text): JSONNumber(text).map(JSONMeaning.number) ?? .endlessNumber(text)
    case .string(let text): .text(Spelling(text))
    case .array(let elements): .list(elements.map(\.meaning))
    case .object(let members):
      .object(
        Dictionary(
          members.map { (Spelling($0.key), $0.value.meaning) }, uniquingKeysWith: { $1 }))
    }
  }

  /// Whether both mean the same, as `1` and `1.0` do, and objects whose members stand in another order.
  package func means(_ other: JSON) -> Bool { meaning == other.meaning }
}
