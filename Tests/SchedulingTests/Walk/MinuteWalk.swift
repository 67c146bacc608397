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
  /// Every so many seconds from a first one on instead, whatever the wall clock says.
  var elapsed: (from: Int64, period: Int64)?
  /// The seconds of its first and last possible run.
  var range = Int64.min...Int64.max
  /// Seconds; half a minute in the one zone whose offset was no whole minutes after 1970.
  var step: Int64 = 60

  func instants(after: Instant, through: Instant) -> [Instant] {
    walked(after: after, through: through).filter { range.contains($0.seconds) }
  }

  private func walked(after: Instant, through: Instant) -> [Instant] {
    let start = (after.seconds / step + 1) * step
    let minutes = stride(from: start, through: through.seconds, by: Int(step))
    if let elapsed {
      return minutes.filter { second in
        second >= elapsed.from && (second - elapsed.from) % elapsed.period == 0
          && dates(PlainDate.all[Int((second + self.offset(second)) / 86400)])
      }.map { Instant(seconds: $0) }
    }
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
    if fold == .both { return true }
    let (before, behind) = nearbyOffsets(second)
    if before == behind { return true }
    for other in [local - before, local - behind]
    where other != second && other + offset(other) == local {
      guard (fold == .first) == (other > second) else { return false }
    }
    return true
  }

  private func runsForGap(at second: Int64, _ offset: Int64) -> Bool {
    let nearby = nearbyOffsets(second)
    if nearby.before == nearby.behind { return false }
    for before in [nearby.before, nearby.behind] where before < offset {
      // The missing local time that would have been now, had the clock not changed.
      let missing = second + before
      guard self.offset(missing - before) == offset, isMissing(missing) else { continue }
      if gap == .shift {
        if fits(missingLocal: missing) { return true }
      } else if self.offset(second - step) == before {
        let gapEnd = second + offset
        if stride(from: missing, to: gapEnd, by: Int(step)).contains(where: fits(missingLocal:)) {
          return true
        }
      }
    }
    return false
  }

  private func fits(local: Int64) -> Bool {
    local % 60 == 0 && minutes[Int(local % 86400 / 60)] && dates(PlainDate.all[Int(local / 86400)])
  }

  /// A date that is missing from midnight to midnight has no runs.
  private func fits(missingLocal local: Int64) -> Bool {
    guard fits(local: local) else { return false }
    let midnight = local / 86400 * 86400
    return !stride(from: midnight, to: midnight + 86400, by: 900).allSatisfy(isMissing)
  }

  private func isMissing(_ local: Int64) -> Bool {
    let (before, behind) = nearbyOffsets(local)
    return local - before + offset(local - before) != local
      && local - behind + offset(local - behind) != local
  }

  private func offset(_ second: Int64) -> Int64 {
    Int64(zone.offset(at: Instant(seconds: second)))
  }

  /// The offsets about a day before and behind a time.
  private func nearbyOffsets(_ second: Int64) -> (before: Int64, behind: Int64) {
    (offset(second - 26 * 3600), offset(second + 26 * 3600))
  }
}
