extension PhraseParser {
  /// `once at 2026-11-24 09:00`, `on 2026-11-24T09:00`, and as the schedule's own words have it,
  /// `once on 24 November 2026 at 09:00`; nil when no date is there.
  mutating func once() throws(TextFault) -> Recurrence? {
    let start = index
    _ = accept("once")
    if !accept("at") { _ = accept("on") }
    let first = index
    if let unknown = unknownMonth() { throw unknown }
    if let date = try dateInWords() { return try once(on: date) }
    index = first
    guard peek()?.kind == .number, peek(1)?.text == "-", peek(2)?.kind == .number else {
      index = start
      return nil
    }
    guard peek(3)?.text == "-", peek(4)?.kind == .number,
      let date = CivilDate(tokens[first..<first + 5].map(\.text).joined())
    else {
      let spelled = text.utf8.dropFirst(tokens[first].offset).prefix { !CronParser.isSpace($0) }
      throw fault(.badDate(String(decoding: spelled, as: UTF8.self)), at: first)
    }
    index += 5
    guard accept("t") else { return try once(on: date) }
    return .once(day: date.dayNumber, minute: try timeBehindT())
  }

  private mutating func once(on date: CivilDate) throws(TextFault) -> Recurrence {
    _ = accept("at")
    let written = try time()
    return .once(day: date.dayNumber, minute: try minutes(of: [written])[0])
  }

  /// `09:00` and nothing else, as ISO 8601 writes times.
  private mutating func timeBehindT() throws(TextFault) -> Int {
    let start = index
    guard let hour = peek(), hour.text.utf8.count == 2, peek(1)?.text == ":" else {
      throw unexpected("a time, as 09:00")
    }
    let minute = try time().minute
    guard tokens[index - 1].kind == .number else {
      throw fault(.badTime(spelled(from: start)), at: start)
    }
    return minute
  }

  /// The fault of `24 Novmber 2026`.
  private func unknownMonth() -> TextFault? {
    guard peek()?.kind == .number, let name = peek(1), name.kind == .word,
      !Vocabulary.all.contains(name.text), peek(2)?.kind == .number,
      Vocabulary.nearest(to: name.text, among: Vocabulary.months) != nil
    else { return nil }
    var ahead = self
    ahead.index += 1
    return ahead.unexpected(.month)
  }

  /// `24 November 2026`, `November 24, 2026`
  private mutating func dateInWords() throws(TextFault) -> CivilDate? {
    let start = index
    guard let (month, day) = dayAndMonth() else { return nil }
    let end = index
    _ = accept(",")
    guard let token = peek(), token.kind == .number, token.text.utf8.count == 4,
      let year = Int(token.text)
    else {
      throw fault(.yearMissing(written(start..<end)), at: start)
    }
    index += 1
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw fault(.badDate(written(start..<index)), at: start)
    }
    return date
  }

  /// The day of a year that `every year on` is followed by: `24 November`, `November 24th`.
  mutating func dayOfTheYear() throws(TextFault) -> MonthDays {
    let start = index
    guard let (month, day) = dayAndMonth() else {
      _ = accept("the")
      if dayNumber() != nil {
        _ = accept("of")
        throw unexpected(.month)
      }
      if self.month() != nil { throw unexpected("a day, as in November 24") }
      throw unexpected(.dayOfTheYear)
    }
    guard CivilDate(year: 2000, month: month, day: day) != nil else {
      throw fault(.badDate(written(start..<index)), at: start)
    }
    return MonthDays(months: 1 << UInt16(month), days: 1 << UInt32(day), clampsShortMonths: true)
  }

  /// `24 November`, `24th of November`, `November 24`, `November the 24th`; nil, and nothing is read,
  /// where neither stands there. The month may not have that day.
  mutating func dayAndMonth() -> (month: Int, day: Int)? {
    let start = index
    if let month = month() {
      _ = accept("the")
      if let day = dayNumber() { return (month, day) }
    } else {
      _ = accept("the")
      if let day = dayNumber() {
        _ = accept("of")
        if let month = month() { return (month, day) }
      }
    }
    index = start
    return nil
  }

  /// 1–12.
  private mutating func month() -> Int? {
    guard let word, let month = Vocabulary.monthNumbers[word] else { return nil }
    index += 1
    return month
  }

  /// `24` or `24th`.
  private mutating func dayNumber() -> Int? {
    guard let token = peek(), token.kind == .number, token.text.utf8.count <= 2,
      let day = Int(token.text)
    else { return nil }
    index += 1
    if peek()?.text == String(day.ordinal.suffix(2)) { index += 1 }
    return day
  }
}
