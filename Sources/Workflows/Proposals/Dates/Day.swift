import Scheduling

/// A day of the calendar.
struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  let number: Int
  let year: Int
  let month: Int
  let day: Int

  init(number: Int) {
    self.number = number
    let wall = WallTime(year: 1970, month: 1, day: 1)?.adding(days: number)
    (year, month, day) = wall.map { ($0.year, $0.month, $0.day) } ?? (1970, 1, 1)
  }

  /// `nil`: the month has no such day.
  init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), let wall = WallTime(year: year, month: month, day: day)
    else { return nil }
    (number, self.year, self.month, self.day) = (wall.dayNumber, year, month, day)
  }

  static func < (one: Day, other: Day) -> Bool { one.number < other.number }

  /// 0 is Monday.
  var weekday: Int {
    let rest = (number + 3) % 7
    return rest < 0 ? rest + 7 : rest
  }

  /// The month so many months away.
  func month(away months: Int) -> (first: Day, last: Day)? {
    let index = year * 12 + month - 1 + months
    guard let first = Day(year: index / 12, month: index % 12 + 1, day: 1),
      let next = Day(year: (index + 1) / 12, month: (index + 1) % 12 + 1, day: 1)
    else { return nil }
    return (first, Day(number: next.number - 1))
  }

  /// The same day of the month so many months away, or its last.
  func day(away months: Int) -> Day? {
    month(away: months).map { Day(number: min($0.first.number + day - 1, $0.last.number)) }
  }

  /// The week so many weeks away, from Monday on.
  func week(away weeks: Int) -> (first: Day, last: Day) {
    let first = number - weekday + 7 * weeks
    return (Day(number: first), Day(number: first + 6))
  }

  /// The quarter so many quarters away.
  func quarter(away quarters: Int) -> (first: Day, last: Day)? {
    let start = -((month - 1) % 3) + 3 * quarters
    guard let first = month(away: start), let last = month(away: start + 2) else { return nil }
    return (first.first, last.last)
  }

  /// The year so many years away.
  func year(away years: Int) -> (first: Day, last: Day)? {
    guard let first = Day(year: year + years, month: 1, day: 1),
      let last = Day(year: year + years, month: 12, day: 31)
    else { return nil }
    return (first, last)
  }
}
