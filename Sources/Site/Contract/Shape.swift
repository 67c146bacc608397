import Automations
import OrderedJSON
import Scheduling

/// How a value is answered: written as JSON, and described by the same lines, so that neither can
/// say what the other does not.
struct Shape<Value>: Sendable {
  let schema: Schema
  let write: @Sendable (Value) -> JSON

  init(_ schema: Schema, _ write: @escaping @Sendable (Value) -> JSON) {
    self.schema = schema
    self.write = write
  }

  /// An object of these members, in their order.
  init(_ members: [Member<Value>]) {
    self.init(
      .object(members.map { ($0.name, $0.schema, !$0.mayBeAbsent) }),
      { value in
        .object(
          members.compactMap { member in
            member.value(value).map { JSON.Member(member.name, $0) }
          })
      })
  }

  /// The same, kept in the contract once under a name.
  func named(_ name: String) -> Shape { Shape(schema.named(name), write) }

  func list() -> Shape<[Value]> { Shape<[Value]>(.list(of: schema)) { .array($0.map(write)) } }

  /// The value, or `null` where there is none.
  var orNull: Shape<Value?> { Shape<Value?>(schema.orNull) { $0.map(write) ?? .null } }
}

/// A member of an answered object.
struct Member<Owner>: Sendable {
  let name: String
  let schema: Schema
  /// Whether the contract lets it be absent.
  let mayBeAbsent: Bool
  /// `nil`: it is absent.
  let value: @Sendable (Owner) -> JSON?

  init<Value>(
    _ name: String, _ shape: Shape<Value>, _ value: @escaping @Sendable (Owner) -> Value
  ) {
    self.name = name
    schema = shape.schema
    mayBeAbsent = false
    self.value = { shape.write(value($0)) }
  }

  private init(
    name: String, schema: Schema, mayBeAbsent: Bool, value: @escaping @Sendable (Owner) -> JSON?
  ) {
    self.name = name
    self.schema = schema
    self.mayBeAbsent = mayBeAbsent
    self.value = value
  }

  /// One that is absent where there is no value.
  static func ifAny<Value>(
    _ name: String, _ shape: Shape<Value>, _ value: @escaping @Sendable (Owner) -> Value?
  ) -> Member {
    Member(name: name, schema: shape.schema, mayBeAbsent: true) { value($0).map(shape.write) }
  }

  /// The same member of something that holds the owner.
  func of<Holder>(_ owner: @escaping @Sendable (Holder) -> Owner) -> Member<Holder> {
    Member<Holder>(name: name, schema: schema, mayBeAbsent: mayBeAbsent) { value(owner($0)) }
  }
}

extension Shape where Value == String {
  static var text: Shape { Shape(.text, JSON.string) }
  static var identifier: Shape { Shape(.identifier, JSON.string) }

  /// Always the same text.
  static func constant(_ text: String) -> Shape { Shape(.constant(text), JSON.string) }
}

extension Shape where Value == Bool {
  static var flag: Shape { Shape(.flag, JSON.bool) }
  static var yes: Shape { Shape(Schema(["const": true]), JSON.bool) }
}

extension Shape where Value == Int {
  static var count: Shape { Shape(.integer(0...Int.max)) { JSON($0) } }
  static var number: Shape { Shape(Schema(["type": "integer"])) { JSON($0) } }
}

extension Shape where Value == Instant {
  /// RFC 3339 in UTC.
  static var instant: Shape { Shape(.instant) { .string($0.rfc3339) } }
  static var day: Shape { Shape(.day) { .string(String($0.rfc3339.prefix { $0 != "T" })) } }
}

extension Shape where Value == JSON {
  static var any: Shape { Shape(.any) { $0 } }
  static var object: Shape { Shape(.object) { $0 } }
}

extension Shape where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
  static var name: Shape { Shape(.choice(Value.self)) { .string($0.rawValue) } }
}
