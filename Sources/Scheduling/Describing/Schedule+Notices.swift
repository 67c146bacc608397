extension Schedule {
  /// In plain English, what holds whenever it is asked.
  package var notices: [String] {
    var notices = facts.map(\.text)
    switch recurrence {
    case .elapsed(let minutes):
      notices.append(
        "Counted in elapsed time from \(Instant(seconds: anchor.second).rfc3339): \(spoken(minutes)) "
          + "do not fit evenly into a day, so the time of day moves on.")
    case .grid(let grid) where grid.window == Recurrence.Grid.wholeDay:
      notices.append("Counted from midnight, local time, every day anew.")
    case .grid(let grid):
      notices.append("Counted from \(grid.window.lowerBound.clock), local time, every day anew.")
    case .calendar(let days, let times):
      notices += calendarNotices(days, times)
    case .cron(let cron):
      notices += cron.notices
    case .once:
      notices.append("Runs once; then the automation is done.")
    }
    if settings.hasDaylightSaving, !obeysDaylightSaving {
      notices.append("The option dst is ignored: it is for schedules of fixed times.")
    }
    return notices
  }

  /// What holds at the moment asked.
  func notices(
    after: Instant, transitions: [SchedulePreview.Transition], hasNext: Bool
  ) -> [String] {
    guard hasNext else { return ["Nothing is left to run: \(reasonForNothing(after: after))."] }
    return transitions.filter(\.touches).map { transition in
      let minutes = (transition.offsetAfter - transition.offsetBefore) / 60
      // The date of the first missing minute, or of the last one before the clocks go back.
      let moment = transition.at.seconds - (minutes > 0 ? 0 : 1)
      let local = moment + Int64(transition.offsetBefore)
      let date = CivilDate(dayNumber: Int(local.dividedDown(by: 86400))).spoken
      if minutes >= 24 * 60 {
        // Apia, Fakaofo, Kwajalein: they crossed the date line at midnight.
        return "\(date) does not exist there: its runs are left out."
      }
      let turn = minutes > 0 ? "forward" : "back"
      return "The clocks go \(turn) by \(abs(minutes)) minutes on \(date): "
        + "\(effect(isForward: minutes > 0))."
    }
  }

  private func reasonForNothing(after: Instant) -> String {
    if isOnce { return "its one run is past" }
    guard let end = settings.end else {
      let isLast = after.seconds.saturatingSum(Self.horizon) > latest
      return isLast ? "the calendar ends with the year 9999" : "no run within 60 years"
    }
    if isPast(end, at: after) { return "its end is past" }
    return reasonOfEmptyRange ?? "its last run before its end is past"
  }

  private func effect(isForward: Bool) -> String {
    guard case .timetable(let timetable) = runs else { return "nothing changes" }
    let rule = timetable.daylightSaving
    if isForward {
      switch rule.gap {
      case .after: return "runs in the missing time come right after it"
      case .skip: return "runs in the missing time are left out"
      case .shift: return "runs in the missing time come later by its length"
      }
    }
    switch rule.fold {
    case .first: return "runs in the repeated time come the first time only"
    case .last: return "runs in the repeated time come the last time only"
    case .both: return "runs in the repeated time come twice"
    }
  }

  private var obeysDaylightSaving: Bool {
    switch recurrence {
    case .elapsed: false
    case .grid(let grid): grid.period > 60
    case .cron(let cron): !cron.isWildcard
    case .calendar, .once: true
    }
  }

  private func calendarNotices(_ days: Recurrence.Days, _ times: [Int]) -> [String] {
    var notices: [String] = []
    if times.isEmpty {
      notices.append("No time of day was given: \(anchor.minute.clock) is that of its start.")
    }
    switch days {
    case .every(let days) where days > 7 && days % 7 == 0:
      let first =
        "\(Weekday(dayNumber: anchor.day).name), \(CivilDate(dayNumber: anchor.day).spoken)"
      notices.append("Counted in weeks from \(first).")
    case .every(let days) where days > 1:
      notices.append("Counted in days from \(CivilDate(dayNumber: anchor.day).spoken).")
    case .weeks(let every, _) where every > 1:
      notices.append(
        "Counted in weeks, Monday first, from that of \(CivilDate(dayNumber: anchor.day).spoken).")
    case .months(let every, let days):
      let picked = Recurrence.Days.monthDays(every: every, days, anchor: anchor)
      let first = CivilDate(dayNumber: anchor.day)
      if every > 1, picked.dateOfTheYear == nil {
        notices.append("Counted in months from that of \(first.spoken).")
      } else if every > 12 {
        notices.append("Counted in years from \(first.year).")
      }
      notices += picked.notices
    case .every, .weeks: break
    }
    return notices
  }
}

extension CronExpression {
  fileprivate var notices: [String] {
    var notices: [String] = []
    if days.combination == .either {
      notices.append(
        "Both the day of the month and the day of the week are set: it runs when either fits.")
    }
    for field in oversteppedFields {
      notices.append(
        "A step of the \(field.name) field goes beyond it: only its first value is left.")
    }
    notices += days.notices
    return notices
  }
}
