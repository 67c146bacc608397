/// Local dates and times in a zone: everything but elapsed time.
struct Timetable: Sendable {
  let wallClock: WallClock
  let daylightSaving: DaylightSaving
  let zone: TimeZoneRules

  /// The least instant after one and not after another, in seconds since 1970.
  ///
  /// Goes through the zone's periods of constant offset: within one, local time and time are the
  /// same but for a constant.
  func next(after: Int64, through limit: Int64, _ part: DayFilter.Part) -> Int64? {
    var lower = after + 1
    var period = zone.period(at: lower)
    var known: (from: Int64, next: Int64?)?
    while lower <= limit {
      let end = min(period.end, limit + 1)
      let inGap = firstInGap(of: period, from: lower, part)
      let from = localStart(of: period, from: lower)
      let localLimit = localEnd(of: period)
      let next: Int64?
      if let known, known.from <= from, known.next ?? .max >= from {
        next = known.next
      } else {
        next = wallClock.next(atOrAfter: from, before: limit + 2 * 86400, part)
        known = (from, next)
      }
      let regular = next.flatMap { $0 < localLimit ? $0 - period.offset : nil }
      let first = min(inGap ?? .max, regular ?? .max)
      if first < end { return first }
      lower = period.end
      period = zone.period(at: lower)
    }
    return nil
  }

  /// Local times that the period repeats from the one before belong to it only by the fold's rule.
  private func localStart(of period: ZonePeriod, from lower: Int64) -> Int64 {
    let start = lower + period.offset
    guard daylightSaving.fold == .first else { return start }
    return max(start, period.start + period.offsetBefore)
  }

  private func localEnd(of period: ZonePeriod) -> Int64 {
    let end = period.end + period.offset
    guard daylightSaving.fold == .last else { return end }
    return min(end, period.end + period.offsetAfter)
  }

  /// The first instant that stands for local times missing at the period's start.
  private func firstInGap(
    of period: ZonePeriod, from lower: Int64, _ part: DayFilter.Part
  ) -> Int64? {
    let gap = period.offset - period.offsetBefore
    guard gap > 0, lower < period.start + gap else { return nil }
    switch daylightSaving.gap {
    case .skip:
      return nil
    case .after:
      guard lower <= period.start else { return nil }
      return firstMissing(of: period, from: period.start, part).map { _ in period.start }
    case .shift:
      return firstMissing(of: period, from: max(lower, period.start), part)
        .map { $0 - period.offsetBefore }
    }
  }

  /// The first local time of the schedule in the gap before a period. A date that the gap takes
  /// away as a whole has no runs.
  func firstMissing(
    of period: ZonePeriod, from lower: Int64, _ part: DayFilter.Part
  ) -> Int64? {
    let start = period.start + period.offsetBefore
    let end = period.start + period.offset
    var from = lower + period.offsetBefore
    while let missing = wallClock.next(atOrAfter: from, before: end, part) {
      let midnight = missing.dividedDown(by: 86400) * 86400
      guard midnight >= start, midnight + 86400 <= end else { return missing }
      from = midnight + 86400
    }
    return nil
  }
}
