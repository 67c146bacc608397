import TestSupport

/// Random schedules in words.
extension Plan {
  private static let dayNames = ["sunday", "Mon", "tuesdays", "WED", "thu", "Friday", "saturday"]

  static func grid(_ dice: inout Dice) -> Plan {
    let period = dice.pick([1, 2, 5, 10, 15, 20, 30, 40, 45, 60, 90, 96, 120, 180, 240, 360, 720])
    return Plan(
      time: "every \(period) minutes", isWildcard: period <= 60,
      minutes: minutes { $0 % period == 0 })
  }

  static func window(_ dice: inout Dice) -> Plan {
    let period = dice.number(1...300)
    let first = dice.number(0...600)
    let last = dice.number((first + 1)...1439)
    let days = dice.some(0...6, upTo: 3)
    let names = days.map { dayNames[$0] }.joined(separator: ", ")
    let isShort = dice.chance(50)
    let text = "every \(period) minutes from \(clock(first)) to \(clock(last))"
    return Plan(
      time: isShort ? text : "\(text) on \(names)", isWildcard: period <= 60,
      dates: { isShort || days.contains($0.weekday) },
      minutes: minutes { (first...last).contains($0) && ($0 - first) % period == 0 })
  }

  static func wholeDays(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    let minute = minute(&dice)
    let days = dice.number(2...9)
    let hasTime = dice.chance(50)
    return Plan(
      time: hasTime ? "every \(days) days at \(clock(minute))" : "P\(days)D",
      dates: { $0.number >= anchor.day && ($0.number - anchor.day) % days == 0 },
      minutes: at(hasTime ? minute : anchor.minute))
  }

  /// Counted from the first such day to come; its time is far from the anchor's, lest a change of the
  /// clock lies between them.
  static func weeks(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    let minute = (anchor.minute + dice.number(240...1200)) % 1440
    let weeks = dice.number(2...3)
    let days = [0, 1, 4]
    let tomorrow = anchor.day + 1
    let first =
      ((minute > anchor.minute ? anchor.day : tomorrow)...tomorrow + 7)
      .first { days.contains(PlainDate.all[$0].weekday) } ?? tomorrow
    let monday = first - (PlainDate.all[first].weekday + 6) % 7
    return Plan(
      time: "every \(weeks) weeks on mon, thu and sunday at \(clock(minute))",
      dates: { date in
        date.number >= first && (date.number - monday) / 7 % weeks == 0
          && days.contains(date.weekday)
      }, minutes: at(minute))
  }

  /// On the anchor's day, or the last of shorter months.
  static func months(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    let minute = minute(&dice)
    let months = dice.pick([1, 2, 3, 4, 12, 24])
    let first = anchor.date.year * 12 + anchor.date.month
    return Plan(
      time: "at \(clock(minute)) every \(months) months",
      dates: { date in
        let distance = date.year * 12 + date.month - first
        return (distance >= 0 || months == 1) && distance % months == 0
          && date.day == min(anchor.date.day, date.monthLength)
      }, minutes: at(minute))
  }

  /// Counted from the month of the first such day to come; its time is far from the anchor's, as above.
  static func monthDays(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    let minute = (anchor.minute + dice.number(240...1200)) % 1440
    let months = dice.pick([2, 3, 4, 6, 18])
    let days = dice.some(1...28, upTo: 2)
    let names = days.map { "\($0)\(World.ordinalEnding(of: $0))" }.joined(separator: " and the ")
    let first = first(from: anchor, minute) { days.contains($0.day) }
    return Plan(
      time: "every \(months) months on the \(names) at \(clock(minute))",
      dates: { date in
        let distance = (date.year - first.year) * 12 + date.month - first.month
        return date.number >= first.number && distance % months == 0 && days.contains(date.day)
      }, minutes: at(minute))
  }

  /// The first date to come of those that fit, at a minute other than the anchor's.
  private static func first(
    from anchor: Anchor, _ minute: Int, _ fits: (PlainDate) -> Bool
  ) -> PlainDate {
    let start = minute > anchor.minute ? anchor.day : anchor.day + 1
    return PlainDate.all[start...].first(where: fits) ?? anchor.date
  }

  /// Mostly on a date soon after the anchor, or in the months before it; 29 February is the 28th in
  /// other years, but it counts from one that there is.
  static func years(_ dice: inout Dice, _ anchor: Anchor) -> Plan {
    let minute = (anchor.minute + dice.number(240...1200)) % 1440
    let years = dice.number(2...4)
    let date = PlainDate.all[anchor.day + dice.number(-60...60)]
    let names = [
      "january", "February", "march", "April", "May", "june", "July", "August", "SEPTEMBER",
      "october", "November", "december",
    ]
    let first = first(from: anchor, minute) { $0.month == date.month && $0.day == date.day }
    return Plan(
      time: "every \(years) years on \(date.day) \(names[date.month - 1]) at \(clock(minute))",
      dates: { day in
        day.number >= first.number && (day.year - first.year) % years == 0
          && day.month == date.month && day.day == min(date.day, day.monthLength)
      }, minutes: at(minute))
  }

  /// `every second friday of the month`, `1st and last weekday of every month`, `last day of the month`, `3rd weekday of every month`.
  static func ordinal(_ dice: inout Dice) -> Plan {
    let minute = minute(&dice)
    let all = dice.some(1...6, upTo: 3)
    let names = ["", "first", "2nd", "third", "4th", "fifth", "last"]
    let name = all.map { names[$0] }.joined(separator: dice.pick([" and ", ", ", ", and the "]))
    let weekday = dice.number(0...6)
    let isNth = { (rank: Int, count: Int) in
      rank > 0 && (all.contains(rank) && rank < 6 || all.contains(6) && rank == count)
    }
    let ending = " of \(dice.pick(["the", "every"])) month at \(clock(minute))"
    switch dice.number(0...2) {
    case 0:
      return Plan(
        time: "every \(name) \(dayNames[weekday].replacing("days", with: "day"))\(ending)",
        dates: { date in
          let same = (1...date.monthLength).filter { (date.on($0)).weekday == weekday }
          return isNth((same.firstIndex(of: date.day) ?? -1) + 1, same.count)
        }, minutes: at(minute))
    case 1:
      return Plan(
        time: "the \(name) weekday\(ending)",
        dates: { date in
          let workdays = (1...date.monthLength).filter { (1...5).contains(date.on($0).weekday) }
          return isNth((workdays.firstIndex(of: date.day) ?? -1) + 1, workdays.count)
        }, minutes: at(minute))
    default:
      return Plan(
        time: "on the \(name) day\(ending)", dates: { isNth($0.day, $0.monthLength) },
        minutes: at(minute))
    }
  }

  static func weekdays(_ dice: inout Dice) -> Plan {
    let times = [minute(&dice), minute(&dice)]
    let first = dice.number(0...6)
    let length = dice.number(1...5)
    let text = "\(dayNames[first]) to \(dayNames[(first + length) % 7])"
    return Plan(
      time: "every \(text) at \(clock(times[0])) and \(clock(times[1]))",
      dates: { ($0.weekday - first + 7) % 7 <= length }, minutes: minutes(times.contains))
  }

  static func elapsed(_ dice: inout Dice) -> Plan {
    var period = dice.number(7...3000)
    while period % 1440 == 0 || period < 1440 && 1440 % period == 0 { period += 1 }
    let text = dice.pick(["PT\(period)M", "every \(period / 60)h \(period % 60)m"])
    let isMinutes = period % 60 == 0 || period < 60
    return Plan(
      time: isMinutes ? "every \(period) minutes" : text, elapsed: period,
      minutes: minutes { _ in true })
  }
}

extension PlainDate {
  /// Another day of the same month.
  fileprivate func on(_ day: Int) -> PlainDate { PlainDate.all[number - self.day + day] }
}
