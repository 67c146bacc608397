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
    guard onlyMonth != nil, isOneDay, clampsShortMonths else { return nil }
    return "\(days.trailingZeroBitCount) \(monthNames[0])"
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
    let workdays = (1...23).filter { nthWorkdays >> UInt32($0) & 1 == 1 }.map(\.place)
    let places = workdays + (lastWorkday ? ["last"] : [])
    if !places.isEmpty { terms.append(places.listed + " weekday") }
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
    let names = weekdays.days.map(\.name)
    let terms = names.prefix(1).map { "a " + $0 } + names.dropFirst() + nthTerms
    return terms.listed(by: "or")
  }

  /// `the second Friday`, `last Friday`; `the first and third Monday`, `the last Friday`
  private var nthTerms: [String] {
    let terms = Weekday.inWeekOrder.map { day in
      (places: (1...6).filter { isPicked(day, at: $0) }, day: day)
    }.filter { !$0.places.isEmpty }
    let phrases = (1...6).flatMap { place in terms.filter { $0.places.first == place } }
      .map { term in
        term.places.map { $0 == 6 ? "last" : $0.place }.listed + " " + term.day.name
      }
    let isEachByItself = terms.contains { $0.places.count > 1 }
    return phrases.enumerated().map { index, phrase in
      index == 0 || isEachByItself ? "the " + phrase : phrase
    }
  }

  /// - Parameter place: in the month, from 1; 6 is the last.
  private func isPicked(_ day: Weekday, at place: Int) -> Bool {
    place == 6
      ? lastWeekdays.contains(day)
      : nthWeekdays >> UInt64((place - 1) * 7 + day.rawValue) & 1 == 1
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
