extension Schedule.Runs {
  /// Whether both give the same instants from the anchor's day on.
  func areSame(as other: Schedule.Runs, from anchor: LocalMoment) -> Bool {
    switch (self, other) {
    case (.elapsed(let left), .elapsed(let right)):
      return left.anchor == right.anchor && left.period == right.period
    case (.timetable(let left), .timetable(let right)):
      guard left.daylightSaving == right.daylightSaving || left.zone.isFixed,
        left.wallClock.times.all == right.wallClock.times.all
      else { return false }
      let (first, day) = CivilMonth.containing(anchor.day)
      return (0...Period.maximumYears * 12).allSatisfy { distance in
        let month = CivilMonth(index: first.index + distance)
        let asked = distance > 0 ? MonthDays.allDays : MonthDays.allDays << UInt32(day - 1)
        let different = left.wallClock.days.days(of: month) ^ right.wallClock.days.days(of: month)
        return different & asked == 0
      }
    case (.elapsed, .timetable), (.timetable, .elapsed):
      return false
    }
  }
}
