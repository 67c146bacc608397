extension Rewording {
  /// `mo-fr 9:00`, with all of its days.
  var shortDays: [String] {
    var replacements: [Int: String] = [:]
    for (index, word) in words.enumerated() {
      guard let name = Vocabulary.shortDays[word] else { continue }
      // `15th` is an ordinal.
      guard word != "th" || index == 0 || parser.tokens[index - 1].kind != .number else { continue }
      replacements[index] = name
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  /// `every mon wed fri at 7am`, `1st 15th of the month`, `every day at 9am 5pm`: with commas.
  var unmarkedLists: [String] {
    var replacements: [Int: String] = [:]
    for index in words.indices.dropFirst() {
      let isDays =
        Vocabulary.weekdays[words[index - 1]] != nil && Vocabulary.weekdays[words[index]] != nil
      guard
        isDays || startsOrdinal(at: index) && endsOrdinal(at: index - 1)
          || startsTime(at: index) && endsTime(at: index - 1)
      else { continue }
      replacements[index - 1] = piece(index - 1..<index).trimmingEnd(of: " ") + ","
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  private func startsOrdinal(at index: Int) -> Bool { ordinal(at: index) != nil }

  /// In digits: `second` is a unit too.
  private func endsOrdinal(at index: Int) -> Bool {
    index > 0 && ordinal(at: index - 1)?.end == index + 1
      && parser.tokens[index - 1].kind == .number
  }

  private func startsTime(at index: Int) -> Bool { parser(at: index).startsTime }

  private func endsTime(at index: Int) -> Bool {
    (max(0, index - 3)...index).contains { start in
      var ahead = parser(at: start)
      return ahead.startsTime && (try? ahead.time()) != nil && ahead.index == index + 1
    }
  }

  /// `every day except sunday at 9am`, `every 2 hours except weekends`.
  var exceptedDays: [String] {
    guard
      let mark = words.firstIndex(where: { ["except", "excluding", "without", "but"].contains($0) })
    else { return [] }
    var ahead = parser(at: mark + 1)
    for word in ["not", "for", "on"] { _ = ahead.accept(word) }
    guard let excepted = try? ahead.dayList() else { return [] }
    let tail = piece(ahead.index..<words.count)
    let start = words[..<mark].firstIndex { ["every", "each", "daily"].contains($0) } ?? 0
    guard let (days, end) = days(at: start) else {
      guard let rest = WeekdaySet.all.without(excepted) else { return [] }
      return [Self.joined(piece(0..<mark), "on \(rest.text)", tail)]
    }
    guard let rest = days.without(excepted), end <= mark else { return [] }
    return [Self.joined(piece(0..<start), "every \(rest.text)", piece(end..<mark), tail)]
  }

  /// The days that stand there, and where they end.
  func days(at start: Int) -> (WeekdaySet, end: Int)? {
    var ahead = parser(at: start)
    if ahead.accept("daily") { return (.all, ahead.index) }
    if ahead.accept("every") || ahead.accept("each") {
      if ahead.accept("day") { return (.all, ahead.index) }
    } else {
      _ = ahead.accept("on")
    }
    guard ahead.isDay, let days = try? ahead.dayList() else { return nil }
    return (days, ahead.index)
  }

  /// `every third friday`, `every 3rd day`: every so many of them, which is one thing that may be meant.
  var countedPeriods: [String] {
    guard let start = words.firstIndex(where: { $0 == "every" || $0 == "each" }),
      let (number, next) = ordinal(at: start + 1), number > 1, next < words.count
    else { return [] }
    guard let unit = Vocabulary.units[words[next]] else { return [] }
    return [
      Self.joined(
        piece(0..<start), "every \(number) \(unit)s", piece(next + 1..<words.count))
    ]
  }

  /// The same of a day of the week; the month's third Friday is likelier.
  var countedWeeks: [String] {
    guard let start = words.firstIndex(where: { $0 == "every" || $0 == "each" }),
      let (number, next) = ordinal(at: start + 1), number > 1, next < words.count,
      Vocabulary.weekdays[words[next]] != nil
    else { return [] }
    return [
      Self.joined(piece(0..<start), "every \(number) weeks on", piece(next..<words.count))
    ]
  }

  private func ordinal(at index: Int) -> (Int, end: Int)? {
    guard index < words.count else { return nil }
    if let number = Vocabulary.ordinals[words[index]] { return (number, index + 1) }
    guard index + 1 < words.count, words[index].utf8.count <= 2, let number = Int(words[index]),
      words[index + 1] == number.ordinal.suffix(2)
    else { return nil }
    return (number, index + 2)
  }
}

extension WeekdaySet {
  /// Nil when none is left.
  fileprivate func without(_ other: WeekdaySet) -> WeekdaySet? {
    let rest = WeekdaySet(bits: bits & ~other.bits)
    return rest.isEmpty ? nil : rest
  }

  /// As a text that is read: `monday to saturday`, `monday and friday`.
  fileprivate var text: String {
    let days = days
    let places = Weekday.inWeekOrder.indices.filter { contains(Weekday.inWeekOrder[$0]) }
    if let first = days.first, let last = days.last, days.count > 2,
      let low = places.first, let high = places.last, high - low == days.count - 1
    {
      return "\(first.word) to \(last.word)"
    }
    return days.map(\.word).listed
  }
}
