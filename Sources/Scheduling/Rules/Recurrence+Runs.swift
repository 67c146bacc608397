/// A moment by the wall clock of a zone, whole minutes.
struct LocalMoment: Hashable, Sendable {
  /// Seconds since 1970.
  let second: Int64
  /// Days since 1970-01-01, local.
  let day: Int
  /// Of that day.
  let minute: Int

  /// A date stands for its midnight; seconds are cut off.
  init(_ bound: Bound, in zone: TimeZoneRules) {
    switch bound {
    case .date(let day):
      second = zone.second(local: Int64(day) * 86400)
      self.day = day
      minute = 0
    case .instant(let instant):
      second = instant.seconds.dividedDown(by: 60) * 60
      let local = second + zone.period(at: second).offset
      day = Int(local.dividedDown(by: 86400))
      minute = Int(local.remainder(downBy: 86400)) / 60
    }
  }
}

extension Recurrence {
  /// Ties what is said to an anchor and a zone.
  func runs(anchor: LocalMoment, _ settings: ScheduleSettings) -> Schedule.Runs {
    switch self {
    case .elapsed(let minutes):
      return .elapsed(
        ElapsedTime(
          anchor: anchor.second, period: Int64(minutes) * 60, filter: settings.filter,
          zone: settings.zone))
    case .cron(let cron):
      return timetable(.monthly(cron.days), cron.times, isWildcard: cron.isWildcard, settings)
    case .grid(let grid):
      let days = DayRule.monthly(MonthDays(weekdays: grid.weekdays))
      return timetable(days, DayTimes(grid.times), isWildcard: grid.period <= 60, settings)
    case .calendar(let days, let times):
      let times = DayTimes(times.isEmpty ? [anchor.minute] : times)
      return timetable(days.rule(anchor: anchor), times, isWildcard: false, settings)
    case .once(let day, let minute):
      return timetable(.once(day), DayTimes([minute]), isWildcard: false, settings)
    }
  }

  private func timetable(
    _ days: DayRule, _ times: DayTimes, isWildcard: Bool, _ settings: ScheduleSettings
  ) -> Schedule.Runs {
    .timetable(
      Timetable(
        wallClock: WallClock(days: days, times: times, filter: settings.filter),
        daylightSaving: isWildcard ? .wildcard : settings.daylightSaving, zone: settings.zone))
  }
}

extension Recurrence.Days {
  func rule(anchor: LocalMoment) -> DayRule {
    switch self {
    case .every(days: 1):
      return .monthly(MonthDays(days: MonthDays.allDays))
    case .every(let days):
      return .cycle(days: days, from: anchor.day)
    case .weeks(every: 1, let weekdays):
      return .monthly(MonthDays(weekdays: weekdays))
    case .weeks(let every, let weekdays):
      let sinceMonday = (Weekday(dayNumber: anchor.day).rawValue - 1).remainder(downBy: 7)
      return .weeks(every: every, from: anchor.day - sinceMonday, weekdays)
    case .months(let every, let days):
      let days = days ?? Self.anchorDay(anchor)
      let month = CivilMonth.containing(anchor.day).month
      return every == 1 ? .monthly(days) : .months(every: every, from: month, days)
    }
  }

  private static func anchorDay(_ anchor: LocalMoment) -> MonthDays {
    MonthDays(days: 1 << UInt32(CivilDate(dayNumber: anchor.day).day), clampsShortMonths: true)
  }
}
