extension PhraseParser {
  /// `at 09:00 and 17:30`, or nothing.
  mutating func trailingTimes() throws(TextFault) -> [Int] {
    accept("at") ? try times() : []
  }

  /// Whether a time follows, and no period.
  var startsTime: Bool {
    let second = peek(1)?.text
    return peek()?.kind == .number && (second == ":" || second == "am" || second == "pm")
  }

  /// One or more times, in minutes of the day, in order and without repeats.
  mutating func times() throws(TextFault) -> [Int] {
    var times: Set = [try time()]
    while let length = separatorLength {
      index += length
      times.insert(try time())
    }
    return times.sorted()
  }

  /// `09:00`, `9am`, `9:30 p.m.`, `noon`, `midnight`, in minutes of the day.
  mutating func time() throws(TextFault) -> Int {
    if accept("noon") { return 720 }
    if accept("midnight") { return 0 }
    let start = index
    guard let token = peek(), token.kind == .number else {
      throw unexpected(.time)
    }
    index += 1
    var minute: Int?
    if accept(":") {
      guard let digits = peek(), digits.kind == .number, digits.text.utf8.count == 2,
        let number = Int(digits.text), number < 60
      else { throw fault(.badTime(token.text + ":" + (peek()?.text ?? "")), at: start) }
      minute = number
      index += 1
    }
    let half = halfDay()
    guard token.text.utf8.count <= 2, let hour = Int(token.text),
      half == nil ? minute != nil && hour < 24 : (1...12).contains(hour)
    else { throw fault(.badTime(spelled(from: start)), at: start) }
    guard let half else { return hour * 60 + (minute ?? 0) }
    return (hour % 12 + half) * 60 + (minute ?? 0)
  }

  /// The hours that `am` and `pm` add.
  private mutating func halfDay() -> Int? {
    if accept("am") { return 0 }
    return accept("pm") ? 12 : nil
  }

  private func spelled(from start: Int) -> String {
    tokens[start..<index].map(\.text).joined()
  }

  /// `once at 2026-11-24 09:00`, `on 2026-11-24T09:00`, and as the schedule's own words have it,
  /// `once on 24 November 2026 at 09:00`; nil when no date is there.
  mutating func once() throws(TextFault) -> Recurrence? {
    let start = index
    _ = accept("once")
    if !accept("at") { _ = accept("on") }
    let first = index
    if let unknown = unknownMonth() { throw unknown }
    if let date = try dateInWords() {
      guard accept("at") else { throw unexpected(Expectation("at and a time", ["at"])) }
      let minute = try time()
      guard isAtEnd else { throw unexpected("the end of the text") }
      return .once(day: date.dayNumber, minute: minute)
    }
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
    let minute = try accept("t") ? timeBehindT() : timeOfOnce()
    guard isAtEnd else { throw unexpected("the end of the text") }
    return .once(day: date.dayNumber, minute: minute)
  }

  private mutating func timeOfOnce() throws(TextFault) -> Int {
    _ = accept("at")
    return try time()
  }

  /// `09:00` and nothing else, as ISO 8601 writes times.
  private mutating func timeBehindT() throws(TextFault) -> Int {
    let start = index
    guard let hour = peek(), hour.text.utf8.count == 2, peek(1)?.text == ":" else {
      throw unexpected("a time, as 09:00")
    }
    let minute = try time()
    guard tokens[index - 1].kind == .number else {
      throw fault(.badTime(spelled(from: start)), at: start)
    }
    return minute
  }

  /// The fault of `24 Nov 2026`.
  private func unknownMonth() -> TextFault? {
    guard peek()?.kind == .number, let name = peek(1), name.kind == .word,
      !Vocabulary.all.contains(name.text), peek(2)?.kind == .number,
      Vocabulary.nearest(to: name.text, among: Vocabulary.months) != nil
    else { return nil }
    var ahead = self
    ahead.index += 1
    return ahead.unexpected(.month)
  }

  /// `24 November 2026`
  private mutating func dateInWords() throws(TextFault) -> CivilDate? {
    guard let day = peek(), day.kind == .number, let name = peek(1)?.text,
      let month = Vocabulary.months.firstIndex(of: name), let year = peek(2),
      year.kind == .number, year.text.utf8.count == 4
    else { return nil }
    guard let number = Int(day.text), let year = Int(year.text),
      let date = CivilDate(year: year, month: month + 1, day: number)
    else { throw fault(.badDate("\(day.text) \(name) \(year.text)")) }
    index += 3
    return date
  }
}
