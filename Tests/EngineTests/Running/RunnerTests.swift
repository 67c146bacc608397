import Engine
import Scheduling
import Testing
import Workflows

@Suite struct RunnerTests {
  let world = World()
  let nine = instant("2026-11-24T09:00:00Z")

  @Test func `three steps run in order, and the run succeeds`() async {
    let tool = ScriptedTool()
    await world.ledger.add(threeSteps, at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.map(\.tool) == ["send_email", "append_row", "note"])
    #expect(tool.calls.map(\.step) == [1, 2, 3])
    #expect(await row.outcome == .succeeded)
    #expect(await row.reason == nil)
    #expect(await row.steps.map(\.outcome) == [.succeeded, .succeeded, .succeeded])
    #expect(await row.results[3] == "done")
  }

  @Test func `a failed step ends the run, and its words name the step`() async {
    let tool = ScriptedTool(done, .failed("The server answered 404.", response: nil, retry: .never))
    await world.ledger.add(threeSteps, at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.count == 2)
    #expect(await row.outcome == .failed)
    #expect(
      await row.reason == Reason(.stepFailed, "Step 2 (append_row): The server answered 404."))
  }

  @Test func `a step that may fail is passed over, and the run says so`() async {
    let tool = ScriptedTool(.failed("No such row.", response: nil, retry: .never))
    await world.ledger.add(workflow("append_row", "note", onError: .continue), at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.map(\.tool) == ["append_row", "note"])
    #expect(await row.outcome == .succeeded)
    #expect(await row.reason?.words == "Passed over: Step 1 (append_row): No such row.")
  }

  @Test func `an unbound tool skips the run before anything is sent, and is named`() async {
    let tool = ScriptedTool()
    await world.ledger.add(workflow("note", "send_gmail"), at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == .skipped)
    #expect(await row.reason?.code == .unbound)
    #expect(await row.reason?.words.contains("\"send_gmail\"") == true)
  }

  @Test func `a binding made meanwhile carries the tool out`() async {
    let tool = ScriptedTool()
    await world.ledger.add(workflow("send_gmail"), at: nine)
    await world.runWaiting(
      tool,
      bindings: MemoryBindings(
        Binding(tool: "send_*", adapter: .local, connection: "send_email", effect: nil)))

    #expect(tool.calls.first?.connection == "send_email")
    #expect(await row.outcome == .succeeded)
  }

  @Test func `an adapter that is not here fails the step`() async {
    await world.ledger.add(workflow("http_request"), at: nine)
    await world.runWaiting(ScriptedTool())

    #expect(await row.outcome == .failed)
  }

  @Test func `a run is skipped while the one before goes on`() async {
    let tool = ScriptedTool()
    await world.ledger.add(workflow("note"), at: nine)
    _ = await claim()
    let second = await world.ledger.add(
      workflow("note"), at: instant("2026-11-24T09:00:01Z"))
    world.clock.advance(seconds: 5)
    await world.runWaiting(tool)

    #expect(tool.calls.isEmpty)
    #expect(await world.ledger.rows[second].reason?.code == .overlap)
    #expect(await row.outcome == nil)
  }

  @Test func `of two runs claimed together the earlier one goes ahead`() async {
    let tool = ScriptedTool()
    await world.ledger.add(workflow("note"), at: nine)
    await world.ledger.add(workflow("note"), at: instant("2026-11-24T09:01:00Z"))
    world.clock.advance(seconds: 90)
    for claim in await claims().reversed() { await world.runner(tool).run(claim) }

    #expect(await world.ledger.rows.map(\.outcome) == [.succeeded, .skipped])
  }

  @Test func `a manual run does not mind another one`() async {
    let tool = ScriptedTool()
    await world.ledger.add(workflow("note"), at: nine)
    _ = await claim()
    let second = await world.ledger.add(
      workflow("note"), at: instant("2026-11-24T09:00:01Z"), manual: true)
    world.clock.advance(seconds: 5)
    await world.runWaiting(tool)

    #expect(await world.ledger.rows[second].outcome == .succeeded)
  }

  @Test func `recorded keys with a dollar sign reach the tool as they were recorded`() async {
    let tool = ScriptedTool()
    let recorded: JSON = ["$ref": "steps/1", "text": "{{braces}}"]
    await world.ledger.add(
      Workflow(steps: [Workflow.Step(tool: "note", params: recorded.escapingReferences)]), at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.first?.params == recorded)
  }

  @Test func `a claim that somebody else took sends nothing and writes nothing`() async {
    let tool = ScriptedTool()
    let index = await world.ledger.add(workflow("note"), at: nine)
    guard let claim = await claim() else { return #expect(Bool(false), "nothing to claim") }
    await world.ledger.takeOver(index)
    await world.runner(tool).run(claim)

    #expect(tool.calls.isEmpty)
    #expect(await row.outcome == nil)
  }

  @Test func `a claim lost during a step ends the run there`() async {
    let ledger = world.ledger
    let tool = ScriptedTool(during: { _ in await ledger.takeOver(0) })
    await world.ledger.add(threeSteps, at: nine)
    await world.runWaiting(tool)

    #expect(tool.calls.count == 1)
    #expect(await row.outcome == nil)
  }

  private let done = ToolResult.succeeded(result: "done", response: "done")
  private let threeSteps = workflow("send_email", "append_row", "note")

  private var row: MemoryLedger.Row { get async { await world.ledger.rows[0] } }

  private func claims() async -> [Claim] {
    await world.ledger.claim(
      limit: 10, by: "worker", at: world.clock.now, lease: world.clock.now.advanced(bySeconds: 30))
  }

  private func claim() async -> Claim? { await claims().first }
}
