import Automations
import Hummingbird
import Scheduling

/// The query of a page; it gathers every fault.
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
