/// Days picked month by month: what the day fields of a cron expression say, and the calendar
/// types and words in the same terms.
struct MonthDays: Hashable, Sendable {
  /// Bit n is month n.
  var months: UInt16 = Self.allMonths
  /// Bit n is day n.
  var days: UInt32 = 0
  /// Bit n is the day n days before the last (`L-n`; bit 0 is `L`).
  var fromLast: UInt32 = 0
  /// Bit n is the Monday–Friday nearest to day n (`nW`).
  var nearestWorkday: UInt32 = 0
  /// Bit n is the Monday–Friday that is the nth of the month; cron has no word for it.
  var nthWorkdays: UInt32 = 0
  /// The last Monday–Friday (`LW`).
  var lastWorkday = false
  var weekdays = WeekdaySet.none
  /// Bit 7(n-1)+d is weekday d for the nth time (`d#n`).
  var nthWeekdays: UInt64 = 0
  /// Weekdays for the last time (`dL`).
  var lastWeekdays = WeekdaySet.none
  var combination = Combination.either
  /// Whether a day that the month does not have falls on its last one.
  var clampsShortMonths = false

  enum Combination: Hashable, Sendable {
    /// A day of the month that is also a fitting weekday.
    case both
    /// A day of the month or a fitting weekday.
    case either
  }

  static let allMonths: UInt16 = 0b1_1111_1111_1110
  static let allDays: UInt32 = 0xFFFF_FFFE

  var hasWeekdays: Bool { !weekdays.isEmpty || nthWeekdays != 0 || !lastWeekdays.isEmpty }

  /// The month, where no other is picked.
  var onlyMonth: Int? { months.nonzeroBitCount == 1 ? months.trailingZeroBitCount : nil }

  /// Whether nothing but one day of the month is picked.
  var isOneDay: Bool {
    days.nonzeroBitCount == 1 && fromLast == 0 && nearestWorkday == 0 && nthWorkdays == 0
      && !lastWorkday && !hasWeekdays
  }

  /// Whether it is plain to see that every year has several such days.
  var isInEveryYear: Bool {
    guard months.nonzeroBitCount > 2 else { return false }
    let hasDays = days & Self.shortestMonth != 0
    switch combination {
    case .either: return hasDays || !weekdays.isEmpty
    case .both: return hasDays && weekdays == .all || days == Self.allDays && !weekdays.isEmpty
    }
  }

  /// The days that every month has.
  private static let shortestMonth: UInt32 = 0x1FFF_FFFE

  /// The days of a month: bit n is day n.
  func days(of month: CivilMonth) -> UInt32 {
    guard months >> UInt16(month.month) & 1 == 1 else { return 0 }
    let length = UInt32(month.length)
    let first = Weekday(dayNumber: month.firstDay).rawValue
    let byDate = daysOfMonth(length: length, first: first)
    let byWeekday = hasWeekdays ? daysOfWeek(length: length, first: first) : 0
    let picked = combination == .both ? byDate & byWeekday : byDate | byWeekday
    return picked & Self.allDays >> (31 - length) & Self.allDays
  }

  private func daysOfMonth(length: UInt32, first: Int) -> UInt32 {
    var picked = days
    if clampsShortMonths, length < 31, days >> (length + 1) != 0 { picked |= 1 << length }
    if fromLast != 0 {
      for back in 0..<length where fromLast >> back & 1 == 1 { picked |= 1 << (length - back) }
    }
    if nearestWorkday != 0 {
      for day in 1...length where nearestWorkday >> day & 1 == 1 {
        picked |= 1 << Self.workday(nearest: day, length: length, first: first)
      }
    }
    if lastWorkday { picked |= 1 << Self.workday(nearest: length, length: length, first: first) }
    if nthWorkdays != 0 { picked |= daysOfNthWorkdays(length: length, first: first) }
    return picked
  }

  private func daysOfNthWorkdays(length: UInt32, first: Int) -> UInt32 {
    let workdays = WeekdaySet.workdays.days(inMonthBeginningOn: first)
    var picked: UInt32 = 0
    var count: UInt32 = 0
    for day in 1...length where workdays >> day & 1 == 1 {
      count += 1
      picked |= (nthWorkdays >> count & 1) << day
    }
    return picked
  }

  /// Saturday goes back and Sunday forward, but never into another month.
  private static func workday(nearest day: UInt32, length: UInt32, first: Int) -> UInt32 {
    switch (first + Int(day) - 1) % 7 {
    case 6: day == 1 ? 3 : day - 1
    case 0: day == length ? day - 2 : day + 1
    default: day
    }
  }

  private func daysOfWeek(length: UInt32, first: Int) -> UInt32 {
    var picked = weekdays.days(inMonthBeginningOn: first)
    if nthWeekdays != 0 {
      for week in 0..<5 {
        let set = WeekdaySet(bits: UInt8(truncatingIfNeeded: nthWeekdays >> (7 * week)) & 0x7F)
        picked |= set.days(inMonthBeginningOn: first) & 0xFE << (7 * week)
      }
    }
    if !lastWeekdays.isEmpty {
      let lastWeek = UInt32(0x7F) << (length - 6)
      picked |= lastWeekdays.days(inMonthBeginningOn: first) & lastWeek
    }
    return picked
  }
}
