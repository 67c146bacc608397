extension Rewording {
  /// `every december 24`, `december 24 every year at noon`: what is read is `every year on december 24`.
  var daysOfTheYear: [String] {
    guard let date = dayOfTheYear, !isYear(at: date.upperBound) else { return [] }
    var start = date.lowerBound
    if start > 0, words[start - 1] == "on" { start -= 1 }
    start -= lengthOfYearly(before: start)
    let end = date.upperBound + lengthOfYearly(behind: date.upperBound)
    return [
      Self.joined(
        piece(0..<start), "every year on", piece(date), piece(end..<words.count))
    ]
  }

  private var dayOfTheYear: Range<Int>? {
    for start in words.indices {
      var ahead = parser(at: start)
      if ahead.dayAndMonth() != nil { return start..<ahead.index }
    }
    return nil
  }

  private func isYear(at index: Int) -> Bool {
    let ahead = parser(at: index)
    let token = ahead.peek()?.text == "," ? ahead.peek(1) : ahead.peek()
    return token?.kind == .number && token?.text.utf8.count == 4
  }

  private func lengthOfYearly(before end: Int) -> Int {
    let front = words[..<end]
    if ["every", "each", "yearly", "annually"].contains(front.last) { return 1 }
    guard front.last == "year", ["every", "each"].contains(front.dropLast().last) else { return 0 }
    return 2
  }

  private func lengthOfYearly(behind start: Int) -> Int {
    var ahead = parser(at: start)
    _ = ahead.accept(",")
    if ahead.accept("yearly") || ahead.accept("annually") { return ahead.index - start }
    _ = ahead.accept("of")
    guard ahead.accept("every") || ahead.accept("each"), ahead.accept("year") else { return 0 }
    return ahead.index - start
  }
}
