import Automations
import Engine
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite struct RetryTests {
  let world = World()

  @Test func `a step that may be repeated is tried three times, waiting up to 10 and 20 s`()
    async throws
  {
    let tool = ScriptedTool(error, error, error, error)
    try await run(tool)

    #expect(tool.calls.map(\.attempt) == [1, 2, 3])
    let waits = world.clock.waits
    #expect(waits.count == 2)
    #expect(waits.allSatisfy { $0 >= .zero })
    #expect(waits.first.map { $0 <= .seconds(10) } == true)
    #expect(waits.last.map { $0 <= .seconds(20) } == true)
    #expect(await row.outcome == .failed)
    #expect(await row.steps.first?.attempts.map(\.error) == ["Broken.", "Broken.", "Broken."])
  }

  @Test func `what failed together does not come back together`() async throws {
    for _ in 0..<40 {
      try await world.ledger.add(workflow("note"), at: world.clock.now)
      try await world.runWaiting(ScriptedTool(error))
      world.clock.advance(seconds: 1)
    }

    let waits = world.clock.waits
    #expect(waits.count == 40)
    // That all lie on one side of the middle happens once in 2^39 times.
    #expect(waits.contains { $0 < .seconds(5) } && waits.contains { $0 > .seconds(5) })
  }

  @Test func `an attempt that succeeds ends the trying`() async throws {
    let tool = ScriptedTool(error)
    try await run(tool)

    #expect(tool.calls.count == 2)
    #expect(await row.outcome == .succeeded)
  }

  @Test func `all attempts carry one idempotency key`() async throws {
    let tool = ScriptedTool(error, error)
    try await run(tool)

    #expect(Set(tool.calls.map(\.idempotencyKey)).count == 1)
    #expect(tool.calls.first?.idempotencyKey.utf8.count == 64)
  }

  @Test func `steps, instants and manual runs have keys of their own`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(workflow("note", "note"), at: instant("2026-11-24T08:59:00Z"))
    try await world.runWaiting(tool)
    try await world.ledger.add(workflow("note"), at: instant("2026-11-24T09:00:00Z"))
    try await world.ledger.add(workflow("note"), at: instant("2026-11-24T09:00:00Z"), manual: true)
    try await world.ledger.add(
      workflow("note"), at: instant("2026-11-24T09:00:00Z"), traceID: "other")
    try await world.runWaiting(tool)

    #expect(tool.calls.count == 5)
    #expect(Set(tool.calls.map(\.idempotencyKey)).count == 5)
  }

  @Test func `the wait that a server asks for is kept`() async throws {
    let tool = ScriptedTool(.failed("Later.", response: nil, retry: .ifRepeatable(after: 120)))
    try await run(tool)

    #expect(world.clock.waits == [.seconds(120)])
  }

  @Test func `a server that asks for more than 10 minutes is not asked again`() async throws {
    let tool = ScriptedTool(.failed("Later.", response: nil, retry: .notTaken(after: 601)))
    try await run(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == .failed)
  }

  @Test func `an error that stays is not tried again`() async throws {
    let tool = ScriptedTool(.failed("Gone.", response: nil, retry: .never))
    try await run(tool)

    #expect(tool.calls.count == 1)
  }

  @Test func `a once step that answered with an error is failed, not repeated`() async throws {
    let tool = ScriptedTool(effect: .once, error)
    try await run(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == .failed)
  }

  @Test func `a once step that was surely not taken is tried again`() async throws {
    let refused = ToolResult.failed("No connection.", response: nil, retry: .notTaken(after: nil))
    let tool = ScriptedTool(effect: .once, refused)
    try await run(tool)

    #expect(tool.calls.count == 2)
    #expect(await row.outcome == .succeeded)
  }

  @Test func `a once step without an answer makes the run unknown`() async throws {
    let tool = ScriptedTool(effect: .once, .noAnswer("No answer within 30 s."))
    try await run(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == .unknown)
    #expect(await row.reason == Reason(.noAnswer, "Step 1 (note): No answer within 30 s."))
  }

  @Test func `unknown stays unknown where errors are passed over`() async throws {
    let tool = ScriptedTool(effect: .once, .noAnswer("No answer."))
    try await world.ledger.add(
      workflow("note", "note", onError: .continue), at: instant("2026-11-24T09:00:00Z"))
    try await world.runWaiting(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == .unknown)
  }

  @Test func `a repeatable step without an answer is tried again, and then failed`() async throws {
    let silence = ToolResult.noAnswer("No answer.")
    let tool = ScriptedTool(effect: .read, silence, silence, silence)
    try await run(tool)

    #expect(tool.calls.count == 3)
    #expect(await row.outcome == .failed)
  }

  @Test func `an attempt is repeated as its tool is bound by then, not as at the first one`()
    async throws
  {
    let refused = ToolResult.failed("No connection.", response: nil, retry: .notTaken(after: nil))
    try await world.ledger.add(workflow("note"), at: instant("2026-11-24T09:00:00Z"))
    let claim = try #require(try await world.claims().first)
    await world.runner(ScriptedTool(effect: .read, refused)).run(claim)
    let tool = ScriptedTool(effect: .once, .noAnswer("No answer."))
    try await world.runWaiting(tool)

    #expect(tool.calls.map(\.attempt) == [2])
    #expect(tool.calls.map(\.effect) == [.once])
    #expect(await row.outcome == .unknown)
  }

  @Test func `the step's own effect goes before the adapter's`() async throws {
    let tool = ScriptedTool(effect: .read, .noAnswer("No answer."))
    try await world.ledger.add(
      workflow("note", effect: .once), at: instant("2026-11-24T09:00:00Z"))
    try await world.runWaiting(tool)

    #expect(await row.outcome == .unknown)
  }

  private let error = ToolResult.failed(
    "Broken.", response: nil, retry: .ifRepeatable(after: nil))

  private func run(_ tool: ScriptedTool) async throws {
    try await world.ledger.add(workflow("note"), at: instant("2026-11-24T09:00:00Z"))
    try await world.runWaiting(tool)
  }

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }
}
