import Automations
import Scheduling
import TestSupport
import Testing

/// What people change in what ran.
@Suite struct SettlingTests {
  let world: World

  init() throws { world = try World() }

  private let stop = Reason(.stopped, "Stopped by alice.")
  private let later = Instant.morning.advanced(bySeconds: 60)

  @Test func `a run that waits is cancelled at once`() async throws {
    let id = try await world.save()
    try await world.insertManualRun("run", of: id)
    #expect(try await cancel("run") == nil)
    #expect(try await world.claim().isEmpty)
    let run = try #require(try await world.history.run("run", in: .alice))
    #expect(run.outcome == .cancelled)
    #expect(run.reason == stop)
    #expect(run.finishedAt == later)
  }

  @Test func `a run that goes on is cancelled, and what its worker writes after counts no more`()
    async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim)
    #expect(try await cancel(claim.runID) == nil)
    #expect(try await !world.end(1, of: claim, outcome: .succeeded))
    #expect(try await world.ledger.renew([claim.key], lease: later).isEmpty)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.steps.map(\.outcome) == [.cancelled])
    #expect(run.reason == stop)
  }

  @Test func `what has ended is told how, and stays`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .succeeded)
    #expect(try await cancel(claim.runID) == .succeeded)
    #expect(try await world.history.run(claim.runID, in: .alice)?.outcome == .succeeded)
  }

  @Test func `nobody cancels, repeats or settles what is somebody else's`() async throws {
    let runID = try await unknown()
    #expect(
      try await world.history.cancel(runID, because: stop, at: later, in: .bob) == nil)
    #expect(try await !world.history.insertRerun(of: runID, as: "x", at: later, in: .bob))
    #expect(try await !world.history.settle(runID, settlement(.succeeded), in: .bob))
    #expect(try await world.history.run(runID, in: .alice)?.outcome == .unknown)
  }

  @Test func `running again takes the version that ran`() async throws {
    let id = try await world.save()
    try await world.deploy(id, steps: 2)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .failed)
    try await world.deploy(id, steps: 3, next: later)
    #expect(
      try await world.history.insertRerun(of: claim.runID, as: "again", at: later, in: .alice))
    let again = try #require(try await world.claim(at: later).first)
    #expect(again.runID == "again")
    #expect(try await world.ledger.work(of: again).workflow == World.workflow(steps: 2))
    #expect(again.manual)
    #expect(try await world.history.run("again", in: .alice)?.rerunOf == claim.runID)
  }

  @Test(arguments: [Outcome.succeeded, .failed])
  func `a person settles what is unknown, once`(outcome: Outcome) async throws {
    let runID = try await unknown()
    #expect(try await world.history.settle(runID, settlement(outcome), in: .alice))
    let run = try #require(try await world.history.run(runID, in: .alice))
    #expect(run.outcome == outcome)
    #expect(run.reason == Reason(.settled, "alice knows. Before that: No answer."))
    let last = try await world.traces.automation(run.traceID, in: .alice)?.lastRun
    #expect(last?.outcome == outcome)
    #expect(try await !world.history.settle(runID, settlement(.failed), in: .alice))
  }

  @Test func `what nobody knows runs again, and stays unknown`() async throws {
    let runID = try await unknown()
    #expect(try await world.history.settle(runID, settlement(nil, rerun: "again"), in: .alice))
    #expect(try await !world.history.settle(runID, settlement(nil, rerun: "twice"), in: .alice))
    #expect(try await world.history.run(runID, in: .alice)?.outcome == .unknown)
    #expect(try await world.claim(at: later).map(\.runID) == ["again"])
  }

  @Test func `a run tells how far it has come`() async throws {
    let id = try await world.save()
    try await world.deploy(id, steps: 3)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    let claim = try #require(try await world.claim().first)
    #expect(try await progress(claim) == "step 1 of 3, attempt 1")
    _ = try await world.begin(1, of: claim)
    _ = try await world.end(1, of: claim, outcome: .succeeded)
    #expect(try await progress(claim) == "step 2 of 3, attempt 1")
    _ = try await world.begin(2, of: claim)
    _ = try await world.end(2, of: claim, outcome: nil, error: "503", retryAt: later)
    #expect(
      try await progress(claim) == "step 2 of 3, attempt 1, waits until 2026-11-24T09:01:00Z")
    let again = try #require(try await world.claim(at: later).first)
    _ = try await world.begin(2, attempt: 2, of: again)
    #expect(try await progress(claim) == "step 2 of 3, attempt 2")
    try await world.finish(again, .failed)
    #expect(try await world.history.run(claim.runID, in: .alice)?.progress == nil)
  }

  private func progress(_ claim: Claim) async throws -> String? {
    try await world.history.run(claim.runID, in: .alice)?.progress.map {
      "step \($0.step) of \($0.of), attempt \($0.attempt)"
        + ($0.waitingUntil.map { ", waits until \($0.rfc3339)" } ?? "")
    }
  }

  /// - Returns: how it had ended; `nil`: it ends now.
  private func cancel(_ runID: String) async throws -> Outcome? {
    switch try #require(
      try await world.history.cancel(runID, because: stop, at: later, in: .alice))
    {
    case .ended(let run):
      #expect(run.runID == runID && run.reason == stop)
      return nil
    case .hadEnded(let outcome): return outcome
    }
  }

  private func settlement(_ outcome: Outcome?, rerun: String? = nil) -> Settlement {
    Settlement(
      outcome: outcome, reason: Reason(.settled, "alice knows."), rerunID: rerun, at: later)
  }

  private func unknown() async throws -> String {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .unknown, Reason(.noAnswer, "No answer."))
    return claim.runID
  }
}
