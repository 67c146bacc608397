import Automations
import Engine
import OrderedJSON
import Scheduling
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Workflows

/// What a stop means for runs that have nothing under way.
@Suite(.timeLimit(.minutes(20))) struct StopTests {
  let world = World()

  @Test func `a run that waits for another attempt holds up no stop, and goes on in its time`()
    async throws
  {
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let later = ToolResult.failed("Later.", response: nil, retry: .notTaken(after: 300))
    try await world.running(world.worker(ScriptedTool(effect: .once, later))) { _ in
      while await world.ledger.nextRetry == nil { await Task.yield() }
    }

    let row = await world.ledger.rows[0]
    #expect(row.outcome == nil)
    #expect(row.steps.first?.retryAt == world.clock.now.advanced(bySeconds: 300))
    #expect(try await world.claims(by: "other").isEmpty)
    world.clock.advance(seconds: 300)
    #expect(try await world.claims(by: "other").map(\.beginning) == [.afterWait])
  }

  @Test func `what a stop kept from being sent has not failed, and the next start sends it`()
    async throws
  {
    try await add(attempts: 1)
    let cut = ToolResult.failed(
      "No connection: cancelled.", response: nil, retry: .notTaken(after: nil))
    try await abandon(
      ScriptedTool(
        effect: .once, cut, during: { _ in try? await Task.sleep(for: .seconds(600)) }))
    let row = await world.ledger.rows[0]
    #expect(row.outcome == nil)
    #expect(
      row.steps.first?.attempts.map(\.error) == ["The server stopped before this was sent."])

    let next = ScriptedTool(effect: .once)
    try await world.runWaiting(next)
    #expect(next.calls.map(\.attempt) == [2])
    #expect(await world.ledger.rows.map(\.outcome) == [.succeeded])
    #expect(world.clock.waits.isEmpty)
  }

  @Test func `an error answer that came before the stop counts`() async throws {
    try await add(attempts: 1)
    let busy = ToolResult.failed("Busy.", response: "busy", retry: .notTaken(after: nil))
    try await abandon(
      ScriptedTool(
        effect: .once, busy, during: { _ in try? await Task.sleep(for: .seconds(600)) }))
    #expect(await world.ledger.rows.map(\.outcome) == [.failed])
  }

  @Test func `a stop that is cancelled leaves what goes on at once, without a turn in vain`()
    async throws
  {
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let tool = ScriptedTool(
      .noAnswer("Ended."), during: { _ in try? await Task.sleep(for: .seconds(600)) })
    let group = ServiceGroup(services: [world.worker(tool)], logger: world.logger)
    let task = Task { try await group.run() }
    while tool.calls.isEmpty || world.clock.waits.isEmpty { await Task.yield() }
    await group.triggerGracefulShutdown()
    // The drain's own wait is for a second.
    while world.clock.waits.last != .seconds(1) { await Task.yield() }
    let waits = world.clock.waits.count
    task.cancel()
    _ = await task.result

    #expect(world.clock.waits.count <= waits + 1)
    #expect(await world.ledger.rows.map(\.outcome) == [nil])
    #expect(try await world.claims(by: "other").map(\.beginning) == [.reclaimed])
  }

  @Test func `a run that somebody ended is let go though the renewal after it failed`()
    async throws
  {
    let tool = ScriptedTool(
      .noAnswer("Ended."), during: { _ in try? await Task.sleep(for: .seconds(600)) })
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    try await world.ledger.add(workflow("note"), at: world.clock.now, manual: true)
    let worker = world.worker(tool)
    let group = ServiceGroup(services: [worker], logger: world.logger)
    let task = Task { try await group.run() }
    while tool.calls.isEmpty || world.clock.waits.isEmpty { await Task.yield() }
    let cancellation = try await world.ledger.database.cancel(
      try #require(tool.calls.first?.runID), because: Reason(.stopped, "Stopped."),
      at: world.clock.now, in: .everybody)
    guard case .ended(let run) = cancellation else { throw Trouble() }
    world.ledger.failNextRenewal()
    worker.ended(run, by: .of(.user("alice"), at: world.clock.now))
    // The clock stands: no renewal is due. The next turn comes all the same, and soon.
    while world.ledger.renewalCount == 0 || world.clock.waits.last != .seconds(1) {
      await Task.yield()
    }
    worker.wake()
    while tool.answers == 0 { await Task.yield() }

    #expect(world.ledger.renewalCount == 2)
    #expect(await world.ledger.rows.map(\.outcome) == [.cancelled])
    await group.triggerGracefulShutdown()
    try await task.value
  }

  private func add(attempts: Int) async throws {
    var policies = Policies()
    policies.attempts = attempts
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
  }

  /// Stops the dispatcher while the tool is called.
  private func abandon(_ tool: ScriptedTool) async throws {
    let dispatcher = Dispatcher(
      ledger: world.ledger, runner: world.runner(tool), limits: RunLimits(),
      now: { [clock = world.clock] in clock.now }, slotIsFree: {}, logger: world.logger)
    _ = try await dispatcher.dispatch()
    while tool.calls.isEmpty { await Task.yield() }
    await dispatcher.abandon()
  }
}

private struct Trouble: Error {}
