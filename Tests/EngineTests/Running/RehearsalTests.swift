import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Runs that do only what reads.
@Suite struct RehearsalTests {
  let world = World()
  private let asked = instant("2026-11-24T09:00:00Z")

  private func rehearse(
    _ workflow: Workflow, for day: String = "2026-12-24T09:00:00Z", _ tool: ScriptedTool
  ) async throws {
    try await world.ledger.add(workflow, at: asked, manual: true, rehearses: instant(day))
    try await world.runWaiting(tool)
  }

  private func step(_ params: JSON, _ effect: Effect = .once) -> Workflow.Step {
    Workflow.Step(tool: "note", params: params, effect: effect)
  }

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }

  @Test func `what reads is done, and all else is shown as it would be sent`() async throws {
    let tool = ScriptedTool(.succeeded(result: ["id": 7], response: ["id": 7]))
    try await rehearse(
      Workflow(steps: [
        step(["q": "a"], .read), step(["id": ["$ref": "steps/s1/result/id"]]),
        step(["id": ["$ref": "steps/s1/result/id"]], .idempotent),
      ]), tool)
    #expect(tool.calls.map(\.params) == [["q": "a"]])
    let row = await row
    #expect(row.outcome == .succeeded && row.run?.rehearses != nil)
    #expect(row.steps.map(\.outcome) == [.succeeded, .skipped, .skipped])
    #expect(row.steps.map { $0.attempts.first?.request } == [["q": "a"], ["id": 7], ["id": 7]])
    #expect(
      row.steps[1].notices
        == ["This would be sent; a rehearsal carries out only what reads."])
  }

  @Test func `the recorded result stands in for one that is not there, and that is said`()
    async throws
  {
    var workflow = Workflow(steps: [
      step(["title": "Jam"]), step(["id": ["$ref": "steps/s1/result/id"]], .read),
    ])
    workflow.standIns = ["s1": ["id": "T-1"]]
    let tool = ScriptedTool()
    try await rehearse(workflow, tool)
    #expect(tool.calls.map(\.params) == [["id": "T-1"]])
    #expect(
      await row.steps[1].notices
        == ["What step s1 gave when it was recorded stands in for what it would give."])
  }

  @Test func `dates follow from the instant that is rehearsed`() async throws {
    let tool = ScriptedTool()
    let day: JSON = ["$date": ["from": "run", "format": "yyyy-MM-dd"]]
    try await rehearse(Workflow(steps: [step(["day": day], .read)]), tool)
    #expect(tool.calls.map(\.params) == [["day": "2026-12-24"]])
  }

  @Test func `behind a step that fails the others are seen too, and the end says what would fail`()
    async throws
  {
    let tool = ScriptedTool(.failed("No.", response: nil, retry: .never))
    try await rehearse(
      Workflow(steps: [step([:], .read), step(["a": 1])]), tool)
    #expect(await row.steps.map(\.outcome) == [.failed, .skipped])
    #expect(await row.outcome == .failed)
    #expect(await row.reason?.words == "Would fail: Step 1 (note): No.")
  }

  @Test func `each element of a loop is shown`() async throws {
    let tool = ScriptedTool(.succeeded(result: ["a", "b"], response: ["a", "b"]))
    let over: JSON = ["$ref": "steps/s1/result"]
    try await rehearse(
      Workflow(
        steps: [step([:], .read), step(["to": ["$ref": "item"]])],
        loops: [Workflow.Loop(id: "l1", steps: ["s2"], over: over)]), tool)
    let paid = await row.steps[1]
    #expect(paid.elements.map { $0.attempts.first?.request } == [["to": "a"], ["to": "b"]])
    #expect(paid.outcome == .skipped && tool.calls.count == 1)
  }

  @Test func `it counts in no total`() async throws {
    try await rehearse(Workflow(steps: [step([:], .read)]), ScriptedTool())
    let totals = try await world.ledger.database.totals(
      of: "trace", since: instant("2026-11-01T00:00:00Z"), in: .everybody)
    #expect(totals.isEmpty)
    let automation = try #require(
      try await world.ledger.database.automation("trace", in: .everybody))
    #expect(automation.lastRun == nil)
  }
}

/// What steps give, held against what was recorded.
@Suite struct HeldShapeTests {
  let world = World()

  private func run(
    _ result: JSON, _ change: (inout Workflow.Step) -> Void
  ) async throws -> TestLedger.Row {
    var step = Workflow.Step(tool: "note", params: [:])
    change(&step)
    try await world.ledger.add(Workflow(steps: [step]), at: instant("2026-11-24T09:00:00Z"))
    try await world.runWaiting(
      ScriptedTool(.succeeded(result: result, response: result.record)))
    return await world.ledger.rows[0]
  }

  @Test func `another shape than was recorded is a notice of the run`() async throws {
    let row = try await run(["id": "7"]) { $0.shape = ResultShape(of: ["id": 7, "name": "a"]) }
    #expect(row.outcome == .succeeded)
    #expect(
      row.run?.notices == [
        "Step 1 (note): What it gave has another shape than was recorded: \"id\" was a number and is "
          + "a text, \"name\" is gone."
      ])
  }

  @Test func `where the step expects a shape, another one fails it`() async throws {
    let row = try await run(["name": "a"]) { $0.expect = ResultShape(of: ["id": 7]) }
    #expect(row.outcome == .failed)
    #expect(
      row.reason?.words == "Step 1 (note): It was carried out, but what it gave has not the shape "
        + "that the step expects: \"id\" is gone.")
  }

  @Test func `JSON in a text has the shape that it holds`() async throws {
    let row = try await run(#"{"id": 8}"#) {
      $0.shape = ResultShape(of: ["id": 7])
      $0.expect = $0.shape
    }
    #expect(row.outcome == .succeeded && row.run?.notices == [])
  }
}
