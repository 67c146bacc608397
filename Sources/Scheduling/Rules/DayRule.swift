/// The dates on which a schedule runs, before any are excluded.
enum DayRule: Hashable, Sendable {
  /// Every so many days from a first day on (days since 1970-01-01).
  case cycle(days: Int, from: Int)
  /// Weekdays of every so many weeks; the first week by its Monday. Source: RFC 5545, 3.3.10.
  case weeks(every: Int, from: Int, WeekdaySet)
  /// Days of every so many months from a first month on.
  case months(every: Int, from: CivilMonth, MonthDays)
  case monthly(MonthDays)
  case once(Int)

  /// The days of a month: bit n is day n.
  func days(of month: CivilMonth) -> UInt32 {
    switch self {
    case .monthly(let days):
      return days.days(of: month)
    case .months(let every, let first, let days):
      let distance = month.index - first.index
      return distance >= 0 && distance % every == 0 ? days.days(of: month) : 0
    case .cycle(let length, let from):
      return Self.days(of: month) { firstDay, end in
        var day = max(from, firstDay + (from - firstDay).remainder(downBy: length))
        var picked: UInt32 = 0
        while day < end {
          picked |= 2 << UInt32(day - firstDay)
          day += length
        }
        return picked
      }
    case .weeks(let every, let monday, let weekdays):
      return Self.days(of: month) { firstDay, end in
        var picked: UInt32 = 0
        for day in max(firstDay, monday)..<max(end, monday)
        where (day - monday) / 7 % every == 0 && weekdays.contains(Weekday(dayNumber: day)) {
          picked |= 2 << UInt32(day - firstDay)
        }
        return picked
      }
    case .once(let day):
      let firstDay = month.firstDay
      return day >= firstDay && day < firstDay + month.length ? 2 << UInt32(day - firstDay) : 0
    }
  }

  private static func days(
    of month: CivilMonth, _ pick: (_ firstDay: Int, _ end: Int) -> UInt32
  ) -> UInt32 {
    let firstDay = month.firstDay
    return pick(firstDay, firstDay + month.length)
  }
}
