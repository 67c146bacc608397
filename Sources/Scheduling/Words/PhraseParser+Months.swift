extension PhraseParser {
  private enum Ordinal {
    case number(Int)
    case last
  }

  /// Whether an ordinal follows, with or without `the`.
  var startsOrdinal: Bool {
    var ahead = self
    _ = ahead.accept("the")
    return ahead.ordinal() != nil
  }

  private func startsOrdinal(at distance: Int) -> Bool {
    var ahead = self
    ahead.index += distance
    return ahead.startsOrdinal
  }

  /// `1st and 15th of the month at 09:00`, `last friday of every month`.
  /// - Parameter goesWithout: whether `of the month` goes without saying behind a date alone:
  ///   `on the 15th at noon`.
  mutating func ofTheMonth(goesWithout: Bool) throws(TextFault) -> Recurrence {
    let start = index
    var days = try ordinalDays()
    guard accept("of") else {
      guard goesWithout, isDate(from: start) else {
        throw unexpected(goesWithout ? .ofTheMonth : .behindOrdinal)
      }
      return .calendar(.months(every: 1, days), times: try trailingTimes(bareHours: .datesPerhaps))
    }
    guard accept("the") || accept("every") || accept("each") else {
      throw unexpected(Expectation("the month", ["the", "every", "each"]))
    }
    guard accept("month") else { throw unexpected("month") }
    try shortMonthRule(&days)
    return .calendar(.months(every: 1, days), times: try trailingTimes(bareHours: .datesPerhaps))
  }

  /// Whether the words up to here are dates of a month in digits, and no more than times follow. One
  /// by itself, `15th`, is too little.
  private func isDate(from start: Int) -> Bool {
    let isSpelled = tokens[start..<index].contains { token in
      Vocabulary.ordinals[token.text] != nil || Vocabulary.weekdays[token.text] != nil
        || ["last", "day", "weekday"].contains(token.text)
    }
    if isSpelled { return false }
    return isAtEnd ? start > 0 : startsTime || ["at", ","].contains(peek()?.text)
  }

  /// `every month on the 1st at 09:00`, `every year on 24 November`, `every 2 years on 24 November`.
  mutating func monthly(every months: Int, unit: Unit) throws(TextFault) -> Recurrence {
    guard accept("on") else {
      return .calendar(
        .months(every: months, nil), times: try trailingTimes(bareHours: .datesPerhaps))
    }
    if unit == .year {
      guard months % 12 == 0 else {
        index -= 1
        throw unexpected(.atOrEnd)
      }
      let every = months == 12 ? 1 : months
      return .calendar(
        .months(every: every, try dayOfTheYear()),
        times: try trailingTimes(bareHours: .datesPerhaps))
    }
    var days = try ordinalDays()
    try shortMonthRule(&days)
    return .calendar(
      .months(every: months, days), times: try trailingTimes(bareHours: .datesPerhaps))
  }

  /// `the 1st and 15th`, `the last friday`, `the first business day`
  mutating func ordinalDays() throws(TextFault) -> MonthDays {
    _ = accept("the")
    let start = index
    var ordinals: [Ordinal] = []
    repeat {
      if let length = ordinals.isEmpty ? 0 : separatorLength { index += length }
      if !ordinals.isEmpty { _ = accept("the") }
      ordinals += try ordinalRange()
    } while separatorLength.map(startsOrdinal(at:)) ?? false
    if let word, let weekday = Vocabulary.weekdays[word] {
      index += 1
      return try days(ordinals, of: weekday, from: start)
    }
    if word == "business", peek(1)?.text == "day" { index += 1 }
    let isWorkday = index > start && tokens[index - 1].text == "business"
    if accept(isWorkday ? "day" : "weekday") {
      return try workdays(ordinals, from: start)
    }
    _ = accept("day")
    return try days(ordinals, from: start)
  }

  /// `1st`, or `1st to 5th` as the schedule's own words have it.
  private mutating func ordinalRange() throws(TextFault) -> [Ordinal] {
    guard let first = ordinal() else { throw unexpected(.ordinal) }
    guard case .number(let first) = first, accept("to") else { return [first] }
    let start = index
    guard case .number(let last)? = ordinal() else { throw unexpected(.ordinal) }
    guard first < last else {
      throw fault(
        .unexpected(last.ordinal, wanted: "a day later than the \(first.ordinal)"), at: start)
    }
    return (first...last).map(Ordinal.number)
  }

  private mutating func ordinal() -> Ordinal? {
    if accept("last") { return .last }
    if let word, let number = Vocabulary.ordinals[word] {
      index += 1
      return .number(number)
    }
    guard let digits = peek(), digits.kind == .number, digits.text.utf8.count <= 2,
      let number = Int(digits.text), let ending = peek(1), ending.kind == .word,
      ending.text == number.ordinal.suffix(2)
    else { return nil }
    index += 2
    return .number(number)
  }

  private func days(_ ordinals: [Ordinal], from start: Int) throws(TextFault) -> MonthDays {
    var days = MonthDays(clampsShortMonths: true)
    for ordinal in ordinals {
      switch ordinal {
      case .last: days.fromLast |= 1
      case .number(let number):
        guard (1...31).contains(number) else {
          throw fault(.unexpected(number.ordinal, wanted: "1st to 31st"), at: start)
        }
        days.days |= 1 << UInt32(number)
      }
    }
    return days
  }

  private func days(
    _ ordinals: [Ordinal], of weekday: Weekday, from start: Int
  ) throws(TextFault) -> MonthDays {
    var days = MonthDays()
    for ordinal in ordinals {
      switch ordinal {
      case .last: days.lastWeekdays.formUnion(WeekdaySet(weekday))
      case .number(let number):
        guard (1...5).contains(number) else {
          throw fault(.unexpected(number.ordinal, wanted: "first to fifth, or last"), at: start)
        }
        days.nthWeekdays |= 1 << UInt64((number - 1) * 7 + weekday.rawValue)
      }
    }
    return days
  }

  private func workdays(_ ordinals: [Ordinal], from start: Int) throws(TextFault) -> MonthDays {
    var days = MonthDays()
    for ordinal in ordinals {
      switch ordinal {
      case .last: days.lastWorkday = true
      case .number(let number):
        guard (1...23).contains(number) else {
          throw fault(.unexpected(number.ordinal, wanted: "first to 23rd, or last"), at: start)
        }
        days.nthWorkdays |= 1 << UInt32(number)
      }
    }
    return days
  }

  /// What the schedule's own words say about days that not every month has.
  private mutating func shortMonthRule(_ days: inout MonthDays) throws(TextFault) {
    if accept("that") {
      try expect("has", "one")
      days.clampsShortMonths = false
    } else if peek()?.text == ",", peek(1)?.text == "or" {
      index += 2
      try expect("its", "last", "day")
      _ = accept(",")
    }
  }

  private mutating func expect(_ words: String...) throws(TextFault) {
    for word in words {
      guard accept(word) else { throw unexpected(Expectation(stringLiteral: word)) }
    }
  }
}

extension Int {
  /// `1st`, `2nd`, `3rd`, `11th`.
  var ordinal: String {
    switch self % 10 {
    case 1 where self % 100 != 11: "\(self)st"
    case 2 where self % 100 != 12: "\(self)nd"
    case 3 where self % 100 != 13: "\(self)rd"
    default: "\(self)th"
    }
  }
}
