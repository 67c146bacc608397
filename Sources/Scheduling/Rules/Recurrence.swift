/// What a calendar type or a text says, before it is tied to an anchor and a zone.
enum Recurrence: Hashable, Sendable {
  case cron(CronExpression)
  case grid(Grid)
  /// Every so many minutes of real time from the anchor on.
  case elapsed(minutes: Int)
  /// - times: minutes of the day, in order; none: the anchor's.
  case calendar(Days, times: [Int])
  /// - day: days since 1970-01-01; minute: of that day.
  case once(day: Int, minute: Int)

  /// Times of the day at equal distances.
  struct Grid: Hashable, Sendable {
    /// Minutes, less than a day.
    let period: Int
    /// Minutes of the day, both included; the grid begins at the first.
    var window = 0...1439
    var weekdays = WeekdaySet.all

    static let wholeDay = 0...1439

    var times: [Int] {
      Array(stride(from: window.lowerBound, through: window.upperBound, by: period))
    }
  }

  enum Days: Hashable, Sendable {
    case every(days: Int)
    case weeks(every: Int, WeekdaySet)
    /// Nil: the anchor's day of the month.
    case months(every: Int, MonthDays?)
  }

  var kind: Schedule.Kind {
    switch self {
    case .cron: .cron
    case .grid(let grid) where grid == Grid(period: grid.period): .grid
    case .grid, .calendar: .calendar
    case .elapsed: .elapsed
    case .once: .once
    }
  }
}
