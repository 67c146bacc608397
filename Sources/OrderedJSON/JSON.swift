/// A JSON value that keeps what it was read from: the order of an object's members, repeated
/// members, and every number to the digit (RFC 8259).
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as it was written; what parsing let through is a valid JSON number.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A name in an object, and its value.
  package struct Member: Hashable, Sendable {
    /// With its escapes resolved; it may be empty, and may come again in the same object.
    package let key: String
    /// May be JSON's `null`, which is not the same as no member.
    package let value: JSON

    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }
}

extension JSON {
  /// The member of an object; of repeated ones the last, as most readers take it. `nil` where
  /// there is none or this is no object.
  package subscript(_ key: String) -> JSON? {
    members?.last { $0.key == key }?.value
  }

  /// Of an object, in the order of its text; `nil` for any other value.
  package var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Of an array; `nil` for any other value.
  package var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// Of a string, its escapes resolved; `nil` for any other value.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number as an integer; `nil` where it has a fraction, an exponent, or does not fit.
  package var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  /// `nil` for all but true and false.
  package var boolean: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// Where the first text or member's name with a NUL character stands below this value; `nil` where
  /// there is none.
  package var pathToNUL: [String]? {
    switch self {
    case .null, .bool, .number: return nil
    case .string(let text): return text.utf8.contains(0) ? [] : nil
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let path = element.pathToNUL { return [String(index)] + path }
      }
    case .object(let members):
      for member in members {
        if member.key.utf8.contains(0) { return [] }
        if let path = member.value.pathToNUL { return [member.key] + path }
      }
    }
    return nil
  }

  /// Whether this is JSON's own `null`, which a member may have as its value.
  package var isNull: Bool { self == .null }

  /// The value, or `nil` where it is JSON's own `null`: of members that may be null and mean absent.
  /// (A `nil` written where a `JSON` could stand too is read as JSON's.)
  package var unlessNull: JSON? { isNull ? Optional<JSON>.none : .some(self) }

  /// What kind of value this is, in a person's words: "an object", "null".
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }

  /// A text, or `null` where there is none.
  package init(_ text: String?) { self = text.map(JSON.string) ?? .null }
  /// A whole number, or `null` where there is none.
  package init(_ number: Int?) { self = number.map { .number(String($0)) } ?? .null }
}
