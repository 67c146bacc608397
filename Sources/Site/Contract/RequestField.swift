import Automations
import OrderedJSON
import Scheduling

/// A field of a request, in its body or its query: read, refused and described by one value.
struct RequestField<Value: Sendable>: Sendable {
  let name: String
  let schema: Schema
  let isRequired: Bool
  /// Whether an empty text in a query is a value; else it is none.
  let takesEmpty: Bool
  /// What a text of a query is as JSON.
  let json: @Sendable (String) -> JSON
  /// - Returns: `nil` where nothing can go on without it; else a value, though there may be faults.
  let read: @Sendable (JSON?, inout [Fault]) -> Value?

  /// One that must be there.
  static func required(
    _ name: String, _ kind: FieldKind<Value>, takesEmpty: Bool = false
  ) -> RequestField {
    RequestField(
      name: name, schema: kind.schema, isRequired: true, takesEmpty: takesEmpty, json: kind.json
    ) { json, faults in
      guard let json else {
        faults.append(Fault([name], "Field required: \(kind.words)", .missing))
        return kind.substitute
      }
      return kind.read(json, [name], &faults) ?? kind.substitute
    }
  }

  /// One that may be absent or `null`.
  static func optional<Kind: Sendable>(_ name: String, _ kind: FieldKind<Kind>) -> RequestField
  where Value == Kind? {
    RequestField(
      name: name, schema: kind.schema, isRequired: false, takesEmpty: false, json: kind.json
    ) {
      json, faults in
      guard let json, !json.isNull else { return .some(nil) }
      return .some(kind.read(json, [name], &faults))
    }
  }
}

extension RequestField {
  /// The same, told to be required, for one whose absence is refused further on.
  var asRequired: RequestField {
    RequestField(
      name: name, schema: schema, isRequired: true, takesEmpty: takesEmpty, json: json, read: read)
  }
}

/// What kind of value a field takes.
struct FieldKind<Value: Sendable>: Sendable {
  let schema: Schema
  /// What it is, for a person: "a text".
  let words: String
  /// Stands in for one that is wrong, so that the others are looked at all the same.
  let substitute: Value?
  /// What a text of a query is as JSON.
  let json: @Sendable (String) -> JSON
  let read: @Sendable (JSON, _ path: [String], inout [Fault]) -> Value?

  init(
    _ schema: Schema, _ words: String, substitute: Value? = nil,
    json: @escaping @Sendable (String) -> JSON = { .string($0) },
    _ read: @escaping @Sendable (JSON, _ path: [String], inout [Fault]) -> Value?
  ) {
    self.schema = schema
    self.words = words
    self.substitute = substitute
    self.json = json
    self.read = read
  }

  func described(as schema: Schema, _ words: String? = nil) -> FieldKind {
    FieldKind(schema, words ?? self.words, substitute: substitute, json: json, read)
  }
}

extension FieldKind where Value == String {
  static var text: FieldKind {
    FieldKind(.text, "a text", substitute: "") { json, path, faults in
      if json.text == nil { faults.append(Fault(path, "must be a text, not \(json.kind)", .type)) }
      return json.text
    }
  }
  /// Names a row.
  static var rowID: FieldKind {
    FieldKind(.text, text.words, substitute: "") { json, path, faults in
      text.read(json, path, &faults).map(Identifier.folded)
    }
  }
  /// Its length is checked where something is made of it.
  static var identifier: FieldKind { text.described(as: .identifier) }
  static var name: FieldKind { text.described(as: .name) }
}

extension FieldKind where Value == JSON {
  /// The entries of a trace; what they are is checked where the trace is made.
  static var entries: FieldKind {
    FieldKind(.list(of: .object), "a list of objects", substitute: .null) {
      json, _, _ in json
    }
  }

  static var object: FieldKind {
    FieldKind(.object, "an object") { json, path, faults in
      if json.members == nil {
        faults.append(Fault(path, "must be an object, not \(json.kind)", .type))
      }
      return json
    }
  }
}

extension JSON {
  /// What a field that takes a list has in it; `nil` beside a fault: it is no list.
  func listElements(at path: [String], _ faults: inout [Fault]) -> [JSON]? {
    if elements == nil { faults.append(Fault(path, "must be a list, not \(kind)", .type)) }
    return elements
  }
}

extension FieldKind where Value == Bool {
  static var flag: FieldKind {
    FieldKind(.flag, "true or false", json: flag) { json, path, faults in
      if json.boolean == nil {
        faults.append(Fault(path, "must be true or false, not \(json.kind)", .type))
      }
      return json.boolean
    }
  }

  @Sendable private static func flag(_ text: String) -> JSON {
    switch text {
    case "true": true
    case "false": false
    default: .string(text)
    }
  }
}

extension FieldKind where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> FieldKind {
    FieldKind(.integer(range), "a whole number", json: number) { json, path, faults in
      if let number = json.integer, range.contains(number) { return number }
      faults.append(
        Fault(path, "must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
  }

  @Sendable private static func number(_ text: String) -> JSON {
    Int(text).map { JSON($0) } ?? .string(text)
  }
}

extension FieldKind where Value == Instant {
  static var instant: FieldKind {
    FieldKind(.instant, "an instant") { json, path, faults in
      guard let text = FieldKind<String>.text.read(json, path, &faults) else { return nil }
      let instant = Instant(rfc3339: text)
      if instant == nil {
        faults.append(Fault(path, "must be an instant like 2026-11-24T09:00:00Z (RFC 3339)"))
      }
      return instant
    }
  }
}

extension FieldKind where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
  /// One of a closed set of names.
  static var choice: FieldKind { oneOf(Array(Value.allCases)) }

  /// The same.
  /// - Parameter offered: those that are told; why the others are refused is told further on.
  static func oneOf(_ offered: [Value]) -> FieldKind {
    let names = offered.map(\.rawValue).joined(separator: ", ")
    return FieldKind(.choice(of: offered.map(\.rawValue)), "one of: \(names)") {
      json, path, faults in
      guard let text = FieldKind<String>.text.read(json, path, &faults) else { return nil }
      let choice = Value(rawValue: text)
      if choice == nil { faults.append(Fault(path, "must be one of: \(names)")) }
      return choice
    }
  }
}
