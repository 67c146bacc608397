/// Every so many seconds of real time from an anchor on, whatever the wall clock does.
struct ElapsedTime: Sendable {
  /// Seconds since 1970.
  let anchor: Int64
  /// Seconds.
  let period: Int64
  let filter: DayFilter
  let zone: TimeZoneRules

  /// The least instant after one and not after another, in seconds since 1970.
  func next(after: Int64, through limit: Int64, _ part: DayFilter.Part) -> Int64? {
    if part == .excluded && !filter.excludes { return nil }
    var next = multiple(atOrAfter: after + 1)
    while next <= limit {
      let day = Int((next + zone.period(at: next).offset).dividedDown(by: 86400))
      if filter.contains(day, part) { return next }
      next = multiple(atOrAfter: next + max(1, Int64(idleDays(after: day, part)) * 86400))
    }
    return nil
  }

  private func multiple(atOrAfter second: Int64) -> Int64 {
    guard second > anchor else { return anchor }
    return anchor + (second - anchor + period - 1) / period * period
  }

  /// How many days can be left out for sure; a date may be up to two days of time away from its
  /// own noon, whatever the zone does.
  private func idleDays(after day: Int, _ part: DayFilter.Part) -> Int {
    guard let next = filter.next(after: day, part) else { return Schedule.horizonDays }
    return max(0, next - day - 3)
  }
}
