import Scheduling
import Testing
import Workflows

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
    #expect(due.map(\.version.traceID) == [ids[1], ids[0]])
    #expect(due.map(\.nextRunAt).first == .morning.advanced(bySeconds: 10))
    #expect(due.map(\.userID) == ["alice", "alice"])
    #expect(due.map(\.version.workflow).first == World.workflow())
    #expect(try await world.ledger.due(at: tomorrow, limit: 1).count == 1)
    #expect(try await world.ledger.nextInstant() == .morning.advanced(bySeconds: 10))
  }

  @Test func `has nothing due where nothing is deployed`() async throws {
    try await world.save()
    #expect(try await world.ledger.due(at: tomorrow, limit: 9).isEmpty)
    #expect(try await world.ledger.nextInstant() == nil)
  }

  @Test func `writes rows and advances the next instant`() async throws {
    let id = try await world.planned()
    #expect(try await world.traces.summary(id, in: .alice)?.nextRunAt == tomorrow)
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
    let stretch = Plan.Stretch(until: tomorrow, instants: 1_440)
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, stretch: stretch, skipped: reason)], from: .morning)
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.outcome == .skipped)
    #expect(row.reason == reason)
    #expect(row.until == tomorrow)
    #expect(row.instants == 1_440)
    #expect(try await world.claim(at: tomorrow).isEmpty)
  }

  @Test func `changes nothing for another version, another owner or another next instant`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id)
    let rows = [Plan.Row(scheduledAt: .morning)]
    try await world.plan(id, rows, from: .morning, version: 2)
    try await world.plan(id, rows, from: .morning.advanced(bySeconds: 1))
    try await world.plan(id, of: "bob", rows, from: .morning)
    try await world.plan("nobody's", rows, from: .morning)
    #expect(try await world.occurrences(of: id).isEmpty)
    #expect(try await world.ledger.nextInstant() == .morning)
  }

  @Test func `changes nothing for what is paused`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.deployments.setStatus(
      of: id, to: .paused, reason: nil, nextRunAt: nil, at: .morning, in: .alice)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)], from: .morning)
    #expect(try await world.occurrences(of: id).isEmpty)
  }

  @Test func `an instant that has a row keeps it`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.ledger.finish(claim.key, outcome: .succeeded, reason: nil, at: .morning)
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning), Plan.Row(scheduledAt: tomorrow)], from: tomorrow)
    let rows = try await world.occurrences(of: id)
    #expect(rows.map(\.scheduledAt) == [tomorrow, .morning])
    #expect(rows.map(\.outcome) == [nil, .succeeded])
  }

  @Test func `an over schedule stays deployed without a next instant`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)], from: .morning, next: nil)
    let summary = try await world.traces.summary(id, in: .alice)
    #expect(summary?.status == .deployed)
    #expect(summary?.nextRunAt == nil)
  }

  @Test func `a plan that cannot go on fails the automation with the reason`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [], from: .morning, failure: "Its time zone is gone")
    let summary = try await world.traces.summary(id, in: .alice)
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
      walked += batch.map(\.version.traceID)
      #expect(last.version.traceID == walked.last)
    }
    #expect(walked == ids.sorted())
  }

  @Test func `of many plans for one instant one counts`() async throws {
    let world = world
    let id = try await world.save()
    try await world.deploy(id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 1...40 {
        group.addTask {
          // Each would go on at another instant: the one that came first has its way alone.
          try await world.plan(
            id, [Plan.Row(scheduledAt: .morning)], from: .morning,
            next: .morning.advanced(bySeconds: Int64(index) * 60))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await world.occurrences(of: id).count == 1)
    #expect(try await world.claim().count == 1)
  }
}
