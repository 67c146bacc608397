import Automations
import OrderedJSON
import Scheduling

/// How a value is answered: written as JSON, and described by the same lines, so that neither can
/// say what the other does not.
struct Shape<Value>: Sendable {
  let schema: Schema
  /// Appends the value as JSON.
  let write: @Sendable (Value, inout [UInt8]) -> Void

  init(_ schema: Schema, _ write: @escaping @Sendable (Value, inout [UInt8]) -> Void) {
    self.schema = schema
    self.write = write
  }

  /// By way of a JSON value.
  init(_ schema: Schema, as json: @escaping @Sendable (Value) -> JSON) {
    self.init(schema) { json($0).write(to: &$1) }
  }

  /// An object of these members, in their order.
  init(_ members: [Member<Value>]) {
    self.init(.object(members.map { ($0.name, $0.schema, !$0.mayBeAbsent) })) { value, output in
      output.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in members where member.write(value, isFirst, &output) { isFirst = false }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// The same, kept in the contract once under a name.
  func named(_ name: String) -> Shape { Shape(schema.named(name), write) }

  func list() -> Shape<[Value]> {
    Shape<[Value]>(.list(of: schema)) { values, output in
      output.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        write(value, &output)
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  /// The value, or `null` where there is none.
  var orNull: Shape<Value?> {
    Shape<Value?>(schema.orNull) { value, output in
      if let value { write(value, &output) } else { JSON.null.write(to: &output) }
    }
  }
}

/// A member of an answered object.
struct Member<Owner>: Sendable {
  let name: String
  let schema: Schema
  /// Whether the contract lets it be absent.
  let mayBeAbsent: Bool
  /// - Returns: `false` where it is absent, and nothing was written.
  let write: @Sendable (Owner, _ isFirst: Bool, inout [UInt8]) -> Bool

  init<Value>(
    _ name: String, _ shape: Shape<Value>, _ value: @escaping @Sendable (Owner) -> Value
  ) {
    self.init(name, shape, mayBeAbsent: false, value)
  }

  private init<Value>(
    _ name: String, _ shape: Shape<Value>, mayBeAbsent: Bool,
    _ value: @escaping @Sendable (Owner) -> Value?
  ) {
    self.name = name
    schema = shape.schema
    self.mayBeAbsent = mayBeAbsent
    let (first, later) = (
      JSON.string(name).bytes + [0x3A], [0x2C] + JSON.string(name).bytes + [0x3A]
    )
    write = { owner, isFirst, output in
      guard let value = value(owner) else { return false }
      output += isFirst ? first : later
      shape.write(value, &output)
      return true
    }
  }

  fileprivate init(
    name: String, schema: Schema, mayBeAbsent: Bool,
    _ write: @escaping @Sendable (Owner, Bool, inout [UInt8]) -> Bool
  ) {
    self.name = name
    self.schema = schema
    self.mayBeAbsent = mayBeAbsent
    self.write = write
  }

  /// One that is absent where there is no value.
  static func ifAny<Value>(
    _ name: String, _ shape: Shape<Value>, _ value: @escaping @Sendable (Owner) -> Value?
  ) -> Member {
    Member(name, shape, mayBeAbsent: true, value)
  }

  /// The same member of something that holds the owner.
  func of<Holder>(_ owner: @escaping @Sendable (Holder) -> Owner) -> Member<Holder> {
    Member<Holder>(name: name, schema: schema, mayBeAbsent: mayBeAbsent) { [write] in
      write(owner($0), $1, &$2)
    }
  }
}

extension Shape where Value == String {
  static var text: Shape { Shape(.text, as: JSON.string) }
  static var identifier: Shape { Shape(.identifier, as: JSON.string) }
  /// JSON as it is kept, not read again.
  static var json: Shape { Shape(.any) { $1 += $0.utf8 } }

  /// Always the same text.
  static func constant(_ text: String) -> Shape { Shape(.constant(text), as: JSON.string) }
}

extension Shape where Value == Bool {
  static var flag: Shape { Shape(.flag, as: JSON.bool) }
  static var yes: Shape { Shape(Schema(["const": true]), as: JSON.bool) }
}

extension Shape where Value == Int {
  static var count: Shape { Shape(.integer(0...Int.max), as: { JSON($0) }) }
  static var number: Shape { Shape(Schema(["type": "integer"]), as: { JSON($0) }) }
}

extension Shape where Value == Instant {
  /// RFC 3339 in UTC.
  static var instant: Shape { Shape(.instant, as: { .string($0.rfc3339) }) }
  static var day: Shape { Shape(.day, as: { .string(String($0.rfc3339.prefix { $0 != "T" })) }) }
}

extension Shape where Value == JSON {
  static var any: Shape { Shape(.any, as: { $0 }) }
  static var object: Shape { Shape(.object, as: { $0 }) }
}

extension Shape where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
  static var name: Shape { Shape(.choice(Value.self), as: { .string($0.rawValue) }) }
}
