import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite struct RunnerTests {
  let world = World()
  let nine = instant("2026-11-24T09:00:00Z")

  @Test func `three steps run in order, and the run succeeds`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(threeSteps, at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.map(\.tool) == ["send_email", "append_row", "note"])
    #expect(tool.calls.map(\.step) == [1, 2, 3])
    #expect(await row.outcome == .succeeded)
    #expect(await row.reason == nil)
    #expect(await row.steps.map(\.outcome) == [.succeeded, .succeeded, .succeeded])
    #expect(await row.steps.last?.attempts.first?.response == "done")
  }

  @Test func `a failed step ends the run, and its words name the step`() async throws {
    let tool = ScriptedTool(done, .failed("The server answered 404.", response: nil, retry: .never))
    try await world.ledger.add(threeSteps, at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.count == 2)
    #expect(await row.outcome == .failed)
    #expect(
      await row.reason == Reason(.stepFailed, "Step 2 (append_row): The server answered 404."))
  }

  @Test func `a step that may fail is passed over, and the run says so`() async throws {
    let tool = ScriptedTool(.failed("No such row.", response: nil, retry: .never))
    try await world.ledger.add(workflow("append_row", "note", onError: .continue), at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.map(\.tool) == ["append_row", "note"])
    #expect(await row.outcome == .succeeded)
    #expect(await row.reason?.words == "Passed over: Step 1 (append_row): No such row.")
  }

  @Test func `an unbound tool skips the run before anything is sent, and is named`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(workflow("note", "send_gmail"), at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .skipped)
    #expect(await row.reason?.code == .unbound)
    #expect(await row.reason?.words.contains("\"send_gmail\"") == true)
  }

  @Test func `what of a call is left away stands in the run's record`() async throws {
    let steps = [
      Workflow.Step(tool: "send_email", params: ["to": "a@b", "body": "x", "attachments": []]),
      Workflow.Step(tool: "note", params: ["anything": 1]),
    ]
    try await world.ledger.add(Workflow(steps: steps), at: nine)
    try await world.runWaiting(ScriptedTool())
    let words =
      "attachments is left away: send_email takes to, cc, bcc, reply_to, subject, body and html."
    #expect(await row.steps.map(\.notices) == [[words], []])
    #expect(await row.run?.notices == ["Step 1 (send_email): \(words)"])
  }

  @Test func `a long error is short in the record`() async throws {
    let long = String(repeating: "x", count: 7_800_000)
    let tool = ScriptedTool(.failed(long, response: nil, retry: .never))
    try await world.ledger.add(workflow("note"), at: nine)
    try await world.runWaiting(tool)
    #expect(await row.steps.first?.attempts.first?.error?.utf8.count == 2048)
    #expect(await row.reason?.words.utf8.count == 2048)
  }

  @Test func `a binding made meanwhile carries the tool out`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(workflow("send_gmail"), at: nine)
    try await world.runWaiting(
      tool,
      bindings: MemoryBindings(
        Binding(tool: "send_*", to: .sendEmail)))

    #expect(tool.calls.first?.remote == "send_email")
    #expect(await row.outcome == .succeeded)
  }

  @Test func `an adapter that is not here fails the step`() async throws {
    try await world.ledger.add(workflow("http_request"), at: nine)
    try await world.runWaiting(ScriptedTool())

    #expect(await row.outcome == .failed)
  }

  @Test func `recorded keys with a dollar sign reach the tool as they were recorded`() async throws
  {
    let tool = ScriptedTool()
    let recorded: JSON = ["$ref": "steps/1", "text": "{{braces}}"]
    try await world.ledger.add(
      Workflow(steps: [Workflow.Step(tool: "note", params: recorded.escapingReferences)]), at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.first?.params == recorded)
  }

  @Test func `a claim that somebody else took sends nothing and writes nothing`() async throws {
    let tool = ScriptedTool()
    let index = try await world.ledger.add(workflow("note"), at: nine)
    let claim = try #require(try await world.claims().first)
    try await world.ledger.takeOver(index)
    await world.runner(tool).run(claim)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == nil)
  }

  @Test func `a claim lost during a step ends the run there`() async throws {
    let ledger = world.ledger
    let tool = ScriptedTool(during: { _ in try? await ledger.takeOver(0) })
    try await world.ledger.add(threeSteps, at: nine)
    try await world.runWaiting(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == nil)
  }

  private let done = ToolResult.succeeded(result: "done", response: "done")
  private let threeSteps = workflow("send_email", "append_row", "note")

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }
}
