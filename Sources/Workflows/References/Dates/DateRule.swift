package import OrderedJSON
package import Scheduling

/// How an instant follows from another one, and how it is written: `{"$date": {"from": "run", "add":
/// "-7d", "to": "start of month", "format": "yyyy-MM-dd", "timezone": "Europe/Berlin"}}`.
package struct DateRule: Hashable, Sendable {
  /// Added one after the other.
  package let additions: [Addition]
  /// Where the sum is moved then; `nil`: it stays.
  package let target: Target?
  package let format: DateFormat
  /// An IANA name; `nil`: that of the schedule.
  package let timezone: String?

  /// `-7d`
  package struct Addition: Hashable, Sendable {
    package let count: Int
    package let unit: Unit
  }

  package enum Unit: Character, CaseIterable, Sendable {
    case days = "d"
    case weeks = "w"
    case months = "M"
    case years = "y"
    case hours = "h"
    case minutes = "m"
  }

  package enum Target: Hashable, Sendable {
    case start(WallTime.Period)
    case end(WallTime.Period)
    /// From Monday on, which is 0: the nearest after the day, or before it.
    case weekday(Int, isLater: Bool)
  }

  package init(
    additions: [Addition] = [], target: Target? = nil, format: DateFormat, timezone: String? = nil
  ) {
    self.additions = additions
    self.target = target
    self.format = format
    self.timezone = timezone
  }

  /// The instant that follows, written as the format says: a text, or a number since 1970. Hours and
  /// minutes pass as on a stopwatch, days and more on the calendar of the zone; a day that the month
  /// lacks is its last.
  /// - Returns: `nil` where its year has not four digits.
  package func value(from instant: Instant, in zone: TimeZoneRules) -> JSON? {
    var moment = Moment.instant(instant)
    for addition in additions {
      guard let sum = addition.added(to: moment, in: zone) else { return nil }
      moment = sum
    }
    if let target {
      guard let moved = target.moved(moment.wall(in: zone)) else { return nil }
      moment = .wall(moved)
    }
    return format.written(moment.instant(in: zone), in: zone)
  }
}

/// Where a sum of additions stands. What the clocks leave out is no place to stop at while days are
/// added to it: one day and another are two.
private enum Moment {
  case instant(Instant)
  case wall(WallTime)

  func instant(in zone: TimeZoneRules) -> Instant {
    switch self {
    case .instant(let instant): instant
    case .wall(let wall): wall.instant(in: zone)
    }
  }

  func wall(in zone: TimeZoneRules) -> WallTime {
    switch self {
    case .instant(let instant): WallTime(instant, in: zone)
    case .wall(let wall): wall
    }
  }
}

extension DateRule.Addition {
  fileprivate func added(to moment: Moment, in zone: TimeZoneRules) -> Moment? {
    let wall = moment.wall(in: zone)
    let sum: WallTime?
    switch unit {
    case .hours: return .instant(moment.instant(in: zone).advanced(bySeconds: Int64(count) * 3600))
    case .minutes: return .instant(moment.instant(in: zone).advanced(bySeconds: Int64(count) * 60))
    case .days: sum = wall.adding(days: count)
    case .weeks: sum = wall.adding(days: count * 7)
    case .months: sum = wall.adding(months: count)
    case .years: sum = wall.adding(months: count * 12)
    }
    return sum.map(Moment.wall)
  }
}

extension DateRule.Target {
  fileprivate func moved(_ time: WallTime) -> WallTime? {
    switch self {
    case .start(let period): time.start(of: period)
    case .end(let period): time.end(of: period)
    case .weekday(let day, let isLater): time.nearest(day, isLater: isLater)
    }
  }
}
