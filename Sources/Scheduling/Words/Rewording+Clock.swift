extension Rewording {
  /// `every day at 0900`: `09:00`. Behind words that times do not always follow, 2026 may be a year.
  var fourDigitTimes: [String] {
    var replacements: [Int: String] = [:]
    for (index, word) in words.enumerated() {
      guard parser.tokens[index].kind == .number, (3...4).contains(word.utf8.count),
        let number = Int(word), number < 2400, number % 100 < 60,
        word.utf8.allSatisfy({ $0.decimalDigit != nil })
      else { continue }
      let mayBeYear = (1900...2099).contains(number)
      let previous = index > 0 ? words[index - 1] : ""
      let isTime: Bool
      switch previous {
      case "at": isTime = true
      case "from", "to", "between": isTime = !mayBeYear || !replacements.isEmpty
      case "and", ",", "-": isTime = index > 1 && replacements[index - 2] != nil
      case "": isTime = !mayBeYear
      default: isTime = !mayBeYear && isDay(previous)
      }
      guard isTime, index + 1 == words.count || words[index + 1] != ":" else { continue }
      replacements[index] = "\(word.dropLast(2)):\(word.suffix(2))"
      if index + 1 < words.count, ["h", "hrs", "hours"].contains(words[index + 1]) {
        replacements[index + 1] = ""
      }
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  private func isDay(_ word: String) -> Bool {
    word == "day" || word == "daily" || Vocabulary.weekdays[word] != nil
      || Vocabulary.dayGroups[word] != nil
  }

  /// `every hour on the hour`, `hourly at the top of the hour`: whole hours are counted from midnight.
  var wholeHours: [String] {
    guard !words.contains(":"),
      let every = words.firstIndex(where: { ["every", "each", "hourly"].contains($0) })
    else { return [] }
    var ahead = parser(at: every)
    var hours = 1
    if !ahead.accept("hourly") {
      ahead.index += 1
      if ahead.startsCount { hours = (try? ahead.number())?.whole ?? 0 }
      guard ahead.unit() == .hour else { return [] }
    }
    guard hours > 0, 24 % hours == 0 else { return [] }
    for mark in [["on", "the", "hour"], ["at", "the", "top", "of", "the", "hour"]] {
      guard let place = words.firstRange(of: mark) else { continue }
      return [
        Self.joined(
          piece(0..<place.lowerBound).trimmingEnd(of: ","),
          piece(place.upperBound..<words.count))
      ]
    }
    return []
  }
}
