import OrderedJSON

/// What people said of days.
struct SpokenDays: Sendable {
  /// Those that they named by their dates.
  private var days: Set<Day> = []
  /// Those that they named without a year, as month and day.
  private var yearless: Set<YearlessDay> = []
  /// The day that they said it was.
  private(set) var today: Day?
  /// Those of the week that they named, 0 is Monday: as past ones, as ones to come; in both where they did
  /// not say.
  private(set) var pastWeekdays: Set<Int> = []
  private(set) var comingWeekdays: Set<Int> = []
  /// Yesterday, today and tomorrow, as days from theirs.
  private(set) var near: Set<Int> = []
  /// So many days: the last 7 days, in two weeks; and all of them together: the 7 days before.
  private(set) var counts: Set<Int> = []
  /// So many months.
  private(set) var months: Set<Int> = []
  /// This week, last month, the end of the quarter.
  private(set) var units: Set<String> = []

  init(_ texts: [String], _ recorded: RecordedDays) {
    var sum = 0
    for text in texts {
      addDates(of: text, recorded)
      let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
      for (index, word) in words.enumerated() {
        if let day = DayRule.weekdays.firstIndex(of: String(word)) {
          let before = index > 0 ? words[index - 1] : ""
          if !SpokenDays.coming.contains(before) { pastWeekdays.insert(day) }
          if !SpokenDays.past.contains(before) { comingWeekdays.insert(day) }
        }
        if let day = SpokenDays.nearDays[word] { near.insert(day) }
        if let day = YearlessDay(in: words, at: index) { yearless.insert(day) }
        guard let unit = SpokenDays.unit(word) else { continue }
        guard let count = index > 0 ? SpokenDays.number(words[index - 1]) : nil else {
          units.insert(unit)
          continue
        }
        switch unit {
        case "day": sum += add(days: count)
        case "week": sum += add(days: 7 * count)
        case "month": months.insert(count)
        case "hour": sum += count % 24 == 0 ? add(days: count / 24) : 0
        default: break
        }
      }
    }
    if sum > 0 { counts.insert(sum) }
  }

  /// Whether they spoke of days as seen from theirs.
  var isRelative: Bool {
    !(pastWeekdays.isEmpty && comingWeekdays.isEmpty && near.isEmpty && counts.isEmpty
      && months.isEmpty && units.isEmpty)
  }

  /// Whether they named a day by its date.
  func named(_ day: Day) -> Bool {
    days.contains(day) || yearless.contains(YearlessDay(month: day.month, day: day.day))
  }

  /// Whether they named a day of the week on that side of theirs.
  func named(_ weekday: Int, isLater: Bool) -> Bool {
    (isLater ? comingWeekdays : pastWeekdays).contains(weekday)
  }

  /// Whether two days lie so far apart as they said, or with both of them so long a time.
  func counted(_ one: Int, _ other: Int) -> Bool {
    one != other && (counts.contains(abs(one - other)) || counts.contains(abs(one - other) + 1))
  }

  private mutating func addDates(of text: String, _ recorded: RecordedDays) {
    let bytes = Array(text.utf8)
    for date in DateText.all(in: text, recorded) where date.names == .day {
      let start = max(0, date.range.lowerBound - SpokenDays.leadBytes)
      let lead = String(decoding: bytes[start..<date.range.lowerBound], as: UTF8.self)
      if SpokenDays.saysToday(lead.lowercased()) {
        today = today ?? date.day
      } else {
        days.insert(date.day)
      }
    }
  }

  /// "Today is Tuesday, ", "Current date: "
  private static func saysToday(_ lead: String) -> Bool {
    let words = lead.split { !$0.isLetter }.suffix(4)
    return words.contains("today") && (words.contains("is") || words.contains("date"))
      || words.contains("current") && (words.contains("date") || words.contains("time"))
  }

  private static let leadBytes = 40

  private mutating func add(days count: Int) -> Int {
    counts.insert(count)
    return count
  }

  private static func unit(_ word: Substring) -> String? {
    let unit = String(word.hasSuffix("s") ? word.dropLast() : word)
    return ["hour", "day", "week", "month", "quarter", "year"].contains(unit) ? unit : nil
  }

  private static func number(_ word: Substring) -> Int? {
    if let number = numbers.firstIndex(of: word) { return number + 1 }
    guard word.utf8.count <= 3, let number = Int(word), number > 0 else { return nil }
    return number
  }

  private static let past: Set<Substring> = ["last", "past", "previous"]
  private static let coming: Set<Substring> = ["next", "coming", "following"]
  private static let numbers: [Substring] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen",
  ]
  private static let nearDays: [Substring: Int] = [
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
  ]
}
