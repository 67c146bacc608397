import Scheduling

/// Finds the instants of a schedule by looking at every single minute.
struct MinuteWalk {
  enum Gap: String { case after, skip, shift }
  enum Fold: String { case first, last, both }

  let zone: TimeZoneRules
  var gap = Gap.after
  var fold = Fold.first
  /// Whether the schedule has a local date.
  let dates: (PlainDate) -> Bool
  /// Whether it has each of the 1440 minutes of such a date.
  let minutes: [Bool]

  func instants(after: Instant, through: Instant) -> [Instant] {
    let start = (after.seconds / 60 + 1) * 60
    let minutes = stride(from: start, through: through.seconds, by: 60)
    let offset = offset(start)
    let isQuiet = stride(from: start - 2 * 86400, to: through.seconds + 2 * 86400, by: 3600)
      .allSatisfy { self.offset($0) == offset }
    let running = isQuiet ? minutes.filter { fits(local: $0 + offset) } : minutes.filter(runs)
    return running.map { Instant(seconds: $0) }.filter { $0 > after }
  }

  private func runs(at second: Int64) -> Bool {
    let offset = offset(second)
    let local = second + offset
    if fits(local: local), isTheOne(second, local) { return true }
    return gap != .skip && runsForGap(at: second, offset)
  }

  /// Whether this is the pass of a repeated local time that counts.
  private func isTheOne(_ second: Int64, _ local: Int64) -> Bool {
    let others = nearbyOffsets(second).map { local - $0 }.filter {
      $0 != second && $0 + self.offset($0) == local
    }
    switch fold {
    case .both: return true
    case .first: return others.allSatisfy { $0 > second }
    case .last: return others.allSatisfy { $0 < second }
    }
  }

  private func runsForGap(at second: Int64, _ offset: Int64) -> Bool {
    for before in nearbyOffsets(second) where before < offset {
      // The missing local time that would have been now, had the clock not changed.
      let missing = second + before
      guard self.offset(missing - before) == offset, isMissing(missing) else { continue }
      if gap == .shift {
        if fits(missingLocal: missing) { return true }
      } else if self.offset(second - 60) == before {
        let gapEnd = second + offset
        if stride(from: missing, to: gapEnd, by: 60).contains(where: fits(missingLocal:)) {
          return true
        }
      }
    }
    return false
  }

  private func fits(local: Int64) -> Bool {
    minutes[Int(local % 86400 / 60)] && dates(PlainDate.all[Int(local / 86400)])
  }

  /// A date that is missing from midnight to midnight has no runs.
  private func fits(missingLocal local: Int64) -> Bool {
    guard fits(local: local) else { return false }
    let midnight = local / 86400 * 86400
    return !stride(from: midnight, to: midnight + 86400, by: 900).allSatisfy(isMissing)
  }

  private func isMissing(_ local: Int64) -> Bool {
    nearbyOffsets(local).allSatisfy { local - $0 + offset(local - $0) != local }
  }

  private func offset(_ second: Int64) -> Int64 {
    Int64(zone.offset(at: Instant(seconds: second)))
  }

  /// The offsets of the two days around a time.
  private func nearbyOffsets(_ second: Int64) -> Set<Int64> {
    [offset(second - 26 * 3600), offset(second + 26 * 3600)]
  }
}
