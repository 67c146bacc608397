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

  /// `between 9 and 5 every hour on weekdays`, `weekdays, every 15 minutes`: what is counted in front, then
  /// its window, then the days.
  var periodFirst: [String] {
    var ahead = parser
    var (period, window, days): (Range<Int>?, Range<Int>?, Range<Int>?)
    var isEveryDay = false
    while !ahead.isAtEnd {
      _ = ahead.accept(",")
      let start = ahead.index
      if period == nil, let end = endOfPeriod(at: start) {
        period = start..<end
      } else if window == nil, let end = endOfWindow(at: start) {
        window = start..<end
      } else if days == nil, let (set, end) = self.days(at: start) {
        days = start..<end
        isEveryDay = set == .all
      } else {
        return []
      }
      ahead.index = [period, window, days].compactMap { $0?.upperBound }.max() ?? start
    }
    guard let period, window != nil || days != nil else { return [] }
    let parts = [period, window, isEveryDay ? nil : days].map { part in
      part.map { piece($0).trimmingEnd(of: ",") } ?? ""
    }
    return [Self.joined(parts[0], parts[1], parts[2])]
  }

  /// Behind `from 9 to 17`, `between 9 and 17`; nil where none is there.
  private func endOfWindow(at start: Int) -> Int? {
    var ahead = parser(at: start)
    let isFrom = ahead.accept("from")
    guard isFrom || ahead.accept("between"), (try? ahead.time()) != nil,
      ahead.accept(isFrom ? "to" : "and"), (try? ahead.time()) != nil
    else { return nil }
    return ahead.index
  }

  /// Behind `every 15 minutes`, `hourly`; nil where none of less than a day is there.
  private func endOfPeriod(at start: Int) -> Int? {
    var ahead = parser(at: start)
    if ahead.accept("hourly") || ahead.accept("minutely") { return ahead.index }
    guard ahead.accept("every") || ahead.accept("each"), let amounts = try? ahead.amounts(),
      case .minutes(let minutes)? = try? Period(amounts), minutes < 1440
    else { return nil }
    return ahead.index
  }
}
