import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Steps that refer to what others gave.
@Suite struct ResultTests {
  let world = World()
  private let nine = instant("2026-11-24T09:00:00Z")
  private let deadline = instant("2026-11-24T11:00:00Z")

  @Test func `what a step gave reaches later ones, of its own type`() async throws {
    let orders: JSON = ["orders": [["id": .number("9007199254740993"), "paid": true]]]
    let tool = ScriptedTool(gave(orders))
    try await run(
      tool,
      [
        [:],
        [
          "id": ["$ref": "steps/s1/result/orders/0/id"],
          "first": ["$ref": "steps/s1/result/orders/0"],
          "text": ["$text": ["Order ", ["$ref": "steps/s1/result/orders/0/id"], " is there"]],
        ],
      ])
    #expect(
      tool.calls.last?.params == [
        "id": .number("9007199254740993"),
        "first": ["id": .number("9007199254740993"), "paid": true],
        "text": "Order 9007199254740993 is there",
      ])
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.last?.attempts.first?.request == tool.calls.last?.params)
  }

  @Test func `a result reaches steps whole, though its record is cut`() async throws {
    let long = JSON.string(String(repeating: "x", count: 100_000))
    let tool = ScriptedTool(.succeeded(result: ["text": long], response: "cut"))
    try await run(tool, [[:], ["text": ["$ref": "steps/s1/result/text"]]])
    #expect(tool.calls.last?.params == ["text": long])
    #expect(await row.steps.first?.attempts.first?.response == "cut")
  }

  @Test func `what a call-back answered reaches them whole too`() async throws {
    let tool = ScriptedTool(.awaitsCallback(until: deadline))
    try await run(tool, [[:], ["text": ["$ref": "steps/s1/result/text"]]])
    let long = JSON.string(String(repeating: "x", count: 100_000))
    let answer = try CallbackAnswer(["result": ["text": long]])
    let token = CallbackToken(
      runID: try #require(await row.run?.id), step: 1, attempt: 1, expires: deadline)
    #expect(
      try await world.ledger.database.answer(token, with: answer, at: world.clock.now) == .taken)
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.step) == [1, 2])
    #expect(tool.calls.last?.params == ["text": long])
    #expect(await row.outcome == .succeeded)
  }

  @Test func `a reference that finds nothing fails its step, and nothing is sent`() async throws {
    let tool = ScriptedTool(gave(["orders": []]))
    try await run(tool, [[:], ["id": ["$ref": "steps/s1/result/orders/0/id"]], [:]])
    #expect(tool.calls.map(\.step) == [1])
    #expect(await row.outcome == .failed)
    let attempt = try #require(await row.steps.last?.attempts.first)
    #expect(await row.steps.last?.attempts.count == 1)
    #expect(
      attempt.error
        == "The reference steps/s1/result/orders/0/id finds nothing: "
        + "steps/s1/result/orders is empty.")
    #expect(attempt.request == ["id": ["$ref": "steps/s1/result/orders/0/id"]])
  }

  @Test func `nothing is found of a step that failed and was passed over`() async throws {
    let tool = ScriptedTool(.failed("No.", response: "No.", retry: .never))
    var steps = steps([[:], ["x": ["$ref": "steps/s1/result"]]])
    steps[0].onError = .continue
    try await world.ledger.add(Workflow(steps: steps), at: nine)
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.step) == [1])
    #expect(await row.outcome == .failed)
  }

  @Test func `inputs and what is known of the run are found`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(
      Workflow(
        steps: steps([
          [
            "city": ["$ref": "inputs/city"], "at": ["$ref": "run/scheduled_at"],
            "day": ["$ref": "run/date"], "number": ["$ref": "run/number"],
            "last": ["$ref": "run/previous/scheduled_at", "default": "never"],
          ]
        ]), inputs: [Workflow.Input(name: "city", value: "Oslo")]), at: nine)
    try await world.runWaiting(tool)
    #expect(
      tool.calls.last?.params == [
        "city": "Oslo", "at": "2026-11-24T09:00:00Z", "day": "2026-11-24", "number": 1,
        "last": "never",
      ])
  }

  @Test func `a run that goes on after a crash finds what was kept`() async throws {
    let workflow = Workflow(steps: steps([[:], ["id": ["$ref": "steps/s1/result/id"]]]))
    try await world.ledger.add(workflow, at: nine)
    let claim = try #require(try await world.claims(by: "crashed").first)
    let isHeld = try await world.ledger.beginAttempt(
      AttemptStart(
        step: 1, tool: "note", adapter: .local, effect: .once, number: 1, startedAt: nine,
        request: .null, keepsResult: true), of: claim.key)
    #expect(isHeld)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 5, response: "done", error: nil,
        outcome: .succeeded, result: ["id": 7]), of: claim.key)
    world.clock.advance(seconds: 31)
    let tool = ScriptedTool()
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.params) == [["id": 7]])
  }

  @Test func `what was kept is gone when the run has ended`() async throws {
    let tool = ScriptedTool(gave(["id": 7]))
    try await run(tool, [[:], ["id": ["$ref": "steps/s1/result/id"]]])
    #expect(tool.calls.last?.params == ["id": 7])
    #expect(try await kept().isEmpty)
  }

  @Test func `what is too much to keep goes with the housekeeping`() async throws {
    let long = JSON.string(String(repeating: "x", count: 2 << 20))
    try await run(
      ScriptedTool(gave(long), gave(long)),
      [[:], [:], ["a": ["$ref": "steps/s1/result"], "b": ["$ref": "steps/s2/result"]]])
    #expect(try await kept().count == 2)
    _ = try await world.ledger.database.pruneRest(
      HistoryLimits(rows: 10, days: 10), at: world.clock.now)
    #expect(try await kept().isEmpty)
  }

  @Test func `a run keeps so much and no more, and says so`() async throws {
    let long = JSON.string(String(repeating: "x", count: Limits.keptResultBytes / 2))
    let tool = ScriptedTool(gave(long), gave(long))
    try await run(
      tool, [[:], [:], ["a": ["$ref": "steps/s1/result"], "b": ["$ref": "steps/s2/result"]]])
    #expect(tool.calls.map(\.step) == [1, 2])
    #expect(await row.outcome == .failed)
    #expect(await row.reason?.words.contains("at most \(Limits.keptResultBytes) bytes") == true)
  }

  @Test func `what nobody refers to is kept nowhere and read by nobody`() async throws {
    let long = JSON.string(String(repeating: "x", count: Limits.keptResultBytes + 1))
    let ledger = world.ledger
    let tool = ScriptedTool(
      gave(long), gave(1),
      during: { call in
        let key = Claim.Key(occurrenceID: 1, epoch: 1)
        let kept = try? await ledger.database.values(at: [1, 2], of: key)
        #expect(kept?.keys.map(\.step) == (call.step == 3 ? [2] : []))
      })
    try await run(tool, [["$$ref": "steps/s1/result"], [:], ["b": ["$ref": "steps/s2/result"]]])
    #expect(tool.calls.first?.params == ["$ref": "steps/s1/result"])
    #expect(await row.outcome == .succeeded)
    #expect(world.ledger.valueCount == 1)
  }

  @Test func `steps that are off are passed by, and have no line in the run`() async throws {
    let tool = ScriptedTool()
    var steps = steps([[:], [:], [:]])
    steps[1].isOn = false
    steps[1].tool = "nobody_has_this"
    try await world.ledger.add(Workflow(steps: steps), at: nine)
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.step) == [1, 3])
    #expect(await row.outcome == .succeeded)
    #expect(await row.steps.map(\.index) == [1, 3])
  }

  @Test func `a step that says how many attempts it has has so many`() async throws {
    let error = ToolResult.failed("503", response: nil, retry: .ifRepeatable(after: nil))
    let tool = ScriptedTool(error, error, error, error, error)
    var steps = steps([[:]])
    steps[0].attempts = 5
    try await world.ledger.add(Workflow(steps: steps), at: nine)
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.attempt) == [1, 2, 3, 4, 5])
    #expect(await row.outcome == .failed)
  }

  private func gave(_ value: JSON) -> ToolResult {
    .succeeded(result: value, response: value.record)
  }

  private func steps(_ params: [JSON]) -> [Workflow.Step] {
    params.map { Workflow.Step(tool: "note", params: $0) }
  }

  private func run(_ tool: ScriptedTool, _ params: [JSON]) async throws {
    try await world.ledger.add(Workflow(steps: steps(params)), at: nine)
    try await world.runWaiting(tool)
  }

  private func kept() async throws -> [StepPlace: JSON] {
    let key = Claim.Key(occurrenceID: await row.occurrence.id, epoch: 1)
    return try await world.ledger.database.values(at: [1, 2], of: key)
  }

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }
}
