import Automations
import Scheduling
import TestSupport
import Testing
import Workflows

/// What a damaged file holds of one automation must not hold up the others.
@Suite struct UnreadableTests {
  let world: World
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    world = try World(folder: folder)
  }

  @Test func `a row that cannot be read fails, and the others are claimed`() async throws {
    let (bad, good) = (try await world.planned(), try await world.planned())
    try folder.change("UPDATE versions SET policies = '{' WHERE trace_id = '\(bad)'")
    let batch = try await world.batch()

    #expect(batch.claims.map(\.traceID) == [good])
    #expect(batch.unreadable.map(\.traceID) == [bad])
    #expect(batch.unreadable.first?.finished.circuitOpened != nil)
    let row = try #require(try await world.occurrences(of: bad).first)
    #expect(row.outcome == .failed)
    #expect(row.reason?.code == .unreadable)
    #expect(try await world.traces.automation(bad, in: .alice)?.status == .failed)
    #expect(try await world.batch(at: .morning.advanced(bySeconds: 5)).unreadable.isEmpty)
  }

  @Test(arguments: [
    "UPDATE workflows SET body = '{'", "UPDATE steps SET effect = 'twice'",
    "UPDATE steps SET outcome = 'odd'",
  ])
  func `what a claim carries out is told to be unreadable when it is read`(damage: String)
    async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim)
    let again = try #require(try await world.claim(at: .morning.advanced(bySeconds: 31)).first)
    try folder.change(damage)
    let failure = await #expect(throws: (any Error).self) {
      try await world.ledger.work(of: again)
    }
    #expect((failure as? any StorageFailure)?.isUnreadable == true)
  }

  @Test func `a run that cannot be gone on with says that a step had been sent`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await world.begin(1, effect: .once, of: claim))
    let again = try #require(try await world.claim(at: .morning.advanced(bySeconds: 31)).first)
    try folder.change("UPDATE steps SET effect = 'twice'")
    let finished = try await world.finish(
      again, .failed, Reason(.unreadable, "It cannot be read."), permanent: true)

    #expect(finished?.step == EndedRun.Step(index: 1, outcome: .unknown))
    #expect(finished?.circuitOpened != nil)
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.outcome == .failed)
    #expect(row.reason?.words.contains("had been sent") == true)
  }

  @Test(arguments: ["UPDATE workflows SET body = '{'", "UPDATE versions SET schedule_config = '{'"])
  func `an automation that cannot be read can be stopped still`(damage: String) async throws {
    let deployments = DeploymentUseCases(
      traces: world.traces, deployments: world.deployments, bindings: world.bindings,
      vault: SealedVault(store: world.vault, keys: KeyRing([.random()]), now: { .morning }),
      pauses: world.pauses, zones: TimeZoneDatabase(), worker: IdleWorker(), now: { .morning })
    for status in [DeploymentStatus.paused, .failed, .draft] {
      let id = try await world.save()
      try await world.deploy(id)
      try folder.change(damage)
      try await deployments.setStatus(of: id, to: status, by: .alice)
      #expect(try await world.traces.automation(id, in: .alice)?.status == status)
    }
  }

  @Test func `a stop whose reason cannot be read stops its automation, and no other`() async throws
  {
    let (bad, good) = (try await world.save(), try await world.save())
    for id in [bad, good] { try await world.deploy(id) }
    let deployments = DeploymentUseCases(
      traces: world.traces, deployments: world.deployments, bindings: world.bindings,
      vault: SealedVault(store: world.vault, keys: KeyRing([.random()]), now: { .morning }),
      pauses: world.pauses, zones: TimeZoneDatabase(), worker: IdleWorker(), now: { .morning })
    try await deployments.setStatus(of: bad, to: .paused, by: .alice)
    try folder.change("UPDATE stops SET reason_code = 'odd'")
    let due = try await world.ledger.due(at: .morning.advanced(bySeconds: 86_400), limit: 9)
    #expect(due.count == 2)
    #expect(due.first { $0.traceID == bad }?.stops.count == 1)
    #expect(due.first { $0.traceID == good }?.stops.isEmpty == true)
  }

  @Test func `clocks that were set back are mended though a reason cannot be read`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    let day = Instant.morning.advanced(bySeconds: 86_400)
    let stretch = Plan.Stretch(until: day, days: [Instant.morning.day: 1, day.day: 1])
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, stretch: stretch, skipped: Reason(.missed, "x"))])
    try folder.change("UPDATE occurrences SET reason_code = 'odd'")
    let ahead = try await world.ledger.writtenBeyond(
      .morning.advanced(bySeconds: -1), after: nil, limit: 9)
    #expect(ahead.map(\.traceID) == [id])
  }

  @Test func `a row is skipped though the one before it cannot be read`() async throws {
    let id = try await world.planned()
    _ = try await world.claim()
    for seconds: Int64 in [10, 20] {
      let instant = Instant.morning.advanced(bySeconds: seconds)
      try await world.plan(id, [Plan.Row(scheduledAt: instant)])
      #expect(try await world.batch(at: instant).skipped.map(\.scheduledAt) == [instant])
      try folder.change("UPDATE occurrences SET reason_code = 'x' WHERE reason_code IS NOT NULL")
    }
  }

  @Test func `a stretch that cannot be lengthened holds up neither planning nor claiming`()
    async throws
  {
    let (bad, good) = (try await world.planned(), try await world.planned())
    let claims = try await world.claim()
    func pass(_ second: Int64) async throws -> ClaimBatch {
      let instant = Instant.morning.advanced(bySeconds: second)
      for id in [bad, good] { try await world.plan(id, [Plan.Row(scheduledAt: instant)]) }
      _ = try await world.ledger.renew(claims.map(\.key), lease: instant.advanced(bySeconds: 30))
      return try await world.batch(at: instant)
    }
    for second: Int64 in 1...101 { #expect(try await pass(second).skipped.count == 2) }
    #expect(try await world.occurrences(of: bad).compactMap(\.until).count == 1)
    try folder.change("UPDATE occurrences SET days = '{' WHERE trace_id = '\(bad)'")
    #expect(try await pass(102).skipped.contains { $0.traceID == good })

    // For the planner, which then writes the others without it.
    let reason = try await world.occurrences(of: bad).first?.reason
    try folder.change("DELETE FROM occurrences WHERE outcome = 'skipped' AND until IS NULL")
    let failure = await #expect(throws: (any Error).self) {
      try await world.plan(
        bad, [Plan.Row(scheduledAt: .morning.advanced(bySeconds: 103), skipped: reason)])
    }
    #expect((failure as? any StorageFailure)?.isUnreadable == true)
  }

  @Test func `an automation that cannot be read is due without a schedule or policies`()
    async throws
  {
    var ids: [String] = []
    for _ in 0..<3 { ids.append(try await world.save()) }
    for id in ids { try await world.deploy(id) }
    try folder.change("UPDATE versions SET schedule_config = '{' WHERE trace_id = '\(ids[0])'")
    try folder.change("UPDATE versions SET policies = '{' WHERE trace_id = '\(ids[1])'")
    let due = try await world.ledger.due(at: .morning, limit: 9)

    #expect(due.count == 3)
    #expect(due.first { $0.traceID == ids[1] }?.policies == nil)
    #expect(try await world.ledger.schedule(of: ids[0], version: 1) == nil)
    #expect(try await world.ledger.schedule(of: ids[2], version: 1) == World.daily)
    for id in ids.prefix(2) {
      #expect(try await world.plan(id, [], failure: "It cannot be read"))
      #expect(try await world.traces.automation(id, in: .alice)?.status == .failed)
    }
  }
}
