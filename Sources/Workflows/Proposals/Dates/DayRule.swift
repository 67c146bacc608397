import OrderedJSON

/// How a day follows from the day of a run.
struct DayRule: Hashable, Sendable {
  /// As `$date` has it; empty: nothing.
  var add = ""
  var to = ""
  /// Whether it is one that people mean by itself: that day, the next, a boundary.
  let isPlain: Bool
  /// In a sentence.
  let words: String

  /// `{"$date": …}`
  func template(_ date: DateText) -> JSON {
    var members: [JSON.Member] = [.init("from", "run")]
    if !add.isEmpty { members.append(.init("add", .string(add))) }
    if !to.isEmpty { members.append(.init("to", .string(to))) }
    members.append(.init("format", .string(date.format)))
    if date.isUTC { members.append(.init("timezone", "UTC")) }
    return ["$date": .object(members)]
  }

  fileprivate init(add: String = "", to: String = "", isPlain: Bool, words: String) {
    (self.add, self.to, self.isPlain, self.words) = (add, to, isPlain, words)
  }

  fileprivate init?(ofMonth day: Day, today: Day) {
    let distance = (day.year - today.year) * 12 + day.month - today.month
    switch distance {
    case 0: self.init(isPlain: true, words: "the month of the run")
    case -1:
      self.init(add: "-1M", to: "start of month", isPlain: true, words: "the month before the run")
    case 1:
      self.init(add: "1M", to: "start of month", isPlain: false, words: "the month after the run")
    default: return nil
    }
  }

  /// "Next Monday" and the like, where a day is one.
  static func weekday(_ day: Day, today: Day) -> DayRule? {
    let distance = day.number - today.number
    guard distance != 0, abs(distance) <= 7 else { return nil }
    let name = weekdays[day.weekday]
    let side = distance > 0 ? "next" : "last"
    return DayRule(to: "\(side) \(name)", isPlain: true, words: "the \(side) \(name)")
  }

  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}

/// The rules by which days follow from one that was today.
struct DayRules {
  private let today: Day
  /// The days around it, at which ranges end that lead there.
  private let near: [Day]
  private let boundaries: [Boundary]

  private struct Boundary {
    let day: Day
    /// The other end of the period.
    let partner: Day
    let rule: DayRule
  }

  init(today: Day) {
    self.today = today
    near = (-1...1).map { Day(number: today.number + $0) }
    boundaries = DayRules.boundaries(of: today)
  }

  /// `nil`: the date is too far away for a rule.
  /// - Parameter others: the dates of the same call.
  func rule(for date: DateText, beside others: Set<Day>) -> DayRule? {
    if date.names == .month { return DayRule(ofMonth: date.day, today: today) }
    let day = date.day
    let boundary = boundaries.first { $0.day == day }
    // Both ends of a period mean the period, whatever day it is.
    if let boundary, others.contains(boundary.partner) { return boundary.rule }
    let distance = day.number - today.number
    switch distance {
    case 0: return DayRule(isPlain: true, words: "the day of the run")
    case 1: return DayRule(add: "1d", isPlain: true, words: "the day after the run")
    case -1: return DayRule(add: "-1d", isPlain: true, words: "the day before the run")
    default: break
    }
    if let boundary { return boundary.rule }
    guard abs(distance) <= Limits.proposedDays else { return nil }
    let endsRange = distance < 0 && near.contains(where: others.contains)
    return DayRule(
      add: "\(distance)d", isPlain: endsRange,
      words: "\(abs(distance)) days \(distance < 0 ? "before" : "after") the run")
  }

  /// Shorter periods first, so that a Monday is one of its week.
  private static func boundaries(of today: Day) -> [Boundary] {
    var boundaries: [Boundary] = []
    func add(_ period: (first: Day, last: Day)?, _ unit: String, _ add: String, _ when: String) {
      guard let period else { return }
      let isPlain = unit != "year" && when != "after"
      let words = when.isEmpty ? "of the run" : "\(when) the run"
      boundaries.append(
        Boundary(
          day: period.first, partner: period.last,
          rule: DayRule(
            add: add, to: "start of \(unit)", isPlain: isPlain,
            words: "the first day of the \(unit) \(words)")))
      boundaries.append(
        Boundary(
          day: period.last, partner: period.first,
          rule: DayRule(
            add: add, to: "end of \(unit)", isPlain: isPlain,
            words: "the last day of the \(unit) \(words)")))
    }
    add(today.week(away: 0), "week", "", "")
    add(today.week(away: -1), "week", "-1w", "before")
    add(today.month(away: 0), "month", "", "")
    add(today.month(away: -1), "month", "-1M", "before")
    add(today.quarter(away: 0), "quarter", "", "")
    add(today.quarter(away: -1), "quarter", "-3M", "before")
    add(today.year(away: 0), "year", "", "")
    add(today.year(away: -1), "year", "-1y", "before")
    add(today.week(away: 1), "week", "1w", "after")
    add(today.month(away: 1), "month", "1M", "after")
    return boundaries
  }
}
