extension MonthDays {
  /// `on the 1st and 15th of every month`, `on weekdays`; empty for every day.
  var phrase: String {
    guard !isEveryDay else { return "" }
    let weekdayPart = weekdayPhrase
    guard !dateTerms.isEmpty, days & Self.allDays != Self.allDays else {
      if nthTerms.isEmpty && months == Self.allMonths { return weekdayPart }
      if weekdayPart.isEmpty { return "in \(monthNames.listed)" }
      return nthTerms.isEmpty ? "\(weekdayPart) in \(monthNames.listed)" : weekdayPart
    }
    let datePart = "on " + dateTerms.listed + ofMonth + shortMonthTail
    guard hasWeekdays, weekdays != .all || combination == .either else { return datePart }
    return combination == .both
      ? "\(datePart), if that is \(restriction)" : "\(datePart) and \(weekdayPart)"
  }

  /// The same behind `every 3 months`: `on the 1st and 15th`.
  var withoutMonth: String {
    let terms = dateTerms.isEmpty ? nthTerms : dateTerms
    return "on " + terms.listed + shortMonthTail
  }

  /// `24 November`, when it is one day of one month.
  var dateOfTheYear: String? {
    guard months.nonzeroBitCount == 1, isOneDay, clampsShortMonths else { return nil }
    return "\(days.trailingZeroBitCount) \(monthNames[0])"
  }

  /// Whether nothing but one day of the month is picked.
  var isOneDay: Bool {
    days.nonzeroBitCount == 1 && fromLast == 0 && nearestWorkday == 0 && nthWorkdays == 0
      && !lastWorkday && !hasWeekdays
  }

  private var isEveryDay: Bool {
    let isEveryDate = days == Self.allDays
    let isEveryWeekday = weekdays == .all
    let isEvery =
      combination == .both ? isEveryDate && isEveryWeekday : isEveryDate || isEveryWeekday
    return isEvery && months == Self.allMonths
  }

  /// `January to March`, `November`
  private var monthNames: [String] {
    let name = { (month: Int) in Vocabulary.months[month - 1].capitalisedFirst }
    let picked = (1...12).filter { months >> UInt16($0) & 1 == 1 }
    if let first = picked.first, let last = picked.last, picked.count > 2,
      last - first == picked.count - 1
    {
      return ["\(name(first)) to \(name(last))"]
    }
    return picked.map(name)
  }

  private var ofMonth: String {
    months == Self.allMonths ? " of every month" : " of " + monthNames.listed
  }

  /// What becomes of the 29th to the 31st; cron does without them, and says nothing.
  private var shortMonthTail: String {
    let isSaidAnyway = fromLast & 1 == 1 || days == Self.allDays
    guard days & 0xE000_0000 != 0, !isSaidAnyway, combination == .either else { return "" }
    return clampsShortMonths ? ", or its last day," : hasWeekdays ? "" : " that has one"
  }

  /// `the 1st`, `15th`, `last day`
  private var dateTerms: [String] {
    var terms = days == Self.allDays ? [] : ranges(of: days)
    terms += ranges(of: nearestWorkday).map { "weekday nearest the \($0)" }
    terms += (0...30).reversed().filter { fromLast >> UInt32($0) & 1 == 1 }.map { back in
      switch back {
      case 0: "last day"
      case 1: "last day but one"
      default: "day \(back) days before the last"
      }
    }
    terms += (1...23).filter { nthWorkdays >> UInt32($0) & 1 == 1 }.map { "\($0.place) weekday" }
    if lastWorkday { terms.append("last weekday") }
    guard let first = terms.first else { return [] }
    return ["the " + first] + terms.dropFirst()
  }

  /// Long runs of days as `1st to 7th`, and long steps as `1st, 3rd and so on to the 31st`.
  private func ranges(of mask: UInt32) -> [String] {
    let picked = (1...31).filter { mask >> UInt32($0) & 1 == 1 }
    if combination == .both, picked.count >= 5,
      Set(zip(picked.dropFirst(), picked).map { $0 - $1 }).count == 1,
      picked[1] - picked[0] > 1
    {
      let last = picked[picked.count - 1].ordinal
      return ["\(picked[0].ordinal), \(picked[1].ordinal) and so on to the \(last)"]
    }
    var terms: [String] = []
    var day = 1
    while day <= 31 {
      var end = day
      while end <= 31, mask >> UInt32(end) & 1 == 1 { end += 1 }
      if end - day >= 4 {
        terms.append("\(day.ordinal) to \((end - 1).ordinal)")
      } else {
        terms += (day..<end).map(\.ordinal)
      }
      day = end + 1
    }
    return terms
  }

  private var weekdayPhrase: String {
    var parts: [String] = []
    if !weekdays.isEmpty, weekdays != .all { parts.append("on " + weekdays.phrase) }
    if weekdays == .all, combination == .either, days != Self.allDays {
      parts.append("on every day")
    }
    if !nthTerms.isEmpty { parts.append("on " + nthTerms.listed + ofMonth) }
    return parts.listed
  }

  private var restriction: String {
    if weekdays == .workdays, nthTerms.isEmpty { return "a weekday" }
    return (weekdays.days.map { "a " + $0.name } + nthTerms).joined(separator: " or ")
  }

  /// `the second Friday`, `last Friday`
  private var nthTerms: [String] {
    let nth = (0..<5).flatMap { week in
      Weekday.inWeekOrder.filter { nthWeekdays >> UInt64(week * 7 + $0.rawValue) & 1 == 1 }
        .map { "\((week + 1).place) \($0.name)" }
    }
    let terms = nth + lastWeekdays.days.map { "last \($0.name)" }
    guard let first = terms.first else { return [] }
    return ["the " + first] + terms.dropFirst()
  }
}

extension Int {
  /// `first` to `fifth`, then `6th`.
  fileprivate var place: String {
    Vocabulary.ordinals.first { $0.value == self }?.key ?? ordinal
  }
}

extension WeekdaySet {
  /// `weekdays`, `Mondays and Fridays`
  var phrase: String {
    self == .workdays ? "weekdays" : days.map { $0.name + "s" }.listed
  }
}
