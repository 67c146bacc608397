/// The 17th of November of any year.
struct YearlessDay: Hashable {
  /// From 1.
  let month: Int
  let day: Int

  init(month: Int, day: Int) { (self.month, self.day) = (month, day) }

  /// "17 November", "17th of November", "November 17th", with the month at that place and no year behind.
  /// - Parameter words: in lower case.
  init?(in words: [Substring], at place: Int) {
    guard let month = YearlessDay.month(words[place]) else { return nil }
    func day(at place: Int) -> Int? {
      guard words.indices.contains(place) else { return nil }
      let digits = words[place].prefix { $0.isNumber }
      let rest = words[place].dropFirst(digits.count)
      guard ["", "st", "nd", "rd", "th"].contains(rest), digits.utf8.count <= 2,
        let number = Int(digits), (1...31).contains(number)
      else { return nil }
      return number
    }
    func hasYear(at place: Int) -> Bool {
      words.indices.contains(place) && words[place].utf8.count == 4 && Int(words[place]) != nil
    }
    let before = words.indices.contains(place - 1) && words[place - 1] == "of" ? 2 : 1
    if let day = day(at: place - before), !hasYear(at: place + 1) {
      self.init(month: month, day: day)
    } else if let day = day(at: place + 1), !hasYear(at: place + 2) {
      self.init(month: month, day: day)
    } else {
      return nil
    }
  }

  private static func month(_ word: Substring) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}
