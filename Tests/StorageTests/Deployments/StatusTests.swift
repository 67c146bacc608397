import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct StatusTests {
  let world: World

  init() throws { world = try World() }

  private func setStatus(
    _ id: String, _ status: DeploymentStatus, reason: String? = nil, next: Instant? = nil,
    in scope: Scope = .alice
  ) async throws {
    let version = try await world.deployments.version(of: id, in: .everybody)?.number
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: status, reason: reason, nextRunAt: next, planAt: next,
        at: .morning.advanced(bySeconds: 5), version: version), in: scope)
  }

  @Test func `a status for the version before changes nothing`() async throws {
    let id = try await world.planned()
    try await world.deploy(id)
    let change = StatusChange(
      status: .paused, reason: "Not now.", nextRunAt: nil, planAt: .morning, at: .morning,
      version: 1)
    #expect(try await world.deployments.setStatus(of: id, change, in: .alice) == nil)
    #expect(try await world.traces.automation(id, in: .alice)?.status == .deployed)
  }

  @Test func `a status that is to follow another one changes nothing`() async throws {
    let id = try await world.planned()
    for (before, isDone) in [(DeploymentStatus.failed, false), (.deployed, true)] {
      let change = StatusChange(
        status: .paused, reason: "Not now.", nextRunAt: nil, planAt: .morning, at: .morning,
        version: 1, before: before)
      let withdrawn = try await world.deployments.setStatus(of: id, change, in: .alice)
      #expect((withdrawn != nil) == isDone)
      let status = try await world.traces.automation(id, in: .alice)?.status
      #expect(status == (isDone ? .paused : .deployed))
    }
  }

  @Test func `pausing keeps the schedule and plans nothing`() async throws {
    let id = try await world.planned()
    try await setStatus(id, .paused)
    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.status == .paused)
    #expect(summary.schedule?.read == World.daily)
    #expect(summary.version == 1)
    #expect(summary.nextRunAt == nil)
    #expect(summary.updatedAt == .morning.advanced(bySeconds: 5))
    #expect(try await world.ledger.nextWork().planAt == nil)
    #expect(try await world.claim().isEmpty)
  }

  @Test func `resuming sets the next instant`() async throws {
    let id = try await world.planned()
    let next = Instant.morning.advanced(bySeconds: 86_400)
    try await setStatus(id, .paused)
    try await setStatus(id, .deployed, next: next)
    #expect(try await world.traces.automation(id, in: .alice)?.nextRunAt == next)
    #expect(try await world.ledger.nextWork().planAt == next)
    #expect(try await world.claim().isEmpty)
  }

  @Test func `keeps the reason, and forgets it with the next status`() async throws {
    let id = try await world.planned()
    try await setStatus(id, .failed, reason: "Set to failed by hand")
    #expect(
      try await world.traces.automation(id, in: .alice)?.statusReason == "Set to failed by hand")
    try await setStatus(id, .draft)
    #expect(try await world.traces.automation(id, in: .alice)?.statusReason == nil)
  }

  @Test func `deploying closes the circuit`() async throws {
    let id = try await world.planned()
    try await setStatus(id, .failed, reason: "Three failures in a row")
    try await world.deploy(id)
    let summary = try await world.traces.automation(id, in: .alice)
    #expect(summary?.status == .deployed)
    #expect(summary?.statusReason == nil)
  }

  @Test func `the status that it has already changes nothing`() async throws {
    let id = try await world.planned()
    let before = try await world.traces.automation(id, in: .alice)
    try await setStatus(id, .deployed, reason: "again", next: .morning.advanced(bySeconds: 7))
    let after = try await world.traces.automation(id, in: .alice)
    #expect(after?.nextRunAt == before?.nextRunAt)
    #expect(after?.updatedAt == before?.updatedAt)
    #expect(after?.statusReason == nil)
    #expect(try await world.claim().count == 1)
  }

  @Test func `a run in progress goes on when its automation is paused`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await setStatus(id, .paused)
    #expect(try await world.finish(claim, .succeeded) != nil)
  }

  @Test func `a run by hand waits on when its automation is paused`() async throws {
    let id = try await world.planned()
    try await world.insertManualRun("manual", of: id, ofDeployed: true)
    try await setStatus(id, .paused)
    #expect(try await world.claim().map(\.runID) == ["manual"])
  }
}
