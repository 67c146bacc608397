/// Reads the days in the words of a cron expression, as a person would who knows nothing of cron.
///
///     every day | on the 1st of January and on Mondays in January | in January to March
///     on the 1st and 15th of every month, if that is a Monday or the first Friday
struct SpokenDays {
  private var words: [Substring]
  private(set) var fits: (PlainDate) -> Bool = { _ in false }

  /// - Parameter text: what stands behind the times; nil when it is none of the forms.
  init?(_ text: String) {
    words = text.replacing(",", with: "").split(separator: " ")
    if accept("every") {
      guard accept("day") else { return nil }
      guard let months = months(behind: "in") else { return nil }
      fits = { months.contains($0.month) }
    } else {
      repeat {
        guard accept("on"), let clause = clause() else { return nil }
        let others = fits
        fits = { others($0) || clause($0) }
        if accept("if") {
          guard accept("that"), accept("is"), let condition = condition() else { return nil }
          let dates = fits
          fits = { dates($0) && condition($0) }
        }
        _ = accept("and")
      } while !words.isEmpty
    }
    guard words.isEmpty else { return nil }
  }

  private mutating func accept(_ word: String) -> Bool {
    guard words.first.map({ $0 == word }) ?? false else { return false }
    words.removeFirst()
    return true
  }

  /// `weekdays in January`, `the 1st and last day of every month`
  private mutating func clause() -> ((PlainDate) -> Bool)? {
    let days: (PlainDate) -> Bool
    let preposition: String
    if accept("the") {
      guard let terms = terms() else { return nil }
      guard words.first == "of" else { return nil }
      (days, preposition) = (terms, "of")
    } else {
      guard let weekdays = weekdays(ending: "s") else { return nil }
      (days, preposition) = ({ weekdays.contains($0.weekday) }, "in")
    }
    guard let months = months(behind: preposition) else { return nil }
    return { months.contains($0.month) && days($0) }
  }

  /// All where none are named.
  private mutating func months(behind preposition: String) -> Set<Int>? {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    guard accept(preposition) else { return Set(1...12) }
    if accept("every") { return accept("month") && acceptTail("has") ? Set(1...12) : nil }
    var months: Set<Int> = []
    while let month = words.first.flatMap({ names.firstIndex(of: String($0)) }) {
      words.removeFirst()
      months.insert(month + 1)
      if accept("to") {
        guard let last = words.first.flatMap({ names.firstIndex(of: String($0)) }) else {
          return nil
        }
        words.removeFirst()
        months.formUnion(month + 1...last + 1)
      }
      if words.count > 1, words[0] == "and", names.contains(String(words[1])) {
        words.removeFirst()
      }
    }
    return months.isEmpty || !acceptTail("have") ? nil : months
  }

  /// `that has one`, or nothing; a day that a month lacks is none of its days.
  private mutating func acceptTail(_ verb: String) -> Bool {
    guard words.count > 2, words[1] == verb else { return true }
    return accept("that") && accept(verb) && accept("one")
  }

  /// `Mondays Wednesdays and Fridays`, `weekdays`
  private mutating func weekdays(ending: String) -> Set<Int>? {
    if accept("weekday" + ending) { return Set(1...5) }
    var days: Set<Int> = []
    while let name = words.first, let day = Self.names.firstIndex(where: { $0 + ending == name }) {
      words.removeFirst()
      days.insert(day)
      if words.count > 1, ["and", "or"].contains(words[0]),
        Self.names.contains(where: { $0 + ending == words[1] })
      {
        words.removeFirst()
      }
    }
    return days.isEmpty ? nil : days
  }

  private static let names = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// `a Monday Tuesday or the first or last Friday`
  private mutating func condition() -> ((PlainDate) -> Bool)? {
    var days: Set<Int> = []
    if accept("a") {
      guard let named = weekdays(ending: "") else { return nil }
      days = named
      _ = accept("or")
    }
    guard !words.isEmpty else { return { days.contains($0.weekday) } }
    guard accept("the"), let terms = terms() else { return nil }
    return { days.contains($0.weekday) || terms($0) }
  }

  /// `1st 3rd to 9th and last day but one`, up to `of` or the end.
  private mutating func terms() -> ((PlainDate) -> Bool)? {
    var fits: (PlainDate) -> Bool = { _ in false }
    repeat {
      guard let term = term() else { return nil }
      let others = fits
      fits = { others($0) || term($0) }
      _ = accept("and") || accept("or")
      _ = accept("the")
    } while !words.isEmpty && words.first != "of"
    return fits
  }

  private mutating func term() -> ((PlainDate) -> Bool)? {
    if accept("weekday") {
      guard accept("nearest"), accept("the"), let days = dates() else { return nil }
      return { date in
        days.contains { PlainCron.isWorkday(date, nearest: $0) }
      }
    }
    if accept("day") {
      guard let back = words.first.flatMap({ Int($0) }) else { return nil }
      words.removeFirst()
      guard accept("days"), accept("before"), accept("the"), accept("last") else { return nil }
      return { $0.day == $0.monthLength - back }
    }
    if words.count > 1, words[0] == "last", words[1] == "day" {
      words.removeFirst(2)
      guard accept("but") else { return { $0.day == $0.monthLength } }
      return accept("one") ? { $0.day == $0.monthLength - 1 } : nil
    }
    if words.count > 1, words[0] == "last", words[1] == "weekday" {
      words.removeFirst(2)
      return { PlainCron.isWorkday($0, nearest: $0.monthLength) }
    }
    if let days = dates() { return { days.contains($0.day) } }
    return placedWeekday()
  }

  /// `1st`, `1st to 7th`, `1st 3rd and so on to the 31st`
  private mutating func dates() -> Set<Int>? {
    guard let first = date() else { return nil }
    if accept("to") { return date().map { Set(first...$0) } }
    let isSeries = words.count > 3 && words[1...3] == ["and", "so", "on"]
    guard isSeries, let second = date() else { return [first] }
    words.removeFirst(3)
    guard accept("to"), accept("the"), let last = date() else { return nil }
    return Set(stride(from: first, through: last, by: second - first))
  }

  private mutating func date() -> Int? {
    guard let number = words.first.flatMap({ Int($0.dropLast(2)) }) else { return nil }
    words.removeFirst()
    return number
  }

  /// `first and third Monday`, `second or last Friday`
  private mutating func placedWeekday() -> ((PlainDate) -> Bool)? {
    let places = ["first", "second", "third", "fourth", "fifth", "last"]
    var picked: Set<Int> = []
    while let place = words.first.flatMap({ places.firstIndex(of: String($0)) }) {
      words.removeFirst()
      picked.insert(place)
      _ = accept("and") || accept("or")
    }
    guard !picked.isEmpty, let day = words.first.flatMap({ Self.names.firstIndex(of: String($0)) })
    else { return nil }
    words.removeFirst()
    return { date in
      guard date.weekday == day else { return false }
      return picked.contains((date.day - 1) / 7)
        || picked.contains(5) && date.day > date.monthLength - 7
    }
  }
}
