/// What is shown of a schedule wherever it stands: its next runs and all that there is to know.
package struct SchedulePreview: Sendable {
  /// In ascending order, excluded dates left out.
  package let next: [Instant]
  /// The schedule as an English sentence.
  package let words: String
  /// IANA name.
  package let timezone: String
  /// The zone of a place whose clocks may be meant instead, as New York's by `EST`.
  package let place: String?
  /// The release of the tz database, as `2025b`.
  package let tzdb: String
  /// The zone's changes of offset within a year.
  package let transitions: [Transition]
  /// What a person should know though all is right, in sentences.
  package let notices: [String]

  /// A change of a zone's clock.
  package struct Transition: Hashable, Sendable {
    /// The first instant of the new offset.
    package let at: Instant
    /// Seconds east of UTC.
    package let offsetBefore: Int
    /// Seconds east of UTC.
    package let offsetAfter: Int
    /// Whether a run is moved, doubled or dropped by it.
    package let touches: Bool
  }

  /// - Parameters:
  ///   - schedule: of any kind.
  ///   - after: the runs strictly later than this are listed.
  ///   - now: before that, where runs between are passed over: it is not said of them that they are
  ///     past. `nil`: none are.
  ///   - count: how many of them, where there are so many.
  ///   - zones: the database that the schedule was made with.
  package init(
    of schedule: Schedule, after: Instant, passingOver now: Instant? = nil, count: Int,
    zones: TimeZoneDatabase
  ) {
    next = schedule.next(after: after, count: count)
    words = schedule.words
    timezone = schedule.timezone
    place = zones.place(meantBy: schedule.timezone)
    tzdb = zones.version
    transitions = schedule.transitions(after: after)
    let later = next.first ?? schedule.next(after: after)
    let isPassedOver = later == nil && now.map { schedule.next(after: $0) != nil } ?? false
    notices =
      schedule.notices
      + (isPassedOver
        ? ["Nothing is left to run then: its last run comes before."]
        : schedule.notices(after: after, transitions: transitions, hasNext: later != nil))
  }
}

extension Schedule {
  /// The changes of the zone's offset within a year.
  func transitions(after: Instant) -> [SchedulePreview.Transition] {
    var transitions: [SchedulePreview.Transition] = []
    let limit = min(after.advanced(bySeconds: 366 * 86400), .latest).seconds
    var period = settings.zone.period(at: after.seconds)
    while period.end <= limit {
      period = settings.zone.period(at: period.end)
      guard period.offset != period.offsetBefore else { continue }
      transitions.append(
        SchedulePreview.Transition(
          at: Instant(seconds: period.start), offsetBefore: Int(period.offsetBefore),
          offsetAfter: Int(period.offset), touches: isTouched(byStartOf: period)))
    }
    return transitions
  }

  private func isTouched(byStartOf period: ZonePeriod) -> Bool {
    guard case .timetable(let timetable) = runs, isInRange(period.start) else { return false }
    let offsets = [period.offsetBefore, period.offset].sorted()
    let first = period.start + offsets[0]
    return timetable.wallClock.next(atOrAfter: first, before: period.start + offsets[1], .kept)
      != nil
  }

  private func isInRange(_ second: Int64) -> Bool {
    let instant = Instant(seconds: second)
    if case .instant(let start)? = settings.start, instant < start { return false }
    if case .instant(let end)? = settings.end, instant > end { return false }
    return true
  }
}
