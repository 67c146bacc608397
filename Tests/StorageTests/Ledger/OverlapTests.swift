import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What becomes of an instant that comes while the run before goes on.
@Suite struct OverlapTests {
  let world: World

  init() throws { world = try World() }

  private let second = Instant.morning.advanced(bySeconds: 10)
  private let third = Instant.morning.advanced(bySeconds: 20)

  @Test func `by default it is skipped, and says so`() async throws {
    let (id, first) = try await runGoingOn(.skip)
    try await add(second, to: id)
    let batch = try await world.batch(at: second)
    #expect(batch.claims.isEmpty)
    #expect(batch.skipped.map(\.scheduledAt) == [second])
    #expect(batch.ended.isEmpty)
    let row = try await world.occurrences(of: id).first
    #expect(row?.outcome == .skipped)
    #expect(row?.reason?.code == .overlap)
    #expect(row?.runID == nil)
    #expect(try await world.finish(first, .succeeded, at: second) != nil)
  }

  @Test func `of two that are due together the earlier one runs`() async throws {
    let id = try await world.planned()
    try await add(second, to: id)
    #expect(try await world.claim(at: second).map(\.scheduledAt) == [.morning])
    #expect(try await world.occurrences(of: id).map(\.outcome) == [.skipped, nil])
  }

  @Test func `one waits in the queue and runs when the run ends, the next is skipped`()
    async throws
  {
    let (id, first) = try await runGoingOn(.queue)
    try await add(second, to: id)
    try await add(third, to: id)
    #expect(try await world.claim(at: third).isEmpty)
    #expect(
      try await world.occurrences(of: id).map(\.reason?.code) == [.overlap, nil, nil])
    #expect(try await world.claim(at: third).isEmpty)

    let end = Instant.morning.advanced(bySeconds: 25)
    try await world.finish(first, .failed, at: end)
    let queued = try await world.claim(at: end)
    #expect(queued.map(\.scheduledAt) == [second])
    let run = try await world.history.run(try #require(queued.first).runID, in: .alice)
    #expect(run?.late == false)
  }

  @Test func `what waited long for the run before it is not missed`() async throws {
    let (id, first) = try await runGoingOn(.queue, missed: .skip)
    try await add(second, to: id)
    _ = try await world.claim(at: second)
    let end = Instant.morning.advanced(bySeconds: 25)
    _ = try await world.ledger.renew([first.key], lease: end.advanced(bySeconds: 7200))
    let later = end.advanced(bySeconds: 3600)
    try await world.finish(first, .succeeded, at: later)
    #expect(try await world.claim(at: later).map(\.scheduledAt) == [second])
  }

  @Test func `what waited in the queue through an outage makes way for the latest`() async throws {
    let (id, first) = try await runGoingOn(.queue)
    try await add(second, to: id)
    #expect(try await world.batch(at: second).queued.map(\.scheduledAt) == [second])
    let latest = Instant.morning.advanced(bySeconds: 86_400)
    #expect(try await world.plan(id, [Plan.Row(scheduledAt: latest, late: true)]))
    let now = latest.advanced(bySeconds: 600)
    let batch = try await world.batch(at: now)
    #expect(batch.claims.map(\.runID) == [first.runID])
    #expect(batch.skipped.map(\.scheduledAt) == [second])
    #expect(batch.skipped.map(\.reason) == [.missedBeforeTheLatest])
    try await world.finish(try #require(batch.claims.first), .succeeded, at: now)
    #expect(try await world.claim(at: now).map(\.scheduledAt) == [latest])
  }

  @Test(arguments: [Policies.Overlap.skip, .queue, .cancel])
  func `an instant that comes while the run before goes on needs no slot to be settled`(
    overlap: Policies.Overlap
  ) async throws {
    let (id, first) = try await runGoingOn(overlap)
    try await add(second, to: id)
    let batch = try await world.batch(at: second, limit: 0)
    #expect(batch.claims.isEmpty)
    #expect(batch.skipped.map(\.scheduledAt) == (overlap == .skip ? [second] : []))
    #expect(batch.queued.map(\.scheduledAt) == (overlap == .queue ? [second] : []))
    #expect(batch.ended.map(\.runID) == (overlap == .cancel ? [first.runID] : []))
  }

  @Test func `where overlap is allowed both run`() async throws {
    let (id, _) = try await runGoingOn(.allow)
    try await add(second, to: id)
    #expect(try await world.claim(at: second).map(\.scheduledAt) == [second])
  }

  @Test func `the run before is cancelled where that is wanted`() async throws {
    let (id, first) = try await runGoingOn(.cancel)
    _ = try await world.begin(1, effect: .once, of: first)
    try await add(second, to: id)
    let batch = try await world.batch(at: second)
    #expect(batch.claims.map(\.scheduledAt) == [second])
    #expect(batch.ended.count == 1)
    #expect(try await !world.end(1, of: first, outcome: .succeeded))
    #expect(try await world.finish(first, .succeeded) == nil)
    let run = try #require(try await world.history.run(first.runID, in: .alice))
    #expect(run.outcome == .cancelled)
    #expect(run.reason?.code == .overlap)
    #expect(run.reason?.words.contains("whether it was carried out is not known") == true)
    #expect(run.steps.map(\.outcome) == [.unknown])
    #expect(run.finishedAt == second)
  }

  @Test func `the run before is cancelled though it is to be taken over in the same moment`()
    async throws
  {
    let (id, first) = try await runGoingOn(.cancel)
    _ = try await world.ledger.renew([first.key], lease: third)
    try await add(second, to: id)
    let later = Instant.morning.advanced(bySeconds: 30)
    #expect(try await world.claim(at: later).map(\.scheduledAt) == [second])
    #expect(try await world.history.run(first.runID, in: .alice)?.outcome == .cancelled)
  }

  @Test func `however many runs go on, as many are cancelled at a time as others may wait for`()
    async throws
  {
    let id = try await manyGoingOn()
    var policies = Policies()
    policies.overlap = .cancel
    try await world.deploy(
      id, policies: policies, next: second, at: .morning.advanced(bySeconds: 5))
    try await add(second, to: id)
    let batch = try await world.batch(at: second)
    #expect(batch.claims.isEmpty && batch.ended.count == Limits.prunedAtOnce.rows)
    let next = try await world.batch(at: second)
    #expect(next.claims.map(\.scheduledAt) == [second] && next.ended.count == 1)
  }

  @Test func `however many runs go on, all of them are ended with their automation`() async throws {
    let id = try await manyGoingOn()
    let deletion = try await world.traces.delete(id, at: second, in: .alice)
    #expect(deletion?.ended.count == Limits.prunedAtOnce.rows + 1)
    #expect(try world.folder.count("SELECT count(*) FROM occurrences") == 0)
  }

  @Test(arguments: Policies.Overlap.allCases)
  func `a run by hand minds nobody, and nobody minds it`(overlap: Policies.Overlap) async throws {
    let (id, first) = try await runGoingOn(overlap)
    try await world.insertManualRun("manual", of: id, at: second)
    #expect(try await world.claim(at: second).map(\.runID) == ["manual"])
    try await world.finish(first, .succeeded, at: second)
    try await add(third, to: id)
    #expect(try await world.claim(at: third).map(\.scheduledAt) == [third])
  }

  @Test func `a run whose outcome is unknown holds nobody up`() async throws {
    let (id, first) = try await runGoingOn(.skip)
    try await world.finish(first, .unknown, Reason(.noAnswer, "No answer"))
    try await add(second, to: id)
    #expect(try await world.claim(at: second).map(\.scheduledAt) == [second])
  }

  @Test func `a run that is to be taken over holds the next one up`() async throws {
    let (id, _) = try await runGoingOn(.skip)
    let later = Instant.morning.advanced(bySeconds: 40)
    try await add(later, to: id)
    let claims = try await world.claim(at: later, by: "two")
    #expect(claims.map(\.scheduledAt) == [.morning])
    #expect(claims.map(\.beginning) == [.reclaimed])
    #expect(try await world.occurrences(of: id).first?.reason?.code == .overlap)
  }

  private func runGoingOn(
    _ overlap: Policies.Overlap, missed: Policies.Missed = .once
  ) async throws -> (String, Claim) {
    var policies = Policies()
    (policies.overlap, policies.missed) = (overlap, missed)
    let id = try await world.planned(policies: policies)
    return (id, try #require(try await world.claim().first))
  }

  /// An automation with one run more, held by nobody, than one transaction ends.
  private func manyGoingOn() async throws -> String {
    let (id, first) = try await runGoingOn(.allow)
    #expect(try await world.ledger.park(first.key, until: third))
    let instants = (1...Limits.prunedAtOnce.rows).map {
      Instant.morning.advanced(byMilliseconds: Int64($0))
    }
    for begin in stride(from: 0, to: instants.count, by: 100) {
      let rows = instants.dropFirst(begin).prefix(100).map { Plan.Row(scheduledAt: $0) }
      #expect(try await world.plan(id, rows))
      let claims = try await world.claim(
        at: .morning.advanced(bySeconds: 1), limit: rows.count)
      #expect(claims.count == rows.count)
      for claim in claims { #expect(try await world.ledger.park(claim.key, until: third)) }
    }
    return id
  }

  private func add(_ instant: Instant, to id: String) async throws {
    #expect(try await world.plan(id, [Plan.Row(scheduledAt: instant)]))
  }
}
