extension PhraseParser {
  /// What a number is that stands behind days without `at`.
  enum BareHours {
    /// Behind `mon-fri` it can be nothing but an hour.
    case hours
    /// Behind `friday` a 13 may be a date.
    case datesPerhaps
  }

  /// `at 09:00 and 17:30`, the same without `at`, or nothing.
  mutating func trailingTimes(bareHours: BareHours) throws(TextFault) -> [Int] {
    let start = index
    _ = accept(",")
    if accept("at") || startsTime { return try times() }
    index = start
    guard let token = peek(), token.kind == .number, let hour = bareHour(token) else { return [] }
    switch bareHours {
    case .hours: return try times()
    case .datesPerhaps: throw fault(.bareHours([hour], mayBeDate: true))
    }
  }

  /// Whether a time follows that cannot be anything else.
  var startsTime: Bool {
    if let word { return word == "noon" || word == "midnight" }
    let second = peek(1)?.text
    return peek()?.kind == .number && (second == ":" || second == "am" || second == "pm")
  }

  /// Not so where a comma ends the times: `at 9am, every day`.
  private func mayBeTime(_ token: Token?) -> Bool {
    guard let token, token.kind == .word else { return true }
    return token.text == "noon" || token.text == "midnight"
  }

  /// One or more times, in minutes of the day, in order and without repeats.
  mutating func times() throws(TextFault) -> [Int] {
    var times = [try time()]
    while let length = separatorLength, length > 1 || peek()?.text == "and" || mayBeTime(peek(1)) {
      index += length
      times.append(try time())
    }
    return Set(try minutes(of: times)).sorted()
  }

  /// `09:00`, `9am`, `9:30 p.m.`, `noon`, `midnight`, `17`.
  mutating func time() throws(TextFault) -> WrittenTime {
    if accept("noon") { return WrittenTime(minute: 720, bareHour: nil, isOf24Hours: false) }
    if accept("midnight") { return WrittenTime(minute: 0, bareHour: nil, isOf24Hours: false) }
    let start = index
    guard let token = peek(), token.kind == .number else { throw unexpected(.time) }
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
    guard let hour = bareHour(token), half == nil || (1...12).contains(hour.hour) else {
      throw fault(.badTime(spelled(from: start)), at: start)
    }
    if let half {
      let minute = (hour.hour % 12 + half) * 60 + (minute ?? 0)
      return WrittenTime(minute: minute, bareHour: nil, isOf24Hours: false)
    }
    return WrittenTime(
      minute: hour.hour * 60 + (minute ?? 0), bareHour: minute == nil ? hour : nil,
      isOf24Hours: hour.hour > 12 || hour.hour == 0)
  }

  /// The hour of `9 every day`, which a number with a unit is not.
  var bareHourInFront: BareHour? {
    guard let token = peek(), token.kind == .number, let next = peek(1)?.text,
      ["every", "each", "daily", "on"].contains(next) || Vocabulary.weekdays[next] != nil
        || Vocabulary.dayGroups[next] != nil
    else { return nil }
    return bareHour(token)
  }

  /// A number that may be the hour of a time.
  private func bareHour(_ token: Token) -> BareHour? {
    guard token.text.utf8.count <= 2, let hour = Int(token.text), hour < 24 else { return nil }
    return BareHour(hour: hour, place: token.offset..<token.offset + token.text.utf8.count)
  }

  /// The hours that `am` and `pm` add.
  private mutating func halfDay() -> Int? {
    if accept("am") { return 0 }
    return accept("pm") ? 12 : nil
  }

  func spelled(from start: Int) -> String {
    tokens[start..<index].map(\.text).joined()
  }
}
