import Automations
import Hummingbird
import NIOCore
import OrderedJSON
import Scheduling

/// The object in a request's body. It gathers every fault of its fields, so that one answer names
/// them all.
struct JSONBody {
  private let json: JSON
  private(set) var faults: [Fault] = []

  /// - Throws: `UnsupportedMediaType`; `Refusal.badRequest` for what is not JSON;
  ///   `Refusal.invalid` where it is no object.
  init(_ request: Request) async throws {
    if request.headers[.contentType] != nil, !request.hasJSONContentType {
      throw UnsupportedMediaType()
    }
    let buffer = try await request.body.collect(upTo: .max)
    do throws(JSONFault) {
      json = try JSON(parsing: buffer.readableBytesView)
    } catch {
      throw Refusal.badRequest("The body is not valid JSON: \(error.description)")
    }
    guard json.members != nil else {
      throw Refusal.invalid([Fault([], "must be an object, not \(json.kind)", .type)])
    }
  }

  /// For a call that needs no body: none, or any object.
  static func checkOptional(_ request: Request) async throws {
    let buffer = try await request.body.collect(upTo: .max)
    guard buffer.readableBytes > 0 else { return }
    _ = try await JSONBody(Request(head: request.head, body: RequestBody(buffer: buffer)))
  }

  /// A member that must be there and be a text.
  mutating func text(_ key: String) -> String {
    guard let value = json[key] else {
      faults.append(Fault([key], "Field required: a text", .missing))
      return ""
    }
    return text(value, key) ?? ""
  }

  /// A member that may be absent or `null`, else is a text.
  mutating func optionalText(_ key: String) -> String? {
    guard let value = json[key], !value.isNull else { return nil }
    return text(value, key)
  }

  /// A member that may say once more what the address says.
  mutating func check(_ key: String, is text: String) {
    guard let given = optionalText(key), given.lowercased() != text.lowercased() else { return }
    faults.append(Fault([key], "must be absent, or that of the address"))
  }

  /// A member that must be there, of any kind.
  mutating func value(_ key: String, _ what: String) -> JSON {
    guard let value = json[key] else {
      faults.append(Fault([key], "Field required: \(what)", .missing))
      return .null
    }
    return value
  }

  /// A member that may be absent or `null`.
  func optionalValue(_ key: String) -> JSON? {
    // Spelled out: a bare nil would be JSON's own null.
    guard let value = json[key], !value.isNull else { return Optional<JSON>.none }
    return value
  }

  mutating func optionalObject(_ key: String) -> JSON? {
    guard let value = optionalValue(key) else { return nil }
    if value.members == nil {
      faults.append(Fault([key], "must be an object, not \(value.kind)", .type))
    }
    return value
  }

  mutating func optionalInteger(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let value = optionalValue(key) else { return nil }
    guard let number = value.integer, range.contains(number) else {
      faults.append(
        Fault([key], "must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return number
  }

  mutating func optionalInstant(_ key: String) -> Instant? {
    guard let text = optionalText(key) else { return nil }
    let instant = Instant(rfc3339: text)
    if instant == nil {
      faults.append(Fault([key], "must be an instant like 2026-11-24T09:00:00Z (RFC 3339)"))
    }
    return instant
  }

  mutating func optionalFlag(_ key: String) -> Bool? {
    guard let value = optionalValue(key) else { return nil }
    if value.boolean == nil {
      faults.append(Fault([key], "must be true or false, not \(value.kind)", .type))
    }
    return value.boolean
  }

  /// A member that names one of a closed set.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
  where Choice.RawValue == String {
    choice(text(key), key)
  }

  mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
  where Choice.RawValue == String {
    optionalText(key).flatMap { choice($0, key) }
  }

  /// Builds something from the fields; its own faults join those of the fields.
  /// - Throws: `Refusal.invalid` where there is any.
  mutating func build<Value>(_ make: () throws(Refusal) -> Value) throws -> Value {
    do throws(Refusal) {
      let value = try make()
      if faults.isEmpty { return value }
    } catch {
      guard case .invalid(let more) = error else {
        throw faults.isEmpty ? error : Refusal.invalid(faults)
      }
      let named = Set(faults.map(\.path.first))
      faults += more.filter { !named.contains($0.path.first) }
    }
    throw Refusal.invalid(faults)
  }

  private mutating func text(_ value: JSON, _ key: String) -> String? {
    if value.text == nil {
      faults.append(Fault([key], "must be a text, not \(value.kind)", .type))
    }
    return value.text
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ key: String
  ) -> Choice? where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    if !faults.contains(where: { $0.path == [key] }) {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      faults.append(Fault([key], "must be one of: \(all)"))
    }
    return nil
  }
}

/// A body of another type than JSON where JSON is taken.
struct UnsupportedMediaType: Error {}
