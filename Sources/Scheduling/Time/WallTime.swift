/// What the clock and the calendar on a wall show.
package struct WallTime: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00 on that wall.
  private let local: Int64

  private init(local: Int64) { self.local = local }

  package init(_ instant: Instant, in zone: TimeZoneRules) {
    local = instant.seconds + Int64(zone.offset(at: instant))
  }

  /// Midnight of a day; `nil`: the month has no such day, or the year has not four digits.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), let date = CivilDate(year: year, month: month, day: day) else {
      return nil
    }
    local = Int64(date.dayNumber) * 86_400
  }

  /// The first instant at which a wall of the zone shows it, or the end of the gap that it is in.
  package func instant(in zone: TimeZoneRules) -> Instant {
    Instant(seconds: zone.second(local: local))
  }

  /// Days since 1970-01-01.
  package var dayNumber: Int { Int(local.dividedDown(by: 86_400)) }

  private var date: CivilDate { CivilDate(dayNumber: dayNumber) }
  private var secondOfDay: Int { Int(local.remainder(downBy: 86_400)) }

  package var year: Int { date.year }
  /// 1–12.
  package var month: Int { date.month }
  /// 1–31.
  package var day: Int { date.day }
  package var hour: Int { secondOfDay / 3600 }
  package var minute: Int { secondOfDay / 60 % 60 }
  package var second: Int { secondOfDay % 60 }
  /// From Monday on, which is 0 (ISO 8601).
  package var weekday: Int { (dayNumber + 3).remainder(downBy: 7) }

  /// The same time of day so many days away; `nil`: its year has not four digits.
  package func adding(days: Int) -> WallTime? {
    let (day, isTooFar) = dayNumber.addingReportingOverflow(days)
    guard !isTooFar, WallTime.days.contains(day) else { return nil }
    return WallTime(local: Int64(day) * 86_400 + Int64(secondOfDay))
  }

  /// The same time of the same day so many months away, or of the month's last day where it has no such
  /// day; `nil`: its year has not four digits.
  package func adding(months: Int) -> WallTime? {
    let date = date
    let index = CivilMonth(year: date.year, month: date.month).index
    let (sum, isTooFar) = index.addingReportingOverflow(months)
    guard !isTooFar, (0..<120_000).contains(sum) else { return nil }
    let month = CivilMonth(index: sum)
    let day = month.firstDay + min(date.day, month.length) - 1
    return WallTime(local: Int64(day) * 86_400 + Int64(secondOfDay))
  }

  /// A stretch of the calendar; weeks begin on Monday.
  package enum Period: String, CaseIterable, Sendable { case day, week, month, quarter, year }

  /// Midnight at its beginning.
  package func start(of period: Period) -> WallTime {
    let date = date
    let first =
      switch period {
      case .day: dayNumber
      case .week: dayNumber - weekday
      case .month: CivilMonth(year: date.year, month: date.month).firstDay
      case .quarter: CivilMonth(year: date.year, month: (date.month - 1) / 3 * 3 + 1).firstDay
      case .year: CivilMonth(year: date.year, month: 1).firstDay
      }
    return WallTime(local: Int64(first) * 86_400)
  }

  /// Its last second.
  package func end(of period: Period) -> WallTime {
    let start = start(of: period)
    let next: Int
    switch period {
    case .day: next = start.dayNumber + 1
    case .week: next = start.dayNumber + 7
    case .month, .quarter, .year:
      let months = period == .month ? 1 : period == .quarter ? 3 : 12
      let first = CivilMonth(year: start.year, month: start.month)
      next = CivilMonth(index: first.index + months).firstDay
    }
    return WallTime(local: Int64(next) * 86_400 - 1)
  }

  /// Midnight of the nearest such day after this one, or before it.
  /// - Parameter weekday: from Monday on, which is 0.
  package func nearest(_ weekday: Int, isLater: Bool) -> WallTime? {
    let distance = (weekday - self.weekday).remainder(downBy: 7)
    let days = isLater ? (distance == 0 ? 7 : distance) : distance - 7
    return start(of: .day).adding(days: days)
  }

  /// Those of years with four digits.
  private static let days = -719_528...2_932_896

  /// `January` …
  package static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  /// From Monday on.
  package static let weekdayNames = Weekday.inWeekOrder.map(\.name)
}
