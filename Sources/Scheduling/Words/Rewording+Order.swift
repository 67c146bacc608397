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

  /// `every 15 minutes on weekdays from 9 to 17`: the window in front of the days.
  var daysLast: [String] {
    var ahead = parser
    guard let end = endOfPeriod(&ahead) else { return [] }
    _ = ahead.accept(",")
    let start = ahead.index
    guard let (days, next) = days(at: start), next < words.count else { return [] }
    ahead.index = next
    _ = ahead.accept(",")
    guard ["from", "between"].contains(ahead.word) else { return [] }
    return [
      Self.joined(
        piece(0..<end), piece(ahead.index..<words.count), days == .all ? "" : piece(start..<next))
    ]
  }

  /// `weekdays, every 15 minutes`: the days behind.
  var periodFirst: [String] {
    guard let (days, end) = days(at: 0) else { return [] }
    var ahead = parser(at: end)
    _ = ahead.accept(",")
    let start = ahead.index
    guard endOfPeriod(&ahead) != nil else { return [] }
    return [Self.joined(piece(start..<words.count), days == .all ? "" : piece(0..<end))]
  }

  /// Behind `every 15 minutes`, `hourly`; nil where none of less than a day is there.
  private func endOfPeriod(_ ahead: inout PhraseParser) -> Int? {
    if ahead.accept("hourly") || ahead.accept("minutely") { return ahead.index }
    guard ahead.accept("every") || ahead.accept("each"), let amounts = try? ahead.amounts(),
      case .minutes(let minutes)? = try? Period(amounts), minutes < 1440
    else { return nil }
    return ahead.index
  }
}
