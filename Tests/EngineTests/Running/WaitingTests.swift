import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Steps that are taken, and answered later.
@Suite(.timeLimit(.minutes(20))) struct WaitingTests {
  let world = World()
  private let deadline = instant("2026-11-24T11:00:00Z")

  @Test func `a step that was taken waits, held by nobody, and the run goes on with its answer`()
    async throws
  {
    try await begin(workflow("note", "note"))
    #expect(await row.occurrence.phase == .awaitingAnswer(deadline))
    #expect(try await world.claims().isEmpty)
    #expect(try await answer(.result(record: ["id": 7])) == .taken)
    let tool = ScriptedTool()
    try await world.runWaiting(tool)

    #expect(tool.calls.map(\.step) == [2])
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.first?.attempts.map(\.response) == [["id": 7]])
  }

  @Test func `a restart neither repeats the call nor loses the wait`() async throws {
    try await begin(workflow("note"))
    try await restart()
    world.clock.advance(seconds: 3600)
    let tool = ScriptedTool()
    try await world.runWaiting(tool)
    #expect(await row.occurrence.phase == .awaitingAnswer(deadline))
    _ = try await answer(.result(record: 7))
    try await restart()
    try await world.runWaiting(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.first?.attempts.map(\.durationMilliseconds) == [3_600_000])
  }

  @Test func `who dies with the answer in hand loses nothing`() async throws {
    try await begin(workflow("note"))
    _ = try await answer(.result(record: 7))
    #expect(try await world.claims(by: "crashed").count == 1)
    world.clock.advance(seconds: 31)
    let tool = ScriptedTool()
    try await world.runWaiting(tool)
    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .succeeded)
  }

  @Test
  func `a run that waits for an answer holds up no stop, and goes on when a server runs again`()
    async throws
  {
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    try await world.ledger.add(workflow("note", "note"), at: world.clock.now)
    let tool = ScriptedTool(.awaitsCallback(until: deadline))
    try await world.running(world.worker(tool)) { _ in
      while await row.occurrence.phase != .awaitingAnswer(deadline) { await Task.yield() }
    }
    #expect(await row.occurrence.phase == .awaitingAnswer(deadline))
    try await world.running(world.worker(tool)) { worker in
      let callbacks = CallbackUseCases(
        store: world.ledger.database, key: [], worker: worker,
        now: { [clock = world.clock] in clock.now })
      try await callbacks.answer(try await token(), with: .result(record: 7))
      while await row.outcome == nil { await Task.yield() }
    }
    #expect(tool.calls.map(\.step) == [1, 2])
    #expect(await row.outcome == .succeeded)
  }

  @Test func `a run that waits for an answer leaves its slot to others`() async throws {
    let tool = ScriptedTool(.awaitsCallback(until: deadline))
    let dispatcher = Dispatcher(
      ledger: world.ledger, runner: world.runner(tool), limits: RunLimits(atOnce: 1),
      now: { [clock = world.clock] in clock.now }, slotIsFree: {}, logger: world.logger)
    for id in ["waits", "other"] {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: id)
    }
    for _ in 0..<2 {
      _ = try await dispatcher.dispatch()
      while await !dispatcher.isIdle { await Task.yield() }
    }
    #expect(await world.ledger.rows.map(\.outcome) == [nil, .succeeded])
  }

  @Test func `past its deadline a step that may happen once is unknown, and a late answer noted`()
    async throws
  {
    try await begin(workflow("note"), effect: .once)
    world.clock.set("2026-11-24T11:00:00Z")
    #expect(try await answer(.result(record: 7)) == .late)
    try await world.runWaiting(ScriptedTool())

    #expect(await row.outcome == .unknown)
    #expect(
      await row.reason?.words
        == "Step 1 (note): It was taken, and no answer had come by 2026-11-24T11:00:00Z.")
    #expect(await row.run?.notices.first?.hasSuffix("It says that the step succeeded.") == true)
  }

  @Test func `past its deadline a step that may be repeated is, and fails when that is used up`()
    async throws
  {
    var policies = Policies()
    policies.attempts = 2
    let second = instant("2026-11-24T13:00:00Z")
    let tool = ScriptedTool(.awaitsCallback(until: deadline), .awaitsCallback(until: second))
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    for time in ["2026-11-24T09:00:00Z", "2026-11-24T11:00:00Z", "2026-11-24T13:00:00Z"] {
      world.clock.set(time)
      try await world.runWaiting(tool)
    }
    #expect(tool.calls.map(\.attempt) == [1, 2])
    #expect(Set(tool.calls.map(\.idempotencyKey)).count == 1)
    #expect(await row.outcome == .failed)
    #expect(await row.steps.first?.attempts.count == 2)
  }

  @Test(
    arguments: [
      .awaitsCallback(until: instant("2026-11-24T11:00:00Z")), .noAnswer("Broken."),
      .failed("502.", response: nil, retry: .ifRepeatable(after: nil)),
      .succeeded(result: nil, response: nil),
    ] as [ToolResult])
  func `an answer that comes before its call's own reply counts`(reply: ToolResult) async throws {
    let world = world
    let tool = ScriptedTool(
      effect: .once, reply,
      during: { call in
        let token = CallbackToken(
          runID: call.runID, step: call.step, attempt: call.attempt,
          expires: world.clock.now.advanced(bySeconds: 3600))
        _ = try? await world.ledger.database.answer(
          token, with: .result(record: "early"), at: world.clock.now)
      })
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    // It leaves the run, which goes on at once with the answer.
    for _ in 1...2 { try await world.runWaiting(tool) }

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.first?.attempts.map(\.response) == ["early"])
  }

  @Test func `an answer to an attempt that a crash cut off counts, though another follows`()
    async throws
  {
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let claim = try #require(try await world.claims(by: "crashed").first)
    _ = try await world.ledger.beginAttempt(
      AttemptStart(
        step: 1, tool: "note", adapter: .local, effect: .idempotent, number: 1,
        startedAt: world.clock.now, request: nil), of: claim.key)
    world.clock.advance(seconds: 31)
    try await world.runWaiting(ScriptedTool(.awaitsCallback(until: deadline)))
    #expect(await row.steps.first?.attempts.count == 2)
    #expect(try await answer(.result(record: 7), to: 1) == .taken)
    #expect(try await answer(.result(record: 8), to: 2) == .second)
    let tool = ScriptedTool()
    try await world.runWaiting(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.first?.attempts.first?.response == 7)
    #expect(await row.steps.first?.attempts.first?.error == nil)
  }

  @Test func `an error is tried again where that is safe, and each attempt is answered once`()
    async throws
  {
    try await begin(workflow("note"))
    let error = CallbackAnswer.error(words: "It says: Busy.", isPermanent: false)
    #expect(try await answer(error) == .taken)
    let tool = ScriptedTool(.awaitsCallback(until: deadline))
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.attempt) == [2])
    #expect(await row.steps.first?.attempts.map(\.error) == ["It says: Busy.", nil])
    #expect(try await answer(.result(record: 7), to: 1) == .second)
    #expect(try await answer(.result(record: 7), to: 2) == .taken)
    try await world.runWaiting(tool)
    #expect(await row.outcome == .succeeded)
  }

  @Test(arguments: [(false, DeploymentStatus.deployed), (true, .failed)])
  func `an error of a step that may happen once ends it, and a permanent one stops the automation`(
    isPermanent: Bool, status: DeploymentStatus
  ) async throws {
    try await begin(workflow("note"), effect: .once)
    _ = try await answer(.error(words: "It says: No.", isPermanent: isPermanent))
    try await world.runWaiting(ScriptedTool())
    #expect(await row.outcome == .failed)
    #expect(await row.reason?.words == "Step 1 (note): It says: No.")
    #expect(await world.ledger.status() == status)
  }

  @Test func `what takes no calls any more fails for good`() async throws {
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    try await world.runWaiting(ScriptedTool(.gone("It is gone.", response: "Gone")))
    #expect(await row.outcome == .failed)
    #expect(await row.steps.first?.attempts.map(\.response) == ["Gone"])
    #expect(await world.ledger.status() == .failed)
  }

  @Test func `a clock that went back since the claim does not end the wait`() async throws {
    try await begin(workflow("note"), effect: .once)
    world.clock.set("2026-11-24T11:00:00Z")
    let claim = try #require(try await world.claims().first)
    world.clock.set("2026-11-24T10:59:00Z")
    await world.runner(ScriptedTool()).run(claim)
    #expect(await row.occurrence.phase == .awaitingAnswer(deadline))
  }

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }

  /// Lets a run's first step be taken.
  private func begin(_ workflow: Workflow, effect: Effect = .idempotent) async throws {
    try await world.ledger.add(workflow, at: world.clock.now)
    try await world.runWaiting(
      ScriptedTool(effect: effect, .awaitsCallback(until: deadline)))
  }

  private func token(attempt: Int = 1) async throws -> CallbackToken {
    CallbackToken(
      runID: try #require(await row.run?.id), step: 1, attempt: attempt, expires: deadline)
  }

  private func answer(
    _ answer: CallbackAnswer, to attempt: Int = 1
  ) async throws -> CallbackReceipt {
    try await world.ledger.database.answer(
      try await token(attempt: attempt), with: answer, at: world.clock.now)
  }

  /// What a server does first.
  private func restart() async throws {
    let now = world.clock.now
    try await world.ledger.mendTimes(
      holding: [], at: now, lease: now, retry: now.advanced(bySeconds: 600))
  }
}
