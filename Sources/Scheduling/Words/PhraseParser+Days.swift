extension PhraseParser {
  /// Whether the next word is a day, or a group of days.
  var isDay: Bool {
    guard let word else { return false }
    return Vocabulary.weekdays[word] != nil || Vocabulary.dayGroups[word] != nil
      || (word == "business" && isBusinessDay)
  }

  /// Whether the next word is Monday to Friday as a group.
  var startsWorkdays: Bool {
    word == "business" || word.flatMap { Vocabulary.dayGroups[$0] } == .workdays
  }

  private var isBusinessDay: Bool {
    peek(1)?.text == "day" || peek(1)?.text == "days"
  }

  /// A day list, and times where it has any.
  mutating func onDays(every weeks: Int) throws(TextFault) -> Recurrence {
    let start = index
    let days = try dayList()
    // Friday 13 may be a date.
    let isOneDay = index - start == 1 && Vocabulary.singleDays[tokens[start].text] != nil
    let times = try trailingTimes(bareHours: isOneDay ? .datesPerhaps : .hours)
    return .calendar(.weeks(every: weeks, days), times: times)
  }

  /// `monday`, `mon-fri`, `mondays, wednesdays and fridays`, `weekdays`.
  mutating func dayList() throws(TextFault) -> WeekdaySet {
    var days = try dayRange()
    while let length = separatorLength, isDay(at: length) {
      index += length
      days.formUnion(try dayRange())
    }
    return days
  }

  /// `,` or `and` or both.
  var separatorLength: Int? {
    guard let first = peek()?.text else { return nil }
    if first == "and" { return 1 }
    guard first == "," else { return nil }
    return peek(1)?.text == "and" ? 2 : 1
  }

  private func isDay(at distance: Int) -> Bool {
    var ahead = self
    ahead.index += distance
    return ahead.isDay
  }

  private mutating func dayRange() throws(TextFault) -> WeekdaySet {
    if word == "business", isBusinessDay {
      index += 2
      return .workdays
    }
    if let word, let group = Vocabulary.dayGroups[word] {
      index += 1
      return group
    }
    guard let word, let first = Vocabulary.weekdays[word] else { throw unexpected(.day) }
    index += 1
    guard accept("-") || accept("to") else { return WeekdaySet(first) }
    guard let next = self.word, let last = Vocabulary.weekdays[next] else {
      throw unexpected(Expectation("a day, as in monday to friday", Expectation.day.words))
    }
    index += 1
    return WeekdaySet(from: first, through: last)
  }
}
