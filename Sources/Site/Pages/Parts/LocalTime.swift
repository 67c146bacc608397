import Scheduling

/// An instant as the clocks of a zone show it.
struct LocalTime {
  let weekday: String
  let day: Int
  let month: String
  let year: Substring
  /// `09:05`
  let clock: Substring
  /// `CET`, `UTC`
  let zone: String

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// - Parameter rules: of the zone; `nil`: UTC.
  init(_ instant: Instant, in rules: TimeZoneRules?) {
    let local = instant.advanced(bySeconds: Int64(rules?.offset(at: instant) ?? 0))
    // 1970-01-01 was a Thursday.
    let days = local.seconds / 86400 - (local.seconds % 86400 < 0 ? 1 : 0)
    weekday = LocalTime.weekdays[Int((days % 7 + 7) % 7)]
    let parts = local.rfc3339.split(separator: "T", maxSplits: 1)
    let date = parts.first?.split(separator: "-") ?? []
    year = date.first ?? ""
    month = date.dropFirst().first.flatMap { Int($0) }.map { LocalTime.months[$0 - 1] } ?? ""
    day = date.last.flatMap { Int($0) } ?? 0
    clock = parts.last?.prefix(5) ?? ""
    zone = rules?.abbreviation(at: instant) ?? "UTC"
  }

  /// `25 Nov 2026`
  var date: String { "\(day) \(month) \(year)" }
  /// `Wed 25 Nov 2026, 09:00 CET`
  var exact: String { "\(weekday) \(date), \(clock) \(zone)" }
}
