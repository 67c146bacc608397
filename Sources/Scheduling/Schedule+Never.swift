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
