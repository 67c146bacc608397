import Automations
import Foundation
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// In the manner of Jepsen's checker for Chronos (https://aphyr.com/posts/326-jepsen-chronos): random
/// lives of an automation against a plain account of them.
@Suite struct HistoryTests {
  /// `REPRISE_HISTORIES=10000` for all of them, `REPRISE_SEED` for the first one's number.
  private static let count =
    UInt64(ProcessInfo.processInfo.environment["REPRISE_HISTORIES"] ?? "") ?? 100
  private static let first = Dice.given ?? 0

  @Test func `whatever happens, every instant has one row, and nothing happens twice`()
    async throws
  {
    let (world, zones) = (World(), TimeZoneDatabase())
    for seed in HistoryTests.first..<HistoryTests.first + HistoryTests.count {
      let history = try await RandomHistory(seed: seed, world: world, zones: zones)
      try await history.live()
      let faults = try await faults(of: history)
      #expect(
        faults.isEmpty,
        """
        seed \(seed)
        \(faults.joined(separator: "\n"))
        \(history.actions.joined(separator: "\n"))
        """)
      _ = try await world.ledger.database.endPause(
        of: "alice", at: Instant(milliseconds: .min / 2))
      _ = try await world.ledger.database.delete(
        history.traceID, at: world.clock.now, in: .everybody)
      if !faults.isEmpty { return }
    }
  }

  private func faults(of history: RandomHistory) async throws -> [String] {
    let rows = await history.world.ledger.rows.filter { $0.traceID == history.traceID }
    return instantFaults(rows.filter { !$0.occurrence.manual }, history.model)
      + runFaults(rows, history)
  }

  private func instantFaults(_ rows: [TestLedger.Row], _ model: PlainHistory) -> [String] {
    var faults: [String] = []
    let all = model.instants.union(model.excluded)
    let single = rows.filter { $0.occurrence.until == nil }.map(\.scheduledAt)
    if Set(single).count != single.count { faults.append("an instant has two rows") }
    let ran = Set(rows.filter { $0.run != nil }.map(\.scheduledAt))
    for instant in single
    where !all.contains(instant) && !(model.early.contains(instant) && ran.contains(instant)) {
      faults.append("\(instant.rfc3339) has a row, and is no instant")
    }
    let stretches = rows.filter { $0.occurrence.until != nil }
    for row in stretches {
      let end = row.occurrence.until ?? row.scheduledAt
      if !all.contains(row.scheduledAt) || !all.contains(end) {
        faults.append("\(row.scheduledAt.rfc3339) begins a stretch that is not bounded by instants")
      }
      let kind = row.reason?.code == .excluded ? model.excluded : model.instants
      let held = kind.subtracting(single).count { (row.scheduledAt...end).contains($0) }
      if held != row.occurrence.instants {
        faults.append(
          "\(row.scheduledAt.rfc3339) begins a stretch of \(row.occurrence.instants ?? 0) that "
            + "should hold \(held)")
      }
    }
    let inStretches = stretches.reduce(0) { $0 + ($1.occurrence.instants ?? 0) }
    let held = all.intersection(single)
    if held.count + inStretches != all.count {
      faults.append("\(all.count) instants, \(held.count) rows, \(inStretches) in stretches")
      for instant in all.subtracting(held).sorted().prefix(5)
      where !stretches.contains(where: {
        $0.scheduledAt <= instant && instant <= $0.occurrence.until ?? instant
      }) {
        faults.append("\(instant.rfc3339) has no row")
      }
    }
    // What ran when the clock showed its time too early had not been paused then.
    let tooEarly = model.early.intersection(ran)
    for row in rows where model.mustNotRun(row.scheduledAt) && !tooEarly.contains(row.scheduledAt) {
      let allowed: Set<ReasonCode> = [.paused, .circuit, .excluded]
      if row.outcome != .skipped || !(row.reason.map { allowed.contains($0.code) } ?? false) {
        faults.append("\(row.scheduledAt.rfc3339) should not have run: \(row.outcome as Any)")
      }
    }
    return faults
  }

  private func runFaults(_ rows: [TestLedger.Row], _ history: RandomHistory) -> [String] {
    var faults: [String] = []
    let spread = history.world.clock.now.advanced(bySeconds: -91)
    for row in rows where row.outcome == nil && row.scheduledAt < spread {
      faults.append("\(row.scheduledAt.rfc3339) has no outcome")
    }
    for row in rows {
      guard let run = row.run else { continue }
      if row.outcome == .succeeded, row.reason?.code != .settled,
        run.steps.map(\.outcome) != Array(repeating: .succeeded, count: run.stepCount ?? 0)
      {
        faults.append("\(row.scheduledAt.rfc3339) succeeded without all of its steps")
      }
    }
    return faults + deliveryFaults(rows.compactMap(\.run), history.tool.deliveries)
  }

  /// Deliveries are counted by what the other side knows them by, whatever became of their rows.
  private func deliveryFaults(
    _ runs: [Run], _ deliveries: [FickleTool.Delivery]
  ) -> [String] {
    var faults: [String] = []
    let byKey = Dictionary(
      grouping: deliveries.filter { $0.effect == .once }, by: \.idempotencyKey)
    for same in byKey.values where same.count > 1 {
      let names = same.map { "step \($0.step) of \($0.runID)" }
      faults.append("\(names.joined(separator: ", ")): one and the same, delivered each time")
    }
    let delivered = Set(deliveries.map { "\($0.runID)/\($0.step)" })
    for run in runs {
      for step in run.steps
      where step.outcome == .succeeded && !delivered.contains("\(run.id)/\(step.index)") {
        faults.append("step \(step.index) of \(run.scheduledAt.rfc3339) never happened")
      }
    }
    for lost in Set(deliveries.map(\.runID)).subtracting(runs.map(\.id)) {
      faults.append("the run \(lost) was carried out, and its row is gone")
    }
    return faults
  }
}
