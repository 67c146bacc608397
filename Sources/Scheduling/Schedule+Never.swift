extension Schedule {
  /// Why there is no run at all; nil when there is one. A range without any is no such reason.
  func neverFault(_ path: @autoclosure () -> [String]) -> ScheduleFault? {
    if hasRuns { return nil }
    guard settings.filter.excludes else {
      return ScheduleFault(
        path: path(), message: "this schedule never runs: no year has such a date and time")
    }
    let key = settings.filter.excludedWeekdays.isEmpty ? "exclude_dates" : "exclude_weekdays"
    return ScheduleFault(
      path: ["schedule_config", key],
      message: "this schedule never runs: every date it has is excluded; leave one in")
  }

  /// Whether there is any run, whatever start and end say.
  private var hasRuns: Bool {
    switch runs {
    case .elapsed:
      return settings.filter.excludedWeekdays != .all
    case .timetable(let timetable):
      if !settings.filter.excludes, timetable.alwaysRuns { return true }
      var wallClock = timetable.wallClock
      wallClock.filter.first = nil
      wallClock.filter.last = nil
      let table = Timetable(
        wallClock: wallClock, daylightSaving: timetable.daylightSaving, zone: timetable.zone)
      let from = isOnce ? earliest : anchor.second
      return table.next(after: from, through: from.saturatingSum(Self.horizon), .kept) != nil
    }
  }
}

extension Timetable {
  /// Whether it is plain to see that there are runs: every year has so many of the dates that no
  /// gap takes them all.
  fileprivate var alwaysRuns: Bool {
    guard case .monthly(let days) = wallClock.days else { return false }
    return days.isInEveryYear
  }
}

extension Recurrence {
  /// A second before which there is no run, as far as start, anchor or the single date say.
  func earliest(_ settings: ScheduleSettings, anchor: LocalMoment) -> Int64 {
    let start: Int64 =
      switch settings.start {
      case nil: .min
      case .instant(let instant)?: instant.advanced(byMilliseconds: -1).seconds
      case .date(let day)?: settings.zone.second(local: Int64(day) * 86400) - 1
      }
    switch self {
    case .once(let day, _): return max(start, Int64(day - 2) * 86400)
    case .elapsed: return max(start, anchor.second - 1)
    case .calendar(.every(days: 2...), _), .calendar(.weeks(every: 2..., _), _),
      .calendar(.months(every: 2..., _), _):
      // The first month or week may have begun before.
      return max(start, anchor.second - 35 * 86400)
    case .calendar, .cron, .grid: return start
    }
  }
}

extension Schedule.Runs {
  /// Whether both give the same instants.
  func areSame(as other: Schedule.Runs, from anchor: LocalMoment) -> Bool {
    switch (self, other) {
    case (.elapsed(let left), .elapsed(let right)):
      return left.anchor == right.anchor && left.period == right.period
    case (.timetable(let left), .timetable(let right)):
      guard left.daylightSaving == right.daylightSaving,
        left.wallClock.times.all == right.wallClock.times.all
      else { return false }
      let first = CivilMonth.containing(anchor.day).month
      return (0...Period.maximumYears * 12).allSatisfy { distance in
        let month = CivilMonth(index: first.index + distance)
        return left.wallClock.days.days(of: month) == right.wallClock.days.days(of: month)
      }
    case (.elapsed, .timetable), (.timetable, .elapsed):
      return false
    }
  }
}
