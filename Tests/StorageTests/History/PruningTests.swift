import Scheduling
import Testing
import Workflows

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
    let stretch = Plan.Stretch(until: last, instants: 2185)
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
          scheduledAt: .morning, stretch: Plan.Stretch(until: time(500), instants: 501),
          skipped: .missedAndSkipped)
      ])
    #expect(try await totals(id, in: .alice) == [501])
  }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  private func run(_ id: String, _ minutes: Range<Int>, of scope: Scope) async throws {
    try await world.deploy(id, in: scope)
    for minute in minutes {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      let claim = try #require(try await world.claim(at: time(minute)).first)
      _ = try await world.begin(1, of: claim)
      try await world.finish(claim, .succeeded, at: time(minute))
    }
  }

  private func prune(
    _ limits: HistoryLimits, at now: Instant = .morning.advanced(bySeconds: 3600)
  ) async throws -> Int {
    var (removed, last): (Int, String?) = (0, nil)
    repeat {
      let part = try await world.upkeep.prune(limits, after: last, at: now)
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
