import Automations
import Logging
import Scheduling

extension Planner {
  /// Where the clock was set back, lets the time that it had shown too early come again: rows of it
  /// that never ran go, and what ran keeps its row.
  package func mendClock() async throws {
    // The clock is read last: somebody else may have written at a later moment than when we began.
    let latest = try await ledger.latestMoment()
    let now = now()
    guard now < latest else { return }
    try await ledger.mendStops(at: now)
    var (last, count): (String?, Int) = (nil, 0)
    repeat {
      let ahead = try await ledger.writtenBeyond(now, after: last, limit: Planner.batch)
      try await ledger.rewind(
        ahead.map { automation in
          Rewind(traceID: automation.traceID, cuts: automation.stretches.map { cut($0, to: now) })
        }, to: now)
      count += ahead.count
      last = ahead.last?.traceID
    } while last != nil
    try await ledger.setClock(to: now)
    logger.notice("the clock went back", metadata: ["automations": "\(count)"])
  }

  /// The part of a stretch that has come.
  private func cut(_ stretch: WrittenAhead.Stretch, to now: Instant) -> Rewind.Cut {
    let instants = instants(of: stretch, through: now).filter { !stretch.single.contains($0) }
    let first = Plan.Stretch(until: stretch.first, days: [stretch.first.day: 1])
    return Rewind.Cut(id: stretch.id, stretch: Plan.Stretch(instants) ?? first)
  }

  private func instants(of stretch: WrittenAhead.Stretch, through now: Instant) -> [Instant] {
    let schedule = stretch.schedule.flatMap {
      try? Schedule($0.input, anchor: stretch.anchor, zones: zones)
    }
    guard let schedule else { return [] }
    let before = stretch.first.advanced(byMilliseconds: -1)
    return stretch.isExcluded
      ? schedule.excluded(after: before, through: now)
      : Array(schedule.instants(after: before, through: now))
  }
}
