import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing
import Workflows

/// Each change of state is a line of the log, which names automation, run and step.
@Suite struct LogTests {
  let world = World()
  private let lines = Lines()
  private var logger: Logger { Logger(label: "test") { _ in lines.handler } }

  @Test func `a run that is tried again tells of every step, and of nothing that was sent`()
    async throws
  {
    let secret = "sk-0123456789"
    let steps = [
      Workflow.Step(tool: "note", params: ["key": .string(secret)], effect: .idempotent)
    ]
    try await world.ledger.add(Workflow(steps: steps), at: world.clock.now)
    let tool = ScriptedTool(
      .failed("Not now.", response: .string(secret), retry: .ifRepeatable(after: nil)))
    let claim = try #require(try await world.claims().first)
    await runner(tool).run(claim)
    world.clock.advance(seconds: 10)
    await runner(tool).run(try #require(try await world.claims().first))

    #expect(
      lines.messages == [
        "run started", "step started", "attempt failed, another follows", "run goes on",
        "step started", "step ended", "run ended",
      ])
    #expect(
      lines.all.allSatisfy {
        $0.metadata["automation"] == "trace" && $0.metadata["run"] == "\(claim.runID)"
      })
    #expect(
      lines.all.compactMap { line in
        line.metadata["step"].map { "\($0)/\(line.metadata["attempt"] ?? "")" }
      } == ["1/1", "1/1", "1/2", "1/2"])
    #expect(lines.all.last?.metadata["outcome"] == "succeeded")
    #expect(!lines.text.contains(secret))
  }

  @Test func `a circuit that opens is an error without what a server answered`() async throws {
    var policies = Policies()
    policies.openAfter = 1
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    let claim = try #require(try await world.claims().first)
    await runner(
      ScriptedTool(.failed("It points to /x?token=hush.", response: nil, retry: .permanent))
    ).run(claim)

    #expect(lines.all.last?.level == .error)
    #expect(lines.messages.suffix(2) == ["run ended", "automation stopped"])
    #expect(!lines.text.contains("hush"))
  }

  @Test func `what waited when the circuit opened is told, a line each`() async throws {
    var policies = Policies()
    policies.openAfter = 1
    for seconds in 0...2 {
      try await world.ledger.add(
        workflow("note"), at: world.clock.now.advanced(bySeconds: Int64(seconds)),
        policies: policies)
    }
    let claim = try #require(try await world.claims(limit: 1).first)
    await runner(ScriptedTool(.failed("Gone.", response: nil, retry: .permanent))).run(claim)

    let ended = lines.all.suffix(2)
    #expect(ended.map(\.message) == ["occurrence skipped", "occurrence skipped"])
    #expect(ended.map { $0.metadata["reason"] } == ["circuit", "circuit"])
    #expect(
      ended.map { $0.metadata["scheduled_at"] }
        == ["2026-11-24T09:00:01Z", "2026-11-24T09:00:02Z"])
  }

  @Test func `a row that waits for the run before it is told of once`() async throws {
    var policies = Policies()
    (policies.overlap, policies.missed) = (.queue, .all)
    let gate = Gate()
    let dispatcher = Dispatcher(
      ledger: world.ledger, runner: runner(ScriptedTool(during: { _ in await gate.pass() })),
      limits: RunLimits(), now: { [clock = world.clock] in clock.now }, slotIsFree: {},
      logger: logger)
    for _ in 0...1 {
      try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
      _ = try await dispatcher.dispatch()
      world.clock.advance(seconds: 1)
    }
    _ = try await dispatcher.dispatch()
    let waits = lines.all.filter { $0.message == "occurrence waits for the run before" }
    #expect(waits.map { $0.metadata["scheduled_at"] } == ["2026-11-24T09:00:01Z"])
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }
  }

  @Test func `a step that a crash made unknown is told when somebody goes on`() async throws {
    try await world.ledger.add(workflow("note", effect: .once), at: world.clock.now)
    let claim = try #require(try await world.claims(by: "crashed").first)
    _ = try await world.ledger.beginAttempt(
      AttemptStart(
        step: 1, tool: "note", adapter: .local, effect: .once, number: 1,
        startedAt: world.clock.now, request: .null), of: claim.key)
    world.clock.advance(seconds: 31)
    await runner(ScriptedTool()).run(try #require(try await world.claims().first))

    #expect(lines.messages == ["run resumed", "step ended", "run ended"])
    #expect(lines.all[1].metadata["outcome"] == "unknown")
  }

  @Test(arguments: [(Effect.once, "unknown"), (.idempotent, "cancelled")])
  func `a step that somebody's stop cut off is told, and so is who`(
    effect: Effect, outcome: String
  ) async throws {
    try await world.ledger.add(workflow("note", effect: effect), at: world.clock.now)
    let claim = try #require(try await world.claims().first)
    _ = try await world.ledger.beginAttempt(
      AttemptStart(
        step: 1, tool: "note", adapter: .local, effect: effect, number: 1,
        startedAt: world.clock.now, request: .null), of: claim.key)
    let cancellation = try await world.ledger.database.cancel(
      claim.runID, because: Reason(.stopped, "Stopped."), at: world.clock.now, in: .everybody)
    guard case .ended(let run) = cancellation else {
      Issue.record("\(String(describing: cancellation))")
      return
    }
    Worker(
      ledger: world.ledger, bindings: MemoryBindings(), adapters: [], zones: TimeZoneDatabase(),
      now: { [clock = world.clock] in clock.now }, logger: logger
    ).ended(run, by: .of(.user("alice"), at: world.clock.now))

    #expect(lines.messages == ["step ended", "run ended"])
    #expect(lines.all.map { $0.metadata["outcome"] } == ["\(outcome)", "cancelled"])
    #expect(
      lines.all.allSatisfy {
        $0.metadata["run"] == "\(claim.runID)" && $0.metadata["user"] == "alice"
      })
    #expect(lines.all[0].metadata["step"] == "1")
  }

  private func runner(_ tool: ScriptedTool) -> Runner {
    Runner(
      ledger: world.ledger, bindings: MemoryBindings(), adapters: [tool],
      now: { [clock = world.clock] in clock.now }, logger: logger)
  }
}
