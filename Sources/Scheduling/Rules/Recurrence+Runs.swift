/// A moment by the wall clock of a zone, whole minutes.
struct LocalMoment: Hashable, Sendable {
  /// Seconds since 1970.
  let second: Int64
  /// Days since 1970-01-01, local.
  let day: Int
  /// Of that day.
  let minute: Int

  /// A local time that exists twice is the first of the two, one in a gap is the gap's end.
  init(day: Int, minute: Int, in zone: TimeZoneRules) {
    second = zone.second(local: Int64(day) * 86400 + Int64(minute) * 60)
    self.day = day
    self.minute = minute
  }

  /// Seconds are cut off.
  init(_ instant: Instant, in zone: TimeZoneRules) {
    second = instant.seconds.dividedDown(by: 60) * 60
    let local = second + zone.period(at: second).offset
    day = Int(local.dividedDown(by: 86400))
    minute = Int(local.remainder(downBy: 86400)) / 60
  }

  /// A date stands for its midnight.
  init(_ bound: Bound, in zone: TimeZoneRules) {
    switch bound {
    case .date(let day): self.init(day: day, minute: 0, in: zone)
    case .instant(let instant): self.init(instant, in: zone)
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
      let days = Self.monthDays(every: every, days, anchor: anchor)
      if every == 1 { return .monthly(days) }
      // Years are counted from the anchor's, whichever month of it is meant. Source: RFC 5545, 3.3.10.
      let first = CivilMonth.containing(anchor.day).month
      let month = CivilMonth(year: first.year, month: days.onlyMonth ?? first.month)
      return .months(every: every, from: month, days)
    }
  }

  /// The days that are meant by a schedule of months, with what the anchor gives: the day where none
  /// is said, and the month where whole years lie between.
  static func monthDays(every months: Int, _ days: MonthDays?, anchor: LocalMoment) -> MonthDays {
    let date = CivilDate(dayNumber: anchor.day)
    var picked = days ?? MonthDays(days: 1 << UInt32(date.day), clampsShortMonths: true)
    if months % 12 == 0, picked.months == MonthDays.allMonths {
      picked.months = 1 << UInt16(date.month)
      if picked.isOneDay, picked.clampsShortMonths {
        // Of leap years each month has all its days.
        let length = CivilMonth(year: 2000, month: date.month).length
        picked.days = 1 << UInt32(min(picked.days.trailingZeroBitCount, length))
      }
    }
    return picked
  }
}
