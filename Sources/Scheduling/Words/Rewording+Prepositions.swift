extension Rewording {
  /// `first monday of month`, `the 15th every month`, `third friday monthly`: of the month; `every day of
  /// the week`: every day.
  var articles: [String] {
    var replacements: [Int: String] = [:]
    for index in words.indices.dropFirst() {
      let (previous, word) = (words[index - 1], words[index])
      switch word {
      case "month" where previous == "of": replacements[index] = "the month"
      case "month"
      where index > 1 && ["every", "each"].contains(previous) && words[index - 2] != "of":
        replacements[index - 1] = "of every"
      case "monthly": replacements[index] = "of the month"
      case "day" where ["every", "each"].contains(previous):
        guard words[(index + 1)...].starts(with: ["of", "the", "week"]) else { continue }
        for place in 1...3 { replacements[index + place] = "" }
      default: continue
      }
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  /// `at the end of the month`: its last day.
  var edgesOfTheMonth: [String] {
    let edges = ["end": "last day", "start": "first day", "beginning": "first day"]
    guard let index = words.firstIndex(where: { edges.keys.contains($0) }),
      words[index...].dropFirst().first == "of"
    else { return [] }
    var replacements = [index: edges[words[index]] ?? ""]
    let front = words[..<index].last == "the" ? index - 1 : index
    if front > 0, words[front - 1] == "at" { replacements[front - 1] = "on" }
    return [replacing(replacements)]
  }

  /// `weekly monday 9am`, `every month, 15th`: on that day.
  var missingOn: [String] {
    let periods: Set = ["week", "weeks", "weekly", "fortnightly", "month", "months", "monthly"]
    for index in words.indices.dropFirst() {
      let period = words[index - 1] == "," ? index - 2 : index - 1
      guard period >= 0, periods.contains(words[period]) else { continue }
      let ahead = parser(at: index)
      guard ahead.isDay || ahead.startsOrdinal else { continue }
      return [
        Self.joined(
          piece(0..<index).trimmingEnd(of: ","), "on", piece(index..<words.count))
      ]
    }
    return []
  }

  /// `at 9am and at 5pm`, `on the 1st and on the 15th`: once for all.
  var repeatedPrepositions: [String] {
    var replacements: [Int: String] = [:]
    var seen: Set<String> = []
    for (index, word) in words.enumerated() where ["at", "on"].contains(word) {
      guard !seen.insert(word).inserted, words[index - 1] == "and" else { continue }
      replacements[index] = ""
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  /// `every day at nine`, `from nine to five`: in digits.
  var hoursInWords: [String] {
    var replacements: [Int: String] = [:]
    for index in words.indices.dropFirst() {
      guard let hour = Vocabulary.numbers[words[index]], hour <= 12,
        ["at", "from", "to", "between"].contains(words[index - 1])
          || words[index - 1] == "and" && index > 1 && replacements[index - 2] != nil,
        index + 1 == words.count || Vocabulary.units[words[index + 1]] == nil
      else { continue }
      replacements[index] = "\(hour)"
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }
}
