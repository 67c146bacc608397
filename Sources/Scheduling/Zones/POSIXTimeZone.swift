/// The rule at the end of a TZif file: `EST5EDT,M3.2.0,M11.1.0`.
///
/// Source: POSIX.1-2024, section 8.3, `TZ`, with the hours of -167 to 167 of RFC 9636, section 3.3.1.
struct POSIXTimeZone: Hashable, Sendable {
  struct Daylight: Hashable, Sendable {
    let type: LocalTimeType
    let start: Moment
    let end: Moment
  }

  /// A moment of the year in local time.
  struct Moment: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// `Jn`, 1–365: 29 February is never counted.
      case withoutLeapDay(Int)
      /// `n`, 0–365.
      case ofYear(Int)
      /// `Mm.w.d`: weekday d (0 is Sunday) of week w (5: the last) of month m.
      case weekday(month: Int, week: Int, day: Int)
    }

    let day: Day
    /// Seconds after local midnight.
    let time: Int
  }

  let standard: LocalTimeType
  let daylight: Daylight?

  /// The changes of the given years, in order.
  func transitions(years: ClosedRange<Int>) -> [ZoneTransition] {
    guard let daylight else { return [] }
    var changes: [ZoneTransition] = []
    for year in years {
      let starts = Int64(daylight.start.second(inYear: year)) - standard.offset
      let ends = Int64(daylight.end.second(inYear: year)) - daylight.type.offset
      let start = ZoneTransition(at: starts, to: daylight.type)
      let end = ZoneTransition(at: ends, to: standard)
      changes += starts < ends ? [start, end] : [end, start]
    }
    return Self.withoutEmptyPeriods(changes)
  }

  /// Daylight saving that lasts all year ends at the very moment at which it begins again.
  private static func withoutEmptyPeriods(_ changes: [ZoneTransition]) -> [ZoneTransition] {
    var kept: [ZoneTransition] = []
    for change in changes {
      while let last = kept.last, last.at >= change.at { kept.removeLast() }
      if kept.last?.to != change.to { kept.append(change) }
    }
    return kept
  }
}

extension POSIXTimeZone.Moment {
  /// Local seconds since 1970-01-01T00:00 local time.
  func second(inYear year: Int) -> Int {
    let january = CivilMonth(year: year, month: 1).firstDay
    let number: Int
    switch day {
    case .ofYear(let day):
      number = january + day
    case .withoutLeapDay(let day):
      let isLeap = CivilMonth(year: year, month: 2).length == 29
      number = january + day - 1 + (isLeap && day >= 60 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let month = CivilMonth(year: year, month: month)
      let first = Weekday(dayNumber: month.firstDay).rawValue
      var day = (weekday - first).remainder(downBy: 7) + (week - 1) * 7
      if day >= month.length { day -= 7 }
      number = month.firstDay + day
    }
    return number * 86400 + time
  }
}
