import Automations
import Hummingbird
import Scheduling

/// The query of a request; it gathers every fault.
struct QueryReader {
  private let form: Form
  private(set) var faults: [Fault] = []

  init(_ request: Request) { form = Form(query: request.uri.query ?? "") }

  /// The part of a list that a page shows.
  mutating func excerpt() -> Window {
    let limit = integer("limit", Window.limits) ?? Window.defaultLimit
    let offset = integer("offset", 0...Int(Int32.max)) ?? 0
    return Window(limit: limit, offset: offset, detail: .excerpt)
  }

  /// The part of a list that a program asks for.
  /// - Parameter ofInstants: whether the list is in the order of instants, as its cursors are.
  mutating func window(ofInstants: Bool = false) -> Window {
    let part = excerpt()
    let cursor = cursor(ofInstants: ofInstants)
    if cursor != nil, part.offset > 0 {
      faults.append(Fault(["offset"], "must not be given beside a cursor"))
    }
    return Window(limit: part.limit, offset: part.offset, after: cursor)
  }

  private mutating func cursor(ofInstants: Bool) -> ListCursor? {
    guard let text = form["cursor"] else { return nil }
    guard let cursor = ListCursor(text), !ofInstants || Int64(cursor.key) != nil else {
      faults.append(
        Fault(["cursor"], "must be what an answer of this list gave as \"next\", to the letter"))
      return nil
    }
    return cursor
  }

  mutating func identifier(_ name: String) -> String? {
    guard let text = form[name] else { return nil }
    faults += Fault.ofIdentifier(text, name)
    return text
  }

  mutating func instant(_ name: String) -> Instant? {
    guard let text = form[name] else { return nil }
    guard let instant = Instant(rfc3339: text) else {
      faults.append(Fault([name], "must be an instant like 2026-11-24T09:00:00Z (RFC 3339)"))
      return nil
    }
    return instant
  }

  /// The day of a zone that a date names.
  /// - Parameter zone: `nil`: nothing is known of it, and no day can be told.
  mutating func day(_ name: String, in zone: TimeZoneRules?) -> Range<Instant>? {
    guard let text = form[name] else { return nil }
    let day = zone?.day(text)
    if day == nil { faults.append(Fault([name], "must be a day like 2026-11-24")) }
    return day
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) -> Choice?
  where Choice.RawValue == String {
    guard let text = form[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      faults.append(Fault([name], "must be one of: \(all)"))
      return nil
    }
    return choice
  }

  /// What is given, unless it is empty.
  func text(_ name: String) -> String? { form[name] }

  /// What is given, be it empty.
  func given(_ name: String) -> String? { form.given(name) }

  /// - Throws: `InvalidInput` with every fault.
  func check() throws {
    guard faults.isEmpty else { throw InvalidInput(place: .query, faults: faults) }
  }

  mutating func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    guard let text = form[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      faults.append(
        Fault([name], "must be a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return number
  }
}

/// Faults of something else than the body: the answer says of what.
struct InvalidInput: Error {
  let place: Place
  let faults: [Fault]

  enum Place: String { case query, header, path }
}
