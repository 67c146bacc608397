package import Scheduling

/// What was today at each call of a log.
package struct RecordedDays: Sendable {
  /// `nil`: that of UTC.
  package let zone: TimeZoneRules?
  /// When the log was saved, which is the day of calls that tell no time; `nil`: that is not known.
  package let savedAt: Instant?

  package init(zone: TimeZoneRules?, savedAt: Instant?) {
    (self.zone, self.savedAt) = (zone, savedAt)
  }

  /// The day of a call, and whether the log tells it; `nil`: nothing tells it.
  /// - Parameter said: which day people said it was.
  func today(at call: LoggedCall, inUTC: Bool, said: Day?) -> (day: Day, isTold: Bool)? {
    if call.at == nil, let said { return (said, true) }
    guard let instant = call.at ?? savedAt else { return nil }
    let offset = inUTC ? 0 : Int64(zone?.offset(at: instant) ?? 0)
    return (Day(number: instant.advanced(bySeconds: offset).day), call.at != nil)
  }

  /// Whether an offset is the zone's at noon of a day.
  func hasOffset(_ seconds: Int, on day: Day) -> Bool {
    (zone?.offset(at: Instant(day: day.number).advanced(bySeconds: 43_200)) ?? 0) == seconds
  }
}
