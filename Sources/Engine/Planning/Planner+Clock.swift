import Logging
package import Scheduling
import Workflows

extension Planner {
  /// Where the clock was set back, lets the time that it had shown too early come again: rows of it
  /// that never ran go, and what ran keeps its row.
  package func mendClock(now: Instant) async throws {
    guard try await ledger.isBehind(at: now) else { return }
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

  /// The part of a stretch that has come: its instants are those of its schedule that its reason
  /// holds for, and that have no rows of their own.
  private func cut(_ stretch: WrittenAhead.Stretch, to now: Instant) -> Rewind.Cut {
    let instants = instants(of: stretch, through: now).filter { instant in
      if stretch.single.contains(instant) { return false }
      let stop = stretch.stops.first { $0.holds(instant) }
      return switch stretch.reason.code {
      case .excluded: true
      case .missed: stop == nil
      default: stop.map { $0.reason == stretch.reason } ?? stretch.wasWithdrawn(instant)
      }
    }
    return Rewind.Cut(
      id: stretch.id, until: instants.last ?? stretch.first, instants: max(instants.count, 1))
  }

  private func instants(of stretch: WrittenAhead.Stretch, through now: Instant) -> [Instant] {
    let schedule = stretch.schedule.flatMap {
      try? Schedule($0.input, anchor: stretch.anchor, zones: zones)
    }
    guard let schedule else { return [] }
    let before = stretch.first.advanced(byMilliseconds: -1)
    return stretch.reason.code == .excluded
      ? schedule.excluded(after: before, through: now)
      : Array(schedule.instants(after: before, through: now))
  }
}

extension WrittenAhead.Stretch {
  /// Whether an instant that no stop holds had a row that waited, and ended, when this one's began.
  fileprivate func wasWithdrawn(_ instant: Instant) -> Bool {
    stops.first { $0.reason == reason }.map { instant <= $0.since } ?? false
  }
}
