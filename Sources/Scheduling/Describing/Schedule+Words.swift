extension Schedule {
  /// The whole schedule as an English sentence without its dot: `Every weekday at 09:00 and 17:30,
  /// New York time, except 25 December 2026`. Of the calendar types and plain intervals, `custom`
  /// reads it back.
  package var words: String {
    phrase(isShort: false).capitalisedFirst + settings.phrase
  }

  /// Short, for a row of a list: `Mon, Wed, Fri at 14:30, New York`.
  package var summary: String {
    phrase(isShort: true).capitalisedFirst + ", " + settings.zone.city
  }

  private func phrase(isShort: Bool) -> String {
    switch recurrence {
    case .cron(let cron):
      return cron.phrase
    case .elapsed(let minutes):
      return "every " + spoken(minutes, omittingOne: true)
    case .grid(let grid):
      return grid.phrase
    case .calendar(let days, let times):
      let times = times.isEmpty ? [anchor.minute] : times
      return days.phrase(anchor: anchor, isShort: isShort) + " at " + times.map(\.clock).listed
    case .once(let day, let minute):
      return "once on \(CivilDate(dayNumber: day).spoken) at \(minute.clock)"
    }
  }
}

extension ScheduleSettings {
  /// What stands behind the recurrence: `, New York time, from 24 November 2026, except Sundays`.
  var phrase: String { ", " + zone.label + range + exceptions }

  private var range: String {
    let start = start.map { ", from \($0.spoken(in: zone))" } ?? ""
    return start + (end.map { ", until \($0.spoken(in: zone))" } ?? "")
  }

  private var exceptions: String {
    let weekdays = filter.excludedWeekdays.days.map { $0.name + "s" }
    let days = filter.excludedDays
    let shown = days.prefix(5).map { CivilDate(dayNumber: $0).spoken }
    let hidden = days.count > 5 ? ["\(days.count - 5) more dates"] : []
    let all = weekdays + shown + hidden
    return all.isEmpty ? "" : ", except " + all.listed
  }
}

extension Recurrence.Grid {
  fileprivate var phrase: String {
    var text = "every " + spoken(period, omittingOne: true)
    if window != Self.wholeDay {
      text += " from \(window.lowerBound.clock) to \(window.upperBound.clock)"
    }
    return weekdays == .all ? text : text + " on " + weekdays.phrase
  }
}

extension Recurrence.Days {
  fileprivate func phrase(anchor: LocalMoment, isShort: Bool) -> String {
    switch self {
    case .every(days: 1): return "every day"
    case .every(days: 7): return "every \(Weekday(dayNumber: anchor.day).name)"
    case .every(let days) where days % 7 == 0:
      // Read back, the day would count from its first time to come.
      let day = isShort ? " on \(Weekday(dayNumber: anchor.day).name)" : ""
      return "every \(days / 7) weeks\(day)"
    case .every(let days): return "every \(days) days"
    case .weeks(every: 1, .all): return "every day"
    case .weeks(every: 1, .workdays): return "every weekday"
    case .weeks(every: 1, let days):
      let names = days.days.map(\.name)
      return isShort
        ? names.map { $0.prefix(3) }.joined(separator: ", ") : "every " + names.listed
    case .weeks(let every, let days):
      return "every \(every) weeks on \(days.days.map(\.name).listed)"
    case .months(let every, nil) where every > 1 && every != 12 && !isShort:
      // The same, of days of the month.
      return every % 12 == 0 ? "every \(every / 12) years" : "every \(every) months"
    case .months(let every, let days):
      let days = Self.monthDays(every: every, days, anchor: anchor)
      if let date = days.dateOfTheYear {
        return every > 12 ? "every \(every / 12) years on \(date)" : "every year on \(date)"
      }
      guard every == 1 else { return "every \(every) months \(days.withoutMonth)" }
      return days.isEveryDay ? "every day" : days.phrase
    }
  }
}

extension TimeZoneRules {
  /// `New York`
  var city: String {
    let parts = name.split(separator: "/")
    let isPlace = parts.count > 1 && parts.first != "Etc" && parts.first != "US"
    return isPlace ? String(parts[parts.count - 1].map { $0 == "_" ? " " : $0 }) : name
  }

  /// `New York time`, `GMT`
  var label: String { isPlaceOrWord ? city + " time" : city }

  /// Whether the name does without being called a time: not so `UTC`, `EST5EDT`, `Etc/GMT-5`.
  private var isPlaceOrWord: Bool {
    let letters = name.prefix(3)
    let isClock = letters.last == "T" && letters.allSatisfy(\.isUppercase)
    return !isClock && !["UTC", "UCT", "Factory"].contains(name) && !name.hasPrefix("Etc/")
  }
}

extension Bound {
  /// `24 November 2026`, or `24 November 2026 at 09:00` by the clock there.
  fileprivate func spoken(in zone: TimeZoneRules) -> String {
    switch self {
    case .date(let day):
      return CivilDate(dayNumber: day).spoken
    case .instant(let instant):
      let local = instant.seconds + zone.period(at: instant.seconds).offset
      let date = CivilDate(dayNumber: Int(local.dividedDown(by: 86400)))
      let time = Int(local.remainder(downBy: 86400))
      let clock = (time / 60).clock + (time % 60 == 0 ? "" : ":\(time % 60, digits: 2)")
      return "\(date.spoken) at \(clock)"
    }
  }
}
