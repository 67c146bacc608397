/// Local dates and times without regard to any zone, in seconds since 1970-01-01T00:00 local time.
struct WallClock: Hashable, Sendable {
  var days: DayRule
  var times: DayTimes
  var filter: DayFilter

  /// The least local time not before `local` and before `limit`.
  func next(atOrAfter local: Int64, before limit: Int64, _ part: DayFilter.Part) -> Int64? {
    let today = Int(local.dividedDown(by: 86400))
    let minute = (Int(local) - today * 86400 + 59) / 60
    var (month, day) = CivilMonth.containing(today)
    var picked = days(of: month, part) & (MonthDays.allDays << UInt32(day - 1))
    if picked >> UInt32(day) & 1 == 1 {
      if let time = times.next(atOrAfter: minute) {
        let found = Int64(today * 86400 + time * 60)
        return found < limit ? found : nil
      }
      picked &= ~(1 << UInt32(day))
    }
    while picked == 0 {
      month.index += 1
      guard Int64(month.firstDay) * 86400 < limit else { return nil }
      picked = days(of: month, part)
    }
    let found = Int64((month.firstDay + picked.trailingZeroBitCount - 1) * 86400 + times.first * 60)
    return found < limit ? found : nil
  }

  private func days(of month: CivilMonth, _ part: DayFilter.Part) -> UInt32 {
    let ruled = days.days(of: month)
    return ruled == 0 ? 0 : ruled & filter.days(of: month, part)
  }
}
