import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct PlanningTests {
  let world: World

  init() throws { world = try World() }

  private let tomorrow = Instant.morning.advanced(bySeconds: 86_400)

  @Test func `tells what is due, the oldest first`() async throws {
    var ids: [String] = []
    for second: Int64 in [20, 10, 30] {
      let id = try await world.save()
      try await world.deploy(id, next: .morning.advanced(bySeconds: second))
      ids.append(id)
    }
    let due = try await world.ledger.due(at: .morning.advanced(bySeconds: 20), limit: 9)
    #expect(due.map(\.traceID) == [ids[1], ids[0]])
    #expect(due.map(\.planAt).first == .morning.advanced(bySeconds: 10))
    #expect(due.map(\.userID) == ["alice", "alice"])
    #expect(try await world.ledger.due(at: tomorrow, limit: 1).count == 1)
    #expect(try await world.ledger.nextWork().planAt == .morning.advanced(bySeconds: 10))
  }

  @Test func `has nothing due where nothing is deployed`() async throws {
    try await world.save()
    #expect(try await world.ledger.due(at: tomorrow, limit: 9).isEmpty)
    #expect(try await world.ledger.nextWork().planAt == nil)
  }

  @Test func `writes rows and advances the next instant`() async throws {
    let id = try await world.planned()
    #expect(try await world.traces.automation(id, in: .alice)?.nextRunAt == tomorrow)
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.scheduledAt == .morning)
    #expect(row.version == 1)
    #expect(!row.manual)
    #expect(row.outcome == nil)
    #expect(row.runID == nil)
  }

  @Test func `writes what was skipped with its reason, and a stretch as one row`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    let reason = Reason(.missed, "The server was down")
    let stretch = Plan.Stretch(until: tomorrow, days: [Instant.morning.day: 1_440])
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, stretch: stretch, skipped: reason)])
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.outcome == .skipped)
    #expect(row.reason == reason)
    #expect(row.until == tomorrow)
    #expect(row.instants == 1_440)
    #expect(try await world.claim(at: tomorrow).isEmpty)
  }

  @Test func `changes nothing where the automation has changed since`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    let basis = try #require(try await world.ledger.automation(id))
    try await world.deploy(id)
    #expect(try await !world.plan(basis, [Plan.Row(scheduledAt: .morning)]))
    #expect(try await world.occurrences(of: id).isEmpty)
    #expect(try await world.ledger.nextWork().planAt == .morning)
  }

  @Test func `changes nothing for what was paused or deleted since`() async throws {
    let (paused, deleted, all) = (
      try await world.save(), try await world.save(), try await world.save(of: "bob")
    )
    try await world.deploy(paused)
    try await world.deploy(deleted)
    try await world.deploy(all, in: .bob)
    let bases = try await world.ledger.due(at: .morning, limit: 9)
    _ = try await world.deployments.setStatus(
      of: paused,
      StatusChange(
        status: .paused, reason: "Paused", nextRunAt: nil, planAt: tomorrow, at: .morning,
        version: 1),
      in: .alice)
    _ = try await world.traces.delete(deleted, at: .morning, in: .alice)
    _ = try await world.pauses.begin(
      Pause(reason: "Holidays", since: .morning, until: nil), of: "bob")
    #expect(bases.count == 3)
    for basis in bases {
      #expect(try await !world.plan(basis, [Plan.Row(scheduledAt: .morning)]))
    }
    #expect(try await world.claim(at: tomorrow).isEmpty)
  }

  @Test func `an instant that has a row keeps it`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .succeeded)
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning), Plan.Row(scheduledAt: tomorrow)])
    let rows = try await world.occurrences(of: id)
    #expect(rows.map(\.scheduledAt) == [tomorrow, .morning])
    #expect(rows.map(\.outcome) == [nil, .succeeded])
  }

  @Test func `an over schedule stays deployed without a next instant`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)], next: nil)
    let summary = try await world.traces.automation(id, in: .alice)
    #expect(summary?.status == .deployed)
    #expect(summary?.nextRunAt == nil)
  }

  @Test func `a plan that cannot go on fails the automation with the reason`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [], failure: "Its time zone is gone")
    let summary = try await world.traces.automation(id, in: .alice)
    #expect(summary?.status == .failed)
    #expect(summary?.statusReason == "Its time zone is gone")
    #expect(summary?.nextRunAt == nil)
  }

  @Test func `walks through all that is planned in the order of ids`() async throws {
    var ids: [String] = []
    for _ in 0..<5 {
      let id = try await world.save()
      try await world.deploy(id)
      ids.append(id)
    }
    try await world.save()
    var walked: [String] = []
    while let last = try await world.ledger.planned(after: walked.last, limit: 2).last {
      let batch = try await world.ledger.planned(after: walked.last, limit: 2)
      walked += batch.map(\.traceID)
      #expect(last.traceID == walked.last)
    }
    #expect(walked == ids.sorted())
  }

  @Test func `of many plans for one instant one counts`() async throws {
    let world = world
    let id = try await world.save()
    try await world.deploy(id)
    let basis = try #require(try await world.ledger.automation(id))
    let written = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 1...40 {
        group.addTask {
          // Each would go on at another instant: the one that came first has its way alone.
          try await world.plan(
            basis, [Plan.Row(scheduledAt: .morning)],
            next: .morning.advanced(bySeconds: Int64(index) * 60))
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(written == 1)
    #expect(try await world.occurrences(of: id).count == 1)
    #expect(try await world.claim().count == 1)
  }
}
