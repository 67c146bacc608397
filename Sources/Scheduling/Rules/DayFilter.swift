/// The range of dates of a schedule and the dates taken out of it, all local.
struct DayFilter: Hashable, Sendable {
  /// Days since 1970-01-01, both included.
  var first: Int?
  var last: Int?
  var excludedWeekdays = WeekdaySet.none
  /// Days since 1970-01-01, in order, without repeats.
  var excludedDays: [Int] = []

  /// Which part of the range is asked for.
  enum Part { case kept, excluded }

  var excludes: Bool { !excludedWeekdays.isEmpty || !excludedDays.isEmpty }

  /// The days of a month that are in that part: bit n is day n.
  func days(of month: CivilMonth, _ part: Part) -> UInt32 {
    let firstDay = month.firstDay
    var inRange = MonthDays.allDays
    if let first, first > firstDay {
      inRange &= first - firstDay > 31 ? 0 : MonthDays.allDays << UInt32(first - firstDay)
    }
    if let last, last < firstDay + 31 {
      inRange &= last < firstDay ? 0 : (UInt32(4) << UInt32(last - firstDay)) &- 2
    }
    guard excludes else { return part == .kept ? inRange : 0 }
    let excluded = excludedDays(firstDay: firstDay)
    return inRange & (part == .kept ? ~excluded : excluded)
  }

  func contains(_ day: Int, _ part: Part) -> Bool {
    let (month, dayOfMonth) = CivilMonth.containing(day)
    return days(of: month, part) >> UInt32(dayOfMonth) & 1 == 1
  }

  private func excludedDays(firstDay: Int) -> UInt32 {
    let first = Weekday(dayNumber: firstDay).rawValue
    var excluded = excludedWeekdays.days(inMonthBeginningOn: first)
    var index = excludedDays.partitioningIndex { $0 >= firstDay }
    while index < excludedDays.count, excludedDays[index] - firstDay < 31 {
      excluded |= 2 << UInt32(excludedDays[index] - firstDay)
      index += 1
    }
    return excluded
  }
}

extension Array {
  /// The first index whose element, and all after it, fulfil the predicate.
  func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension DayFilter {
  /// The first day of that part later than a day; nil when there is none up to the horizon.
  func next(after day: Int, _ part: Part) -> Int? {
    var (month, dayOfMonth) = CivilMonth.containing(day + 1)
    var picked = days(of: month, part) & (MonthDays.allDays << UInt32(dayOfMonth - 1))
    picked &= MonthDays.allDays >> UInt32(31 - month.length)
    while picked == 0 {
      month.index += 1
      guard month.firstDay <= day + Schedule.horizonDays else { return nil }
      picked = days(of: month, part) & MonthDays.allDays >> UInt32(31 - month.length)
    }
    return month.firstDay + picked.trailingZeroBitCount - 1
  }
}
