import Automations
import Scheduling
import TestSupport
import Testing

/// Runs over many automations, and runs in part.
@Suite struct RunListTests {
  let world: World

  init() throws { world = try World() }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  @Test func `lists what ran or was asked for, the latest first, of one person`() async throws {
    let first = try await ran(.succeeded)
    let second = try await ran(.failed)
    try await world.plan(
      first.traceID, [Plan.Row(scheduledAt: time(1), skipped: Reason(.excluded, "x"))])
    try await world.insertManualRun("by-hand", of: first.traceID)
    _ = try await world.planned(of: "bob")
    _ = try await world.claim()
    let all = try await list()
    #expect(all.elements.map(\.run.id) == ["by-hand", second.runID, first.runID])
    #expect(all.total == 3)
    #expect(all.elements.map(\.userID) == ["alice", "alice", "alice"])
    #expect(all.elements.first?.traceName == "Weekly status")
    #expect(try await list(in: .bob).total == 1)
    #expect(try await list(in: .everybody).total == 4)
    #expect(try await list(RunFilter(traceID: first.traceID)).total == 2)
    #expect(try await list(RunFilter(outcome: .failed)).elements.map(\.run.id) == [second.runID])
    #expect(try await list(RunFilter(traceID: first.traceID), in: .bob).total == 0)
    let part = try await world.history.runs(
      RunFilter(), Window(limit: 1, offset: 1), in: .alice)
    #expect(part.elements.map(\.run.id) == [second.runID] && part.total == 3)
  }

  @Test func `a run in part has its steps, the last one and the first that failed`() async throws {
    let id = try await world.save()
    try await world.deploy(id, steps: 9)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    let claim = try #require(try await world.claim().first)
    #expect(try await part(claim, 1...3)?.last == nil)
    for step in 1...7 {
      _ = try await world.begin(step, of: claim)
      _ = try await world.end(step, of: claim, outcome: step == 5 ? .failed : .succeeded)
    }
    _ = try await world.begin(8, of: claim)
    let excerpt = try #require(try await part(claim, 3...4))
    #expect(excerpt.run.steps.map(\.index) == [3, 4])
    #expect(excerpt.run.steps.allSatisfy { $0.attempts.count == 1 })
    #expect(excerpt.last?.index == 8 && excerpt.trouble?.index == 5)
    #expect(excerpt.progress?.step == 8 && excerpt.progress?.of == 9)
    #expect(try await world.history.run(claim.runID, steps: 1...9, in: .bob) == nil)
  }

  @Test func `a ledger tells planned rows from those by hand`() async throws {
    let id = try await world.planned()
    try await world.insertManualRun("by-hand", of: id)
    #expect(try await world.occurrences(of: id, OccurrenceFilter(manual: true)).count == 1)
    let planned = try await world.occurrences(of: id, OccurrenceFilter(manual: false))
    #expect(planned.map(\.manual) == [false])
    #expect(try await world.occurrences(of: id).count == 2)
  }

  @Test func `the stop that goes on is told to its owner until it ends`() async throws {
    let id = try await world.planned()
    #expect(try await world.deployments.stop(of: id, in: .alice) == nil)
    try await setStatus(id, .paused, "The automation was paused.")
    let stop = try await world.deployments.stop(of: id, in: .alice)
    #expect(stop?.reason == Reason(.paused, "The automation was paused."))
    #expect(stop?.since == .morning && stop?.until == nil)
    #expect(try await world.deployments.stop(of: id, in: .bob) == nil)
    try await setStatus(id, .deployed, nil)
    #expect(try await world.deployments.stop(of: id, in: .alice) == nil)
  }

  @Test func `notices of one automation are those of it alone`() async throws {
    let broken = try await world.planned(policies: openAtOnce)
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .failed, Reason(.stepFailed, "500."))
    let other = try await world.save()
    #expect(try await world.history.notices(of: broken, Window(), in: .alice).total == 1)
    #expect(try await world.history.notices(of: other, Window(), in: .alice).total == 0)
    #expect(try await world.history.notices(of: broken, Window(), in: .bob).total == 0)
  }

  private var openAtOnce: Policies {
    var policies = Policies()
    policies.openAfter = 1
    return policies
  }

  private func ran(_ outcome: Outcome) async throws -> Claim {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, outcome)
    return claim
  }

  private func list(
    _ filter: RunFilter = RunFilter(), in scope: Scope = .alice
  ) async throws -> Listing<ListedRun> {
    try await world.history.runs(filter, Window(), in: scope)
  }

  private func part(_ claim: Claim, _ steps: ClosedRange<Int>) async throws -> RunExcerpt? {
    try await world.history.run(claim.runID, steps: steps, in: .alice)
  }

  private func setStatus(_ id: String, _ status: DeploymentStatus, _ reason: String?)
    async throws
  {
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: status, reason: reason, nextRunAt: nil, planAt: nil, at: .morning, version: 1),
      in: .alice)
  }
}
