import Automations
import Engine
import OrderedJSON
import Scheduling
import ServiceLifecycle
import Testing
import Workflows

/// What a stop means for runs that have nothing under way.
@Suite(.timeLimit(.minutes(5))) struct StopTests {
  let world = World()

  @Test func `a run that waits for another attempt holds up no stop, and goes on in its time`()
    async throws
  {
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let later = ToolResult.failed("Later.", response: nil, retry: .notTaken(after: 300))
    let group = ServiceGroup(
      services: [worker(ScriptedTool(effect: .once, later))], logger: world.logger)
    let task = Task { try await group.run() }
    while await world.ledger.nextRetry == nil { await Task.yield() }
    await group.triggerGracefulShutdown()
    try await task.value

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

  private func worker(_ tool: ScriptedTool) -> Worker {
    Worker(
      ledger: world.ledger, bindings: MemoryBindings(), adapters: [tool],
      zones: TimeZoneDatabase(), now: { [clock = world.clock] in clock.now },
      sleep: { [clock = world.clock] duration in
        guard duration > .zero else { return }
        clock.sleep(duration)
        try await Task.sleep(for: .seconds(3600))
      }, logger: world.logger)
  }
}
