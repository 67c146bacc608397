import Automations
import Logging
import OrderedJSON
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
      let ahead = try await ledger.writtenBeyond(now, after: last, limit: Limits.plannedAtOnce)
      var rewinds: [Rewind] = []
      for automation in ahead { rewinds.append(try await rewind(automation, to: now)) }
      try await ledger.rewind(rewinds, to: now)
      count += ahead.count
      last = ahead.last?.traceID
    } while last != nil
    try await ledger.setClock(to: now)
    logger.notice("the clock went back", metadata: ["automations": "\(count)"])
  }

  private func rewind(_ automation: WrittenAhead, to now: Instant) async throws -> Rewind {
    var cuts: [Rewind.Cut] = []
    for stretch in automation.stretches {
      let reading = try await schedule(
        of: automation.traceID, version: stretch.version, anchor: stretch.anchor)
      cuts.append(cut(stretch, of: try? reading.get(), to: now))
    }
    return Rewind(traceID: automation.traceID, cuts: cuts)
  }

  /// The part of a stretch that has come.
  private func cut(
    _ stretch: WrittenAhead.Stretch, of schedule: Schedule?, to now: Instant
  ) -> Rewind.Cut {
    let instants = instants(of: stretch, schedule, through: now)
      .filter { !stretch.single.contains($0) }
    let first = Plan.Stretch(until: stretch.first, days: [stretch.first.day: 1])
    return Rewind.Cut(id: stretch.id, stretch: Plan.Stretch(instants) ?? first)
  }

  private func instants(
    of stretch: WrittenAhead.Stretch, _ schedule: Schedule?, through now: Instant
  ) -> [Instant] {
    guard let schedule else { return [] }
    let before = stretch.first.advanced(byMilliseconds: -1)
    return stretch.isExcluded
      ? schedule.excluded(after: before, through: now)
      : Array(schedule.instants(after: before, through: now))
  }
}
