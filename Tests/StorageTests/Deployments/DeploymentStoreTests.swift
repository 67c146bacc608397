import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct DeploymentStoreTests {
  let world: World

  init() throws { world = try World() }

  @Test func `deploys under a new name and reads it back with all fields`() async throws {
    let id = try await world.save("Old")
    #expect(try await world.deploy(id, name: "New", steps: 2) == 1)
    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.status == .deployed)
    #expect(summary.name == "New")
    #expect(summary.schedule?.read == World.daily)
    #expect(summary.scheduleSummary == "Daily at 09:00")
    #expect(summary.version == 1)
    #expect(summary.nextRunAt == .morning)
    #expect(summary.deployedAt == .morning.advanced(bySeconds: -60))
    #expect(summary.updatedAt == .morning.advanced(bySeconds: -60))

    let version = try #require(try await world.deployments.version(of: id, in: .alice))
    #expect(version.traceID == id)
    #expect(version.number == 1)
    #expect(version.workflow == World.workflow(steps: 2))
    #expect(version.schedule == World.daily)
    #expect(version.anchor == .morning)
    #expect(version.createdAt == .morning.advanced(bySeconds: -60))
  }

  @Test func `keeps the name where none is given`() async throws {
    let id = try await world.save("Kept")
    try await world.deploy(id)
    #expect(try await world.traces.automation(id, in: .alice)?.name == "Kept")
  }

  @Test func `counts versions within an automation, whether the workflow changed or not`()
    async throws
  {
    let (one, other) = (try await world.save(), try await world.save())
    #expect(try await world.deploy(one, steps: 1) == 1)
    #expect(try await world.deploy(one, steps: 2) == 2)
    #expect(try await world.deploy(one, steps: 1) == 3)
    #expect(try await world.deploy(other) == 1)
    let version = try await world.deployments.version(of: one, in: .alice)
    #expect(version?.number == 3)
    #expect(version?.workflow == World.workflow(steps: 1))
  }

  @Test func `deploys nothing that stands otherwise than was seen`() async throws {
    let id = try await world.save("Old")
    let draft = try await world.seen(id)
    #expect(try await world.deploy(id, seeing: draft) == 1)
    var all = [draft, try await world.seen(id)]
    for change in [
      try TraceChange(name: "New", traceData: nil), try TraceChange(name: nil, traceData: []),
      try TraceChange(name: "", traceData: nil),
    ] {
      _ = try await world.traces.update(id, change, at: .morning, in: .alice)
      all.append(try await world.seen(id))
    }
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: .failed, reason: nil, nextRunAt: nil, planAt: nil, at: .morning, version: 1),
      in: .alice)
    for seen in all {
      #expect(try await world.deploy(id, name: "Mine", steps: 2, seeing: seen) == nil)
    }
    #expect(try await world.traces.automation(id, in: .alice)?.name == nil)
    #expect(
      try await world.deployments.version(of: id, in: .alice)?.workflow == World.workflow())
    #expect(try await world.deploy(id, seeing: world.seen(id)) == 2)
  }

  @Test func `an instant that came while it was deployed is the new version's`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    let before = Instant.morning.advanced(byMilliseconds: -10)
    try await world.deploy(id, at: before)
    #expect(try await world.occurrences(of: id).isEmpty)
    #expect(try await world.ledger.automation(id)?.plannedTo == before)
  }

  @Test func `an instant that a stretch took in while it was deployed stays in it`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    let until = Instant.morning.advanced(bySeconds: 6060)
    let stretch = Plan.Stretch(until: until, days: [until.day: 102])
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, stretch: stretch, skipped: .missedAndSkipped)])
    try await world.deploy(id, at: until.advanced(byMilliseconds: -10))
    #expect(try await world.ledger.automation(id)?.plannedTo == until)
  }

  @Test func `what was never deployed has nothing to plan, wherever the clock goes`() async throws {
    let id = try await world.save()
    let change = StatusChange(
      status: .failed, reason: "By hand", nextRunAt: nil, planAt: nil, at: .morning, version: nil)
    #expect(try await world.deployments.setStatus(of: id, change, in: .alice) == [])
    try await world.ledger.rewind(
      [Rewind(traceID: id, cuts: [])], to: .morning.advanced(bySeconds: -60))
    #expect(try await world.ledger.nextWork().planAt == nil)
  }

  @Test func `has no version before a deployment`() async throws {
    let id = try await world.save()
    #expect(try await world.deployments.version(of: id, in: .alice) == nil)
    #expect(try await world.deploy("nobody's") == nil)
  }

  @Test func `a trace saved anew says so until it is deployed anew`() async throws {
    let id = try await world.save()
    let change = try TraceChange(name: nil, traceData: [["event": "completion"]])
    _ = try await world.traces.update(id, change, at: .morning, in: .alice)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == false)

    try await world.deploy(id)
    _ = try await world.traces.update(id, change, at: .morning, in: .alice)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == false)

    let other = try TraceChange(name: nil, traceData: World.entries)
    _ = try await world.traces.update(id, other, at: .morning, in: .alice)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == true)
    let version = try await world.deployments.version(of: id, in: .alice)
    #expect(version?.workflow == World.workflow())

    try await world.deploy(id)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == false)
  }

  @Test func `a trace saved anew while it is deployed says so too`() async throws {
    let id = try await world.save()
    let revision = try #require(
      try await world.traces.trace(id, in: .alice)?.automation.workflowRevision)
    try await world.deploy(id, from: revision)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == false)
    let change = try TraceChange(name: nil, traceData: [["event": "completion"]])
    _ = try await world.traces.update(id, change, at: .morning, in: .alice)
    try await world.deploy(id, from: revision)
    #expect(try await world.traces.automation(id, in: .alice)?.changedSinceDeployed == true)
  }

  @Test func `redeploying removes what waits of the version before, and nothing else`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id, steps: 1)
    let (ended, running, waiting) = (
      Instant.morning, Instant.morning.advanced(bySeconds: 60),
      Instant.morning.advanced(bySeconds: 120)
    )
    let missed = Reason(.missed, "The server was down")
    try await world.plan(
      id,
      [
        Plan.Row(scheduledAt: ended, skipped: missed), Plan.Row(scheduledAt: running),
        Plan.Row(scheduledAt: waiting),
      ])
    let claims = try await world.claim(at: running)
    try await world.insertManualRun("manual", of: id, at: waiting)
    try await world.deploy(id, steps: 2, next: waiting)

    let rows = try await world.occurrences(of: id)
    #expect(rows.map(\.scheduledAt) == [waiting, running, ended])
    #expect(rows.map(\.manual) == [true, false, false])
    #expect(try await world.finish(try #require(claims.first), .succeeded, at: waiting) != nil)
  }

  @Test func `a run keeps the version that it began with`() async throws {
    let id = try await world.save()
    try await world.deploy(id, steps: 1)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    _ = try await world.claim()
    try await world.deploy(id, steps: 2)
    let claim = try await world.claim(at: .morning.advanced(bySeconds: 31)).first
    let work = try await world.ledger.work(of: try #require(claim))
    #expect(work.workflow == World.workflow(steps: 1))
  }
}

extension World {
  /// - Parameter ofDeployed: whether it is a run of the version that is deployed.
  func insertManualRun(
    _ runID: String, of traceID: String, ofDeployed: Bool = false, at time: Instant = .morning,
    in scope: Scope = .alice
  ) async throws {
    _ = try await history.insertManualRun(
      NewManualRun(
        runID: runID, traceID: traceID, workflow: ofDeployed ? nil : World.workflow(),
        requestedAt: time), in: scope)
  }
}
