import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// A crash is a claim whose holder is never heard of again: a later one finds what it wrote.
@Suite struct ResumptionTests {
  let world = World()

  @Test func `finished steps are not repeated`() async throws {
    let crashed = try await crash(during: 2, effect: .idempotent)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(crashed.calls.map(\.step) == [1])
    #expect(tool.calls.map(\.step) == [2, 3])
    #expect(await row.outcome == .succeeded)
  }

  @Test func `a repeatable step in flight is tried again with the same key`() async throws {
    try await crash(during: 2, effect: .idempotent)
    let first = ScriptedTool()
    try await goOn(first)
    let other = World()
    try await other.ledger.add(threeSteps, at: instant("2026-11-24T09:00:00Z"))
    let undisturbed = ScriptedTool()
    try await other.runWaiting(undisturbed)

    #expect(first.calls.first?.attempt == 2)
    #expect(first.calls.first?.idempotencyKey == undisturbed.calls[1].idempotencyKey)
    let interrupted = await row.steps.dropFirst().first?.attempts.first
    #expect(interrupted?.error?.hasPrefix("The server stopped") == true)
    #expect(interrupted?.durationMilliseconds != nil)
  }

  @Test func `a once step in flight makes the run unknown, and nothing is sent`() async throws {
    try await crash(during: 2, effect: .once)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .unknown)
    #expect(await row.reason?.words.contains("server stopped") == true)
    #expect(await row.steps.last?.outcome == .unknown)
  }

  @Test func `what was cut off in its last attempt is tried again`() async throws {
    try await crash(during: 1, effect: .idempotent, attempts: 4)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(tool.calls.first?.attempt == 5)
    #expect(await row.outcome == .succeeded)
  }

  @Test func `attempts that were cut off are not among those that the policies give`() async throws
  {
    try await crash(during: 1, effect: .idempotent, attempts: 2)
    let error = ToolResult.failed("503", response: nil, retry: .ifRepeatable(after: nil))
    let tool = ScriptedTool(error, error)
    try await goOn(tool)

    #expect(tool.calls.prefix(3).map(\.attempt) == [3, 4, 5])
    #expect(await row.outcome == .succeeded)
  }

  @Test func `a step that stops one server after another is not tried for ever`() async throws {
    try await crash(during: 1, effect: .idempotent, attempts: 5)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .failed)
  }

  @Test func `a step that waited for another attempt goes on with it`() async throws {
    let claim = try await claim()
    try await begin(1, attempt: 1, effect: .once, claim)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 5, response: nil, error: "No connection.",
        outcome: nil), of: claim.key)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(tool.calls.first?.attempt == 2)
    #expect(await row.outcome == .succeeded)
  }

  @Test func `what is left of a wait is waited for, and no more than that`() async throws {
    let asked = try await claim()
    try await failedOnce(retryAt: instant("2026-11-24T09:05:00Z"), asked)
    let tool = ScriptedTool()
    try await goOn(tool)
    #expect(world.clock.waits == [.seconds(269)])
    #expect(tool.calls.map(\.attempt) == [2, 1, 1])

    let other = ResumptionTests()
    let over = try await other.claim()
    try await other.failedOnce(retryAt: instant("2026-11-24T09:00:31Z"), over)
    try await other.goOn(ScriptedTool())
    #expect(other.world.clock.waits.isEmpty)
  }

  @Test func `a clock that went back makes no wait longer than any is`() async throws {
    let claim = try await claim()
    try await failedOnce(retryAt: instant("2026-11-25T09:00:00Z"), claim)
    let now = world.clock.now
    try await world.ledger.mendTimes(
      holding: [], at: now, lease: now, retry: now.advanced(bySeconds: 600))
    try await goOn(ScriptedTool())
    #expect(world.clock.waits == [.seconds(600 - 31)])
  }

  @Test func `an error that stays stops the automation though a crash came between`() async throws {
    let claim = try await claim()
    try await begin(1, attempt: 1, effect: .once, claim)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 5, response: nil, error: "Gone.",
        outcome: .failed, isPermanent: true), of: claim.key)
    let tool = ScriptedTool()
    try await goOn(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .failed)
    #expect(await world.ledger.status() == .failed)
  }

  @Test func `a late writer with an old claim changes nothing`() async throws {
    let old = try await claim()
    try await goOn(ScriptedTool())
    await world.runner(ScriptedTool(.failed("Late.", response: nil, retry: .never))).run(old)

    #expect(await row.outcome == .succeeded)
  }

  private let threeSteps = workflow("note", "append_row", "note")

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }

  /// Runs to the middle of a step, and no further.
  @discardableResult
  private func crash(during step: Int, effect: Effect, attempts: Int = 1) async throws
    -> ScriptedTool
  {
    let claim = try await claim()
    let tool = ScriptedTool()
    for finished in 1..<max(step, 1) {
      try await begin(finished, attempt: 1, effect: effect, claim)
      _ = await tool.perform(
        ToolCall(
          runID: claim.runID, userID: claim.userID, scheduledAt: claim.scheduledAt,
          step: finished, tool: "note", connection: .local, params: .null, attempt: 1,
          timeout: 1,
          idempotencyKey: ""))
      _ = try await world.ledger.endAttempt(
        AttemptEnd(
          step: finished, number: 1, durationMilliseconds: 5, response: "done", error: nil,
          outcome: .succeeded), of: claim.key)
    }
    for attempt in 1...attempts { try await begin(step, attempt: attempt, effect: effect, claim) }
    return tool
  }

  private func claim() async throws -> Claim {
    try await world.ledger.add(threeSteps, at: instant("2026-11-24T09:00:00Z"))
    let claims = try await world.claims(by: "crashed", limit: 1)
    return try #require(claims.first)
  }

  private func begin(_ step: Int, attempt: Int, effect: Effect, _ claim: Claim) async throws {
    let isHeld = try await world.ledger.beginAttempt(
      AttemptStart(
        step: step, tool: threeSteps.steps[step - 1].tool, adapter: .local, effect: effect,
        number: attempt, startedAt: world.clock.now, request: .null), of: claim.key)
    try #require(isHeld)
  }

  private func failedOnce(retryAt: Instant, _ claim: Claim) async throws {
    try await begin(1, attempt: 1, effect: .once, claim)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 5, response: nil, error: "Later.",
        outcome: nil, retryAt: retryAt), of: claim.key)
  }

  private func goOn(_ tool: ScriptedTool) async throws {
    world.clock.advance(seconds: 31)
    try await world.runWaiting(tool)
  }
}
