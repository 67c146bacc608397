extension Rewording {
  /// `half past nine`, `at quarter to 5`, `ten past nine pm`: in digits, in the half of the day that the
  /// text says, else in either.
  var spokenTimes: [String] {
    for start in words.indices {
      guard let (minutes, end) = spokenTime(at: start) else { continue }
      return minutes.filter(isInPartOfTheDay).map { minute in
        Self.joined(piece(0..<start), minute.clock[...], piece(end..<words.count))
      }
    }
    return []
  }

  /// Whether there is such a time.
  var saysTimeInWords: Bool { words.indices.contains { spokenTime(at: $0) != nil } }

  /// Whether a minute of the day is in the part of it that the text names, where it names one.
  private func isInPartOfTheDay(_ minute: Int) -> Bool {
    let parts = ["morning", "afternoon", "evening", "night"]
    let part = parts.first { part in words.contains { $0 == part || $0 == part + "s" } }
    guard let part else { return true }
    let hour = minute / 60
    let half = Self.half(of: hour % 12 == 0 ? 12 : hour % 12, in: part)
    return half == (hour < 12 ? "am" : "pm")
  }

  /// The minutes of the day that the time there may be, the likelier first, and where it ends.
  private func spokenTime(at start: Int) -> ([Int], end: Int)? {
    var ahead = parser(at: start)
    guard let distance = distance(&ahead) else { return nil }
    if ahead.accept("noon") { return ([720 + distance], ahead.index) }
    if ahead.accept("midnight") { return ([(1440 + distance) % 1440], ahead.index) }
    guard let token = ahead.peek(), token.text.utf8.count <= 2 || token.kind == .word,
      let hour = Vocabulary.numbers[token.text] ?? Int(token.text), (0..<24).contains(hour)
    else { return nil }
    ahead.index += 1
    // The half of the day is that of the hour which is said: quarter to 12 pm is 11:45.
    for (half, first) in [("am", 0), ("pm", 12)] where ahead.accept(half) {
      let minute = ((hour % 12 + first) * 60 + distance + 1440) % 1440
      return (1...12).contains(hour) ? ([minute], ahead.index) : nil
    }
    let minute = (hour * 60 + distance + 1440) % 1440
    let (morning, evening) = (minute % 720, minute % 720 + 720)
    if let next = ahead.word, Vocabulary.units[next] != nil { return nil }
    if ahead.peek()?.text == ":" { return nil }
    guard (1...12).contains(hour) else { return ([minute], ahead.index) }
    return (morning < 60 ? [evening, morning] : [morning, evening], ahead.index)
  }

  /// The minutes of `half past`, `quarter to`, `ten past`, `5 minutes to`; `ten to five` may be a window.
  private func distance(_ ahead: inout PhraseParser) -> Int? {
    if ahead.accept("half") { return ahead.accept("past") ? 30 : nil }
    var count = 15
    var isNamed = ahead.accept("quarter")
    if !isNamed {
      guard ahead.startsCount, let number = (try? ahead.number())?.whole, number < 60 else {
        return nil
      }
      count = number
      isNamed = ahead.accept("minutes")
    }
    if ahead.accept("past") || isNamed && ahead.accept("after") { return count }
    return isNamed && (ahead.accept("to") || ahead.accept("before")) ? -count : nil
  }
}
