extension Rewording {
  /// `on the 15 at noon`, `every 1 and 15 of the month`, `on day 15`: numbers that can be nothing but days
  /// of a month.
  var ordinals: [String] {
    var replacements: [Int: String] = [:]
    var next = 0
    while next < words.count {
      let start = next
      let previous = start > 0 ? words[start - 1] : ""
      let isDay = previous == "day" && (start == 1 || words[start - 2] == "on")
      let (dates, end) = dates(at: start)
      next = max(end, start + 1)
      let isOfMonth = end < words.count && words[end] == "of"
      guard !dates.isEmpty, isDay || isOfMonth || ["the", "on"].contains(previous) else { continue }
      replacements.merge(dates) { one, _ in one }
      if isDay { replacements[start - 1] = "the" }
    }
    return replacements.isEmpty ? [] : [replacing(replacements)]
  }

  /// `1`, `1st, 10 and 20`: what has no ending, with one. A number behind a comma that nothing goes on
  /// from may be an hour.
  private func dates(at start: Int) -> (ordinals: [Int: String], end: Int) {
    var ordinals: [Int: String] = [:]
    var (ahead, end, isDoubtful) = (parser(at: start), start, false)
    while let token = ahead.peek(), token.kind == .number, token.text.utf8.count <= 2,
      let number = Int(token.text), (1...31).contains(number)
    {
      let next = ahead.peek(1)?.text ?? ""
      let hasEnding = next == number.ordinal.suffix(2)
      let isOther =
        [":", "am", "pm", "-"].contains(next) || Vocabulary.units[next] != nil
        || Vocabulary.monthNumbers[next] != nil
      if isOther { break }
      if !hasEnding { ordinals[ahead.index] = number.ordinal }
      isDoubtful = !hasEnding && ahead.index > start && words[ahead.index - 1] == ","
      ahead.index += hasEnding ? 2 : 1
      end = ahead.index
      guard let length = ahead.separatorLength else { break }
      ahead.index += length
      _ = ahead.accept("the")
    }
    return isDoubtful ? ([:], end) : (ordinals, end)
  }
}
