extension Rewording {
  /// `weekly at 9am on monday`, `every day at 9am on weekdays`: the days in front of the times.
  var timesLast: [String] {
    guard let start = words.firstIndex(of: "at"), start > 0 else { return [] }
    var ahead = parser(at: start + 1)
    _ = try? ahead.times()
    let end = ahead.index
    _ = ahead.accept(",")
    guard end > start + 1, ahead.peek()?.text == "on" else { return [] }
    let front = words[..<start].joined(separator: " ")
    let isEveryDay = ["daily", "every day", "each day"].contains(front)
    return [
      Self.joined(
        isEveryDay ? "" : piece(0..<start), piece(ahead.index..<words.count), piece(start..<end))
    ]
  }

  /// `first monday of month`: of the month.
  var articles: [String] {
    var replacements: [Int: String] = [:]
    for index in words.indices.dropFirst() where words[index] == "month" {
      if words[index - 1] == "of" { replacements[index] = "the month" }
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }
}
