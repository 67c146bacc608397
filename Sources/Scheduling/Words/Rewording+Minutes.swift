extension Rewording {
  /// `every hour at :30`, `at 15 past every hour`, `hourly on the half hour, mon-fri`: as cron has it.
  var minutesOfTheHour: [String] {
    var ahead = parser
    var (hours, minutes): (Int?, [Int]?)
    var days: WeekdaySet?
    while !ahead.isAtEnd {
      _ = ahead.accept(",")
      let start = ahead.index
      if hours == nil, let (count, end) = countOfHours(at: start) {
        hours = count
        ahead.index = end
      } else if minutes == nil, let (list, end) = minutesPast(at: start) {
        minutes = list
        ahead.index = end
      } else if days == nil, let (set, end) = self.days(at: start) {
        days = set
        ahead.index = end
      } else {
        return []
      }
    }
    // What is said to the hour belongs to the hour before: of every second one it is another one's.
    guard let hours, let minutes, hours > 0, 24 % hours == 0,
      hours == 1 || minutes.allSatisfy({ $0 >= 0 })
    else { return [] }
    let list = Set(minutes.map { ($0 + 60) % 60 }).sorted().map(String.init).joined(separator: ",")
    return ["\(list) \(hours == 1 ? "*" : "*/\(hours)") * * \((days ?? .all).cronField)"]
  }

  /// Of `every hour`, `every 2 hours`, `hourly`, and where it ends.
  private func countOfHours(at start: Int) -> (Int, end: Int)? {
    var ahead = parser(at: start)
    if ahead.accept("hourly") { return (1, ahead.index) }
    guard ahead.accept("every") || ahead.accept("each") else { return nil }
    let count = ahead.startsCount ? (try? ahead.number())?.whole : 1
    guard let count, ahead.unit() == .hour else { return nil }
    return (count, ahead.index)
  }

  /// Of `at :15 and :45`, `at 15 and 45 past`, `at quarter to the hour`, `on the half hour`, and where they
  /// end.
  private func minutesPast(at start: Int) -> ([Int], end: Int)? {
    var ahead = parser(at: start)
    if !ahead.accept("at") { _ = ahead.accept("on") }
    var minutes: [Int] = []
    var isMarked = true
    repeat {
      ahead.index += minutes.isEmpty ? 0 : ahead.separatorLength ?? 0
      _ = ahead.accept("the")
      if let minute = partOfTheHour(&ahead) {
        minutes.append(minute)
        isMarked = true
        continue
      }
      let isColon = ahead.accept(":")
      guard let token = ahead.peek(), token.kind == .number, token.text.utf8.count <= 2,
        let minute = Int(token.text), minute < 60
      else { return nil }
      ahead.index += 1
      let isNamed = ["minutes", "minute", "min"].contains { ahead.accept($0) }
      let isPast = ahead.accept("past") || ahead.accept("after")
      // `past` behind the last of them is said of all.
      isMarked = isColon || isPast || isNamed && ahead.isAtEnd
      minutes.append(minute)
    } while ahead.separatorLength.map { startsMinute(at: ahead.index + $0) } ?? false
    _ = ahead.accept("of")
    if ahead.accept("the"), !ahead.accept("hour") { return nil }
    return isMarked ? (minutes, ahead.index) : nil
  }

  private func startsMinute(at index: Int) -> Bool {
    guard let token = parser(at: index).peek() else { return false }
    return token.kind == .number || [":", "half", "quarter"].contains(token.text)
  }

  /// The minute of `half past`, `half hour`; below 0 of `quarter to`.
  private func partOfTheHour(_ ahead: inout PhraseParser) -> Int? {
    let start = ahead.index
    if ahead.accept("half") {
      _ = ahead.accept("-")
      if ahead.accept("hour") || ahead.accept("past") { return 30 }
    } else if ahead.accept("quarter") {
      if ahead.accept("past") || ahead.accept("after") { return 15 }
      if ahead.accept("to") || ahead.accept("before") { return -15 }
    }
    ahead.index = start
    return nil
  }
}

extension WeekdaySet {
  /// The last field of a cron expression.
  fileprivate var cronField: String {
    switch self {
    case .all: "*"
    case .workdays: "MON-FRI"
    default: days.map { $0.word.prefix(3).uppercased() }.joined(separator: ",")
    }
  }
}
