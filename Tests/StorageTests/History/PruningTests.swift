import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct PruningTests {
  let world: World

  init() throws { world = try World() }

  @Test func `keeps the newest rows of each automation, and counts those that go`() async throws {
    let (id, other) = (try await world.save(), try await world.save(of: "bob"))
    try await run(id, 0..<20, of: .alice)
    try await run(other, 0..<3, of: .bob)
    let before = try await totals(id, in: .alice)
    #expect(before == [20])

    let pruned = try await prune(HistoryLimits(rows: 5, days: 90))
    #expect(pruned == 15)
    #expect(
      try await world.occurrences(of: id).map(\.scheduledAt) == (15..<20).reversed().map(time))
    #expect(try await world.occurrences(of: other, in: .bob).count == 3)
    #expect(try await totals(id, in: .alice) == before)
    #expect(try await totals(id, in: .bob).isEmpty)
    #expect(try await prune(HistoryLimits(rows: 5, days: 90)) == 0)
  }

  @Test func `removes what is too old, with its runs and steps`() async throws {
    let id = try await world.save()
    try await run(id, 0..<2, of: .alice)
    let runID = try #require(try await world.occurrences(of: id).last?.runID)
    let late = time(0).advanced(bySeconds: 90 * 86_400 + 30)
    #expect(try await prune(HistoryLimits(rows: 1000, days: 90), at: late) == 1)
    #expect(try await world.occurrences(of: id).count == 1)
    #expect(try await world.history.run(runID, in: .alice) == nil)
  }

  @Test func `what waits or runs is never removed`() async throws {
    let id = try await world.planned()
    #expect(
      try await prune(HistoryLimits(rows: 1, days: 1), at: .morning.advanced(bySeconds: 9_000_000))
        == 0)
    #expect(try await world.occurrences(of: id).count == 1)
  }

  @Test func `the totals of a deleted automation stay its owner's`() async throws {
    let id = try await world.save()
    try await run(id, 0..<4, of: .alice)
    _ = try await world.traces.delete(id, at: .morning, in: .alice)
    #expect(try await totals(id, in: .alice) == [4])
    #expect(try await totals(id, in: .bob).isEmpty)
  }

  @Test func `what runs and what waits when an automation is deleted ends, and counts`()
    async throws
  {
    let running = try await world.planned()
    let claim = try #require(try await world.claim().first)
    let deletion = try await world.traces.delete(running, at: .morning, in: .alice)
    #expect(deletion?.ended.map(\.runID) == [claim.runID] && deletion?.withdrawn.isEmpty == true)
    let waiting = try await world.planned()
    let other = try await world.traces.delete(waiting, at: .morning, in: .alice)
    #expect(other?.withdrawn.map(\.outcome) == [.cancelled] && other?.ended.isEmpty == true)
    for id in [running, waiting] {
      let totals = try await world.history.totals(of: id, since: .morning, in: .alice)
      #expect(totals.map(\.outcome) == [.cancelled] && totals.map(\.count) == [1])
    }
  }

  @Test func `a stretch is as old as its last instant`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    let (day, last) = (Int64(86_400), Instant.morning.advanced(bySeconds: 91 * 86_400))
    let stretch = Plan.Stretch(until: last, days: [Instant.morning.day: 2185])
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, stretch: stretch, skipped: .missedAndSkipped)])
    let limits = HistoryLimits(rows: 1000, days: 90)
    #expect(try await prune(limits, at: last.advanced(bySeconds: 3600)) == 0)
    #expect(try await prune(limits, at: last.advanced(bySeconds: 90 * day)) == 0)
    #expect(try await prune(limits, at: last.advanced(bySeconds: 90 * day + 1)) == 1)
    #expect(try await totals(id, in: .alice) == [2185])
  }

  @Test func `a stretch counts for all its instants`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(
      id,
      [
        Plan.Row(
          scheduledAt: .morning,
          stretch: Plan.Stretch(until: time(500), days: [Instant.morning.day: 501]),
          skipped: .missedAndSkipped)
      ])
    #expect(try await totals(id, in: .alice) == [501])
  }

  @Test func `a stretch counts on each of its days, kept or pruned`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    for minute in 0..<1000 {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute), skipped: .missedAndSkipped)])
    }
    #expect(try await world.occurrences(of: id).count == 1)
    // From nine o'clock on the day has 900 minutes left.
    #expect(try await totals(id, in: .alice) == [100, 900])
    let late = time(1000).advanced(bySeconds: 90 * 86_400)
    #expect(try await prune(HistoryLimits(rows: 1000, days: 90), at: late) == 1)
    #expect(try await totals(id, in: .alice) == [100, 900])
  }

  @Test func `an unknown outcome stays until a person has settled it`() async throws {
    let id = try await world.save()
    try await run(id, 0..<1, of: .alice, .unknown)
    let runID = try #require(try await world.occurrences(of: id).first?.runID)
    try await run(id, 1..<9, of: .alice)
    let limits = HistoryLimits(rows: 2, days: 1)
    let later = time(0).advanced(bySeconds: 3 * 86_400)
    #expect(try await prune(limits) == 6)
    #expect(
      try await world.occurrences(of: id).map(\.outcome) == [.succeeded, .succeeded, .unknown])
    #expect(try await prune(limits, at: later) == 2)
    #expect(try await world.traces.automation(id, in: .alice)?.lastRun == nil)
    let settlement = Settlement(
      outcome: .succeeded, reason: Reason(.settled, "Alice saw it."), rerunID: nil, at: later)
    #expect(try await world.history.settle(runID, settlement, in: .alice))
    #expect(try await prune(limits, at: later) > 0)
    #expect(try await world.occurrences(of: id).isEmpty)
  }

  @Test func `runs are counted, and what was skipped between them stays with them`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    for minute in 0..<30 {
      if minute % 10 == 0 {
        try await run(id, minute..<minute + 1, of: .alice)
      } else {
        try await world.plan(id, [Plan.Row(scheduledAt: time(minute), skipped: .missedAndSkipped)])
      }
    }
    _ = try await prune(HistoryLimits(rows: 2, days: 90))
    #expect(try await world.occurrences(of: id).count == 20)
    #expect(try await world.occurrences(of: id).last?.scheduledAt == time(10))
  }

  @Test func `what was pruned does not come again when the clock is set back`() async throws {
    let id = try await world.save()
    try await run(id, 0..<9, of: .alice)
    #expect(try await prune(HistoryLimits(rows: 2, days: 90)) == 7)
    try await world.ledger.rewind([Rewind(traceID: id, cuts: [])], to: time(1))
    let automation = try #require(try await world.ledger.automation(id))
    #expect(automation.plannedTo == time(1))
    #expect((2..<9).allSatisfy { automation.isWritten(time($0)) })
    #expect(!automation.isWritten(time(9)))
  }

  @Test func `what a clock that was ahead had missed comes again though it was pruned`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id)
    let stretch = Plan.Stretch(until: time(500), days: [Instant.morning.day: 500])
    try await world.plan(
      id, [Plan.Row(scheduledAt: time(1), stretch: stretch, skipped: .missedAndSkipped)])
    for minute in 501..<504 {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      let claim = try #require(try await world.claim(at: time(minute)).first)
      try await world.finish(claim, .succeeded, at: time(minute))
    }
    let ahead = time(500).advanced(bySeconds: 90 * 86_400)
    #expect(try await prune(HistoryLimits(rows: 1, days: 90), at: ahead) == 3)
    try await world.ledger.rewind([Rewind(traceID: id, cuts: [])], to: time(0))
    let automation = try #require(try await world.ledger.automation(id))
    #expect((1...500).allSatisfy { !automation.isWritten(time($0)) })
    #expect((501...503).allSatisfy { automation.isWritten(time($0)) })
  }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  private func run(
    _ id: String, _ minutes: Range<Int>, of scope: Scope, _ outcome: Outcome = .succeeded
  ) async throws {
    try await world.deploy(id, in: scope)
    for minute in minutes {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      let claim = try #require(try await world.claim(at: time(minute)).first)
      _ = try await world.begin(1, of: claim)
      try await world.finish(claim, outcome, at: time(minute))
    }
  }

  private func prune(
    _ limits: HistoryLimits, at now: Instant = .morning.advanced(bySeconds: 3600)
  ) async throws -> Int {
    var (removed, last): (Int, String?) = (0, nil)
    repeat {
      let part = try await world.upkeep.prune(limits, after: last, at: now)
      #expect(part.failures.isEmpty)
      (removed, last) = (removed + part.removed, part.last)
    } while last != nil
    return removed
  }

  /// The counts of the days, in order.
  private func totals(_ id: String, in scope: Scope) async throws -> [Int] {
    try await world.history.totals(
      of: id, since: .morning.advanced(bySeconds: -86_400), in: scope
    ).map(\.count)
  }
}
