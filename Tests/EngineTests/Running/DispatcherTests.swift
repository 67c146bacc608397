import Automations
import Engine
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite struct DispatcherTests {
  let world = World()

  @Test func `no more runs go on than there are slots`() async throws {
    let gate = Gate()
    let dispatcher = dispatcher(slots: 2, ScriptedTool(during: { _ in await gate.pass() }))
    for minute in 1...5 {
      try await world.ledger.add(
        workflow("note"), at: instant("2026-11-24T08:0\(minute):00Z"), traceID: "t\(minute)")
    }

    #expect(try await dispatcher.dispatch())
    #expect(world.ledger.claimCount == 2)
    #expect(try await !dispatcher.dispatch())
    gate.open()
    while await world.ledger.rows.contains(where: { $0.outcome == nil }) {
      _ = try await dispatcher.dispatch()
      await Task.yield()
    }
    #expect(world.ledger.claimCount == 5)
  }

  @Test func `a run that waits for its next attempt leaves its slot to others`() async throws {
    let later = ToolResult.failed("Later.", response: nil, retry: .notTaken(after: 300))
    let tool = ScriptedTool(later)
    let dispatcher = dispatcher(slots: 1, tool)
    for id in ["waits", "other"] {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: id)
    }
    for _ in 0..<2 {
      _ = try await dispatcher.dispatch()
      while await !dispatcher.isIdle { await Task.yield() }
    }
    #expect(tool.calls.map(\.attempt) == [1, 1])
    #expect(await world.ledger.rows.map(\.outcome) == [nil, .succeeded])
    world.clock.advance(seconds: 300)
    _ = try await dispatcher.dispatch()
    while await !dispatcher.isIdle { await Task.yield() }
    #expect(await world.ledger.rows.map(\.outcome) == [.succeeded, .succeeded])
  }

  @Test func `claims are renewed when 10 s have passed, and not before`() async throws {
    let gate = Gate()
    let dispatcher = dispatcher(ScriptedTool(during: { _ in await gate.pass() }))
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    _ = try await dispatcher.dispatch()

    world.clock.advance(seconds: 9)
    try await dispatcher.renew()
    #expect(world.ledger.renewalCount == 0)
    world.clock.advance(seconds: 1)
    try await dispatcher.renew()
    #expect(world.ledger.renewalCount == 1)
    world.clock.advance(seconds: 29)
    #expect(try await world.claims(by: "other").isEmpty)
    world.clock.advance(seconds: 1)
    #expect(try await world.claims(by: "other").count == 1)
    gate.open()
  }

  @Test func `a clock that jumps an hour ahead does not take runs from their own worker`()
    async throws
  {
    let gate = Gate()
    let tool = ScriptedTool(effect: .once, during: { _ in await gate.pass() })
    let dispatcher = dispatcher(tool)
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    _ = try await dispatcher.dispatch()

    world.clock.advance(seconds: 3600)
    try await dispatcher.renew()
    #expect(try await !dispatcher.dispatch())
    gate.open()
    while await world.ledger.rows[0].outcome == nil { await Task.yield() }
    #expect(await world.ledger.rows[0].outcome == .succeeded)
    #expect(tool.calls.count == 1)
  }

  @Test func `a run whose claim is gone is ended at the next renewal`() async throws {
    let dispatcher = dispatcher(
      ScriptedTool(
        effect: .once, .noAnswer("Ended."),
        during: { _ in try? await Task.sleep(for: .seconds(600)) }))
    let index = try await world.ledger.add(workflow("note"), at: world.clock.now)
    _ = try await dispatcher.dispatch()
    while await world.ledger.rows[index].steps.isEmpty { await Task.yield() }
    try await world.ledger.takeOver(index)
    world.clock.advance(seconds: 10)
    try await dispatcher.renew()

    while await !dispatcher.isIdle { await Task.yield() }
    #expect(await world.ledger.rows[index].outcome == nil)
  }

  @Test func `what is abandoned has no outcome, and the next worker goes on with it at once`()
    async throws
  {
    let dispatcher = dispatcher(
      ScriptedTool(
        .noAnswer("Ended."), during: { _ in try? await Task.sleep(for: .seconds(600)) }))
    let index = try await world.ledger.add(workflow("note"), at: world.clock.now)
    _ = try await dispatcher.dispatch()
    while await world.ledger.rows[index].steps.isEmpty { await Task.yield() }
    await dispatcher.abandon()

    let row = await world.ledger.rows[index]
    #expect(row.outcome == nil)
    #expect(row.steps.first?.attempts.first?.durationMilliseconds == nil)
    let claims = try await world.claims(by: "other")
    #expect(claims.map(\.beginning) == [.reclaimed])
  }

  private func dispatcher(slots: Int = 8, _ tool: ScriptedTool) -> Dispatcher {
    Dispatcher(
      ledger: world.ledger, runner: world.runner(tool), limits: RunLimits(atOnce: slots),
      now: { [clock = world.clock] in clock.now }, slotIsFree: {}, logger: world.logger)
  }
}
