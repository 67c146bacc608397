extension Schedule {
  /// The least instant strictly later than another; nil when there is none within 60 years and
  /// before the year 10000.
  package func next(after: Instant) -> Instant? {
    next(after: after, .kept)
  }

  /// The next so many instants, fewer when the schedule has no more within 60 years of each other.
  package func next(after: Instant, count: Int) -> [Instant] {
    Array(instants(after: after, through: Instant(milliseconds: .max)).prefix(max(0, count)))
  }

  /// The instants later than one and not later than another, found one by one as they are asked
  /// for; it ends where none follows within 60 years.
  package func instants(after: Instant, through: Instant) -> some Sequence<Instant> {
    instants(after: after, through: through, .kept)
  }

  func instants(
    after: Instant, through: Instant, _ part: DayFilter.Part
  ) -> some Sequence<Instant> {
    ScheduledInstants(schedule: self, previous: after, last: through, part: part)
  }

  func next(after: Instant, _ part: DayFilter.Part) -> Instant? {
    let after = max(after.seconds, earliest)
    let limit = min(after.saturatingSum(Self.horizon), latest)
    let second =
      switch runs {
      case .timetable(let timetable): timetable.next(after: after, through: limit, part)
      case .elapsed(let elapsed): elapsed.next(after: after, through: limit, part)
      }
    return second.map { Instant(seconds: $0) }
  }
}

private struct ScheduledInstants: Sequence, IteratorProtocol {
  let schedule: Schedule
  var previous: Instant
  let last: Instant
  let part: DayFilter.Part

  mutating func next() -> Instant? {
    guard previous < last, let next = schedule.next(after: previous, part), next <= last else {
      previous = last
      return nil
    }
    previous = next
    return next
  }
}
