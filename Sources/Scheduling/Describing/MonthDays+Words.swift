extension MonthDays {
  /// `on the 1st and 15th of every month`, `on weekdays`, `in January`; empty for every day.
  var phrase: String {
    if isEveryDay { return months == Self.allMonths ? "" : "in " + monthNames.listed }
    guard !dateParts.isEmpty else { return weekdayParts.listed }
    if combination == .either { return (dateParts + weekdayParts).listed }
    return weekdays == .all ? dateParts.listed : "\(dateParts.listed), if that is \(restriction)"
  }

  /// Whether no day of the picked months is left out.
  var isEveryDay: Bool {
    let isEveryDate = days == Self.allDays
    let isEveryWeekday = weekdays == .all
    return combination == .both ? isEveryDate && isEveryWeekday : isEveryDate || isEveryWeekday
  }

  /// The same behind `every 3 months`: `on the 1st and 15th`.
  var withoutMonth: String {
    if days == Self.allDays { return "on the 1st to 31st" }
    let terms = dateTerms + workdayTerms
    return "on " + (terms.isEmpty ? nthTerms : terms).listed + shortMonthTail
  }

  /// `24 November`, when it is one day of one month.
  var dateOfTheYear: String? {
    guard onlyMonth != nil, isOneDay, clampsShortMonths else { return nil }
    return "\(days.trailingZeroBitCount) \(monthNames[0])"
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

  private var inMonths: String { months == Self.allMonths ? "" : " in " + monthNames.listed }

  /// What becomes of the 29th to the 31st where a picked month does not have them. Of the 29th of
  /// February, of a series up to such a day and of what has a condition it goes without saying.
  private var shortMonthTail: String {
    guard isShortMonthOfMatter else { return "" }
    if clampsShortMonths { return ", or its last day," }
    let hasCondition = combination == .both && weekdays != .all
    if onlyMonth != nil || hasCondition || series(of: days) != nil { return "" }
    return months == Self.allMonths ? " that has one" : " that have one"
  }

  /// Whether it makes a difference in a picked month that a day beyond its last is picked.
  private var isShortMonthOfMatter: Bool {
    let lengths = (1...12).filter { months >> UInt16($0) & 1 == 1 }
      .flatMap { month -> Set<Int> in
        // With 29 February and without.
        [CivilMonth(year: 2000, month: month).length, CivilMonth(year: 2001, month: month).length]
      }
    return lengths.contains { length in
      let beyond = Self.allDays << UInt32(length)
      let hasLast = fromLast & 1 == 1 || days >> UInt32(length) & 1 == 1
      return nearestWorkday & beyond != 0 || (days & beyond != 0 && !hasLast)
    }
  }

  /// `on the 1st and 15th of every month`, and by itself, as `the 1st and last weekday` is another
  /// day, `on the last weekday of every month`; none where every day is picked.
  private var dateParts: [String] {
    guard days != Self.allDays else { return [] }
    var parts: [String] = []
    if !dateTerms.isEmpty { parts.append("on " + dateTerms.listed + ofMonth + shortMonthTail) }
    return parts + workdayTerms.map { "on " + $0 + ofMonth }
  }

  /// `the 1st`, `15th`, `last day`
  private var dateTerms: [String] {
    var terms = ranges(of: days)
    terms += ranges(of: nearestWorkday).map { "weekday nearest the \($0)" }
    terms += (0...30).reversed().filter { fromLast >> UInt32($0) & 1 == 1 }.map { back in
      switch back {
      case 0: "last day"
      case 1: "last day but one"
      default: "day \(back) days before the last"
      }
    }
    guard let first = terms.first else { return [] }
    return ["the " + first] + terms.dropFirst()
  }

  /// `the first and last weekday`, or nothing.
  private var workdayTerms: [String] {
    let workdays = (1...23).filter { nthWorkdays >> UInt32($0) & 1 == 1 }.map(\.place)
    let places = workdays + (lastWorkday ? ["last"] : [])
    return places.isEmpty ? [] : ["the \(places.listed) weekday"]
  }

  /// Long steps as `1st, 3rd and so on to the 31st`.
  private func series(of mask: UInt32) -> String? {
    let picked = (1...31).filter { mask >> UInt32($0) & 1 == 1 }
    guard combination == .both, picked.count >= 5,
      Set(zip(picked.dropFirst(), picked).map { $0 - $1 }).count == 1,
      picked[1] - picked[0] > 1
    else { return nil }
    let last = picked[picked.count - 1].ordinal
    return "\(picked[0].ordinal), \(picked[1].ordinal) and so on to the \(last)"
  }

  /// Long runs of days as `1st to 7th`, and long steps as one series.
  private func ranges(of mask: UInt32) -> [String] {
    if let series = series(of: mask) { return [series] }
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

  /// `on Mondays and Fridays in January`, `on the second Friday of January`
  private var weekdayParts: [String] {
    var parts: [String] = []
    if !weekdays.isEmpty { parts.append("on " + weekdays.phrase + inMonths) }
    if !nthTerms.isEmpty { parts.append("on " + nthTerms.listed + ofMonth) }
    return parts
  }

  private var restriction: String {
    let names = weekdays == .workdays ? ["weekday"] : weekdays.days.map(\.name)
    let terms = names.prefix(1).map { "a " + $0 } + names.dropFirst() + nthTerms(joinedBy: "or")
    return terms.listed(by: "or")
  }

  private var nthTerms: [String] { nthTerms(joinedBy: "and") }

  /// `the second Friday`, `last Friday`; `the first and third Monday`, `the last Friday`
  private func nthTerms(joinedBy word: String) -> [String] {
    let terms = Weekday.inWeekOrder.map { day in
      (places: (1...6).filter { isPicked(day, at: $0) }, day: day)
    }.filter { !$0.places.isEmpty }
    let phrases = (1...6).flatMap { place in terms.filter { $0.places.first == place } }
      .map { term in
        term.places.map { $0 == 6 ? "last" : $0.place }.listed(by: word) + " " + term.day.name
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
