/// Reads a schedule in English words, by the grammar of the section on words.
struct PhraseParser {
  let text: String
  private(set) var tokens: [Token]
  var index = 0

  /// - Parameter start: in UTF-8 code units; what is in front is not read.
  init(_ text: String, from start: Int = 0) throws(TextFault) {
    self.text = text
    tokens = try Token.tokens(of: text, from: start)
  }

  mutating func recurrence() throws(TextFault) -> Recurrence {
    let recurrence = try beginning()
    guard isAtEnd else { throw unexpected(end) }
    return recurrence
  }

  /// The end of the text, and the words with which it would have gone on from here.
  private var end: Expectation {
    let words = ["at", "on", "and", "to", "from", "between", "am", "pm"]
    return Expectation("the end of the text", words.filter(wouldRead))
  }

  /// Whether another word in place of the next would be read, whatever follows it.
  private func wouldRead(_ word: String) -> Bool {
    var other = self
    other.index = 0
    other.tokens[index] = Token(kind: .word, text: word, offset: tokens[index].offset)
    do {
      _ = try other.beginning()
      return other.index > index
    } catch {
      return error.position > fault(.empty).position
    }
  }

  /// As much of the text as makes a schedule.
  private mutating func beginning() throws(TextFault) -> Recurrence {
    guard !tokens.isEmpty else { throw fault(.empty) }
    if let once = try once() { return once }
    let start = index
    let leading = try accept("at") || startsTime ? times() : []
    if !leading.isEmpty {
      if isAtEnd { throw fault(.timesWithoutDays, at: start) }
      _ = accept(",")
    }
    var recurrence = try body()
    if !leading.isEmpty {
      guard case .calendar(let days, times: []) = recurrence else {
        index = start
        throw fault(.timesWithoutDays)
      }
      recurrence = .calendar(days, times: leading)
    }
    return recurrence
  }

  private mutating func body() throws(TextFault) -> Recurrence {
    if accept("repeat") || accept("run") {
      guard accept("every") else { throw unexpected("every") }
      return try afterEvery()
    }
    if accept("every") || accept("each") { return try afterEvery() }
    if let part = try partOfAnHour() { return part }
    if let frequency = try frequency() { return frequency }
    if let word = word, let amount = Vocabulary.adverbs[word] {
      index += 1
      return try suffixed([amount])
    }
    if startsOrdinal { return try ofTheMonth(goesWithout: true) }
    if let hour = bareHourInFront { throw fault(.bareHours([hour], mayBeDate: true)) }
    if startsCount { return try suffixed(amounts()) }
    if accept("on") {
      if startsOrdinal { return try ofTheMonth(goesWithout: true) }
      if isDay { return try onDays(every: 1) }
      _ = accept("the")
      throw unknownNumeral() ?? unexpected(.afterOn)
    }
    if isDay { return try onDays(every: 1) }
    throw unexpected(.schedule)
  }

  private mutating func afterEvery() throws(TextFault) -> Recurrence {
    if let part = try partOfAnHour() { return part }
    if word == "second", startsAlternation || peek(1) == nil {
      guard peek(1) != nil else { throw fault(.secondsAlone) }
      index += 1
      return try alternating()
    }
    if accept("other") { return try alternating() }
    if startsOrdinal { return try ofTheMonth(goesWithout: false) }
    if isDay { return try onDays(every: 1) }
    guard startsCount || word.map({ Vocabulary.units[$0] != nil }) ?? false else {
      throw unexpected(.afterEvery)
    }
    return try suffixed(amounts())
  }

  /// `half an hour`, `half hour`, `half-hour`, `quarter hour`, `quarter of an hour`.
  private mutating func partOfAnHour() throws(TextFault) -> Recurrence? {
    let start = index
    if accept("half") {
      if !accept("an") { skipHyphen(before: "hour") }
      guard accept("hour") else { throw unexpected("hour") }
      return try suffixed([Amount(30, .minute)])
    }
    if accept("quarter") {
      skipHyphen(before: "hour")
      if accept("hour") { return try suffixed([Amount(15, .minute)]) }
      if accept("of") {
        guard accept("an") else { throw unexpected(Expectation("an hour", ["an"])) }
        guard accept("hour") else { throw unexpected("hour") }
        return try suffixed([Amount(15, .minute)])
      }
      index = start
    }
    return nil
  }

  /// Whether `second` means every other one: `second day`, `second friday`, but not `second friday
  /// of the month` and not `second of the month`.
  private var startsAlternation: Bool {
    guard let next = peek(1) else { return false }
    return (Vocabulary.units[next.text] != nil || Vocabulary.weekdays[next.text] != nil)
      && peek(2)?.text != "of"
  }

  private mutating func alternating() throws(TextFault) -> Recurrence {
    if isDay {
      // Every other weekday: of two successive ones, or those of every other week?
      guard !startsWorkdays else {
        throw unexpected(
          Expectation("a day, as Monday; write every 2 weeks on weekdays", Expectation.day.words))
      }
      return try onDays(every: 2)
    }
    guard let unit = unit() else { throw unexpected(.unitOrDay) }
    return try suffixed([Amount(2, unit)])
  }

  private mutating func skipHyphen(before word: String) {
    if peek()?.text == "-", peek(1)?.text == word { index += 1 }
  }

  /// `twice daily`, `3 times a day`.
  private mutating func frequency() throws(TextFault) -> Recurrence? {
    let start = index
    let count: Int
    if accept("once") {
      count = 1
    } else if accept("twice") {
      count = 2
    } else if startsCount, peek(1)?.text == "times" {
      guard let number = try number().whole else { throw fault(.timesPerDay, at: start) }
      index += 1
      count = number
    } else {
      return nil
    }
    let minutes = try spanOfFrequency()
    guard minutes % count == 0 else {
      throw fault(.notThatOften(minutes == 60 ? "an hour" : "a day"), at: start)
    }
    return try suffixed([Amount(minutes / count, .minute)])
  }

  /// `a day`, `per hour`, `daily`, in minutes.
  private mutating func spanOfFrequency() throws(TextFault) -> Int {
    if accept("daily") { return 1440 }
    if accept("hourly") { return 60 }
    guard accept("a") || accept("an") || accept("per") else {
      let isOnce = index > 0 && tokens[index - 1].text == "once"
      let phrase = "a, an or per" + (isOnce ? ", or a date, as once at 2026-11-24 09:00" : "")
      throw unexpected(Expectation(phrase, ["an", "per"]))
    }
    if accept("hour") { return 60 }
    guard accept("day") else { throw unexpected(Expectation("hour or day", ["hour", "day"])) }
    return 1440
  }
}
