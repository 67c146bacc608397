extension Schedule {
  /// Why there is no run at all; nil when there is one. A start and an end without any run between
  /// them are no such reason: they are right, and have nothing.
  /// - Parameter path: of the schedule itself.
  func neverFault(_ path: @autoclosure () -> [String]) -> ScheduleFault? {
    if !runs.plainlyGoOn, firstEver(.kept) == nil {
      if let excluded = firstEver(.excluded) {
        return exclusionFault(of: excluded, "every date it has is excluded")
      }
      return .never("no year has such a date and time", path())
    }
    guard hasNothingInRange else { return nil }
    if let excluded = next(after: Instant(milliseconds: .min), .excluded) {
      return exclusionFault(of: excluded.seconds, "every date in its range is excluded")
    }
    let start = ["schedule_config", "start"]
    guard let first = firstInRange, first <= settings.zone.latest else {
      return .never(
        "nothing of it is before the end of the year 9999; let it begin earlier",
        settings.start == nil || isOnce ? path() : start)
    }
    guard isOnce else { return nil }
    return first <= earliest
      ? .never("\(spoken(first)) is before its start; let it start then or earlier", start)
      : fault(ofEndBefore: first)
  }

  /// The fault of an end to come before which there is no run; nil where the schedule has runs, or
  /// is over.
  package func faultOfEmptyRange(at now: Instant) -> ScheduleFault? {
    guard let end = settings.end, !isPast(end, at: now), hasNothingInRange else { return nil }
    return firstInRange.map(fault(ofEndBefore:))
  }

  /// `its first run, on 15 January 2027 at 09:00, is after its end`, if there is none before it.
  var reasonOfEmptyRange: String? {
    hasNothingInRange ? firstInRange.map { "\(spoken($0)) is after its end" } : nil
  }

  func isPast(_ end: Bound, at now: Instant) -> Bool {
    let today = LocalMoment(now, in: settings.zone).day
    return LocalMoment(end, in: settings.zone).day < today
  }

  /// Without any beginning there are runs before every end.
  private var hasNothingInRange: Bool {
    earliest > .min && next(after: Instant(milliseconds: .min)) == nil
  }

  /// The first second from the start on that would have a run if there were no end.
  private var firstInRange: Int64? { firstEver(.kept, since: isOnce ? nil : earliest) }

  private func fault(ofEndBefore first: Int64) -> ScheduleFault {
    .never(
      "\(spoken(first)) is after its end; let it end then or later", ["schedule_config", "end"])
  }

  /// The first second that has a run, or would have one, whatever start and end say.
  /// - Parameter since: nil: from the single date or the anchor on.
  private func firstEver(_ part: DayFilter.Part, since: Int64? = nil) -> Int64? {
    var from = since ?? anchor.second - 1
    if since == nil, case .once(let day, _) = recurrence { from = Int64(day - 2) * 86400 }
    let limit = from.saturatingSum(Self.horizon)
    switch runs {
    case .timetable(let timetable):
      var wallClock = timetable.wallClock
      wallClock.filter.first = nil
      wallClock.filter.last = nil
      let table = Timetable(
        wallClock: wallClock, daylightSaving: timetable.daylightSaving, zone: timetable.zone)
      return table.next(after: from, through: limit, part)
    case .elapsed(let elapsed):
      var filter = elapsed.filter
      filter.first = nil
      filter.last = nil
      let time = ElapsedTime(
        anchor: elapsed.anchor, period: elapsed.period, filter: filter, zone: elapsed.zone)
      return time.next(after: from, through: limit, part)
    }
  }

  /// `its first run, on 15 January 2027 at 09:00,`
  private func spoken(_ second: Int64) -> String {
    var (day, minute) = (0, 0)
    if case .once(let date, let time) = recurrence {
      (day, minute) = (date, time)
    } else {
      let moment = LocalMoment(Instant(seconds: second), in: settings.zone)
      (day, minute) = (moment.day, moment.minute)
    }
    let moment = "\(CivilDate(dayNumber: day).spoken) at \(minute.clock)"
    return "its \(isOnce ? "one" : "first") run, on \(moment),"
  }

  private func exclusionFault(of second: Int64, _ reason: String) -> ScheduleFault {
    let filter = settings.filter
    let day = LocalMoment(Instant(seconds: second), in: settings.zone).day
    let isByWeekday =
      filter.excludedWeekdays.contains(Weekday(dayNumber: day)) || filter.excludedDays.isEmpty
    let key = isByWeekday ? "exclude_weekdays" : "exclude_dates"
    return .never("\(reason); leave one in", ["schedule_config", key])
  }
}

extension ScheduleFault {
  fileprivate static func never(_ reason: String, _ path: [String]) -> ScheduleFault {
    ScheduleFault(path: path, message: "this schedule never runs: \(reason)")
  }
}

extension Schedule.Runs {
  /// Whether it is plain to see that there are runs: every year has so many of the dates that no
  /// gap takes them all.
  fileprivate var plainlyGoOn: Bool {
    switch self {
    case .elapsed(let elapsed):
      return elapsed.filter.excludedWeekdays != .all
    case .timetable(let timetable):
      guard !timetable.wallClock.filter.excludes,
        case .monthly(let days) = timetable.wallClock.days
      else { return false }
      return days.isInEveryYear
    }
  }
}
