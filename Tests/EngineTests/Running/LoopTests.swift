import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Steps that are done for each element of a list.
@Suite struct LoopTests {
  let world = World()
  private let nine = instant("2026-11-24T09:00:00Z")

  @Test func `each element is a call with its value, and what it gave stands in order after it`()
    async throws
  {
    let tool = ScriptedTool(gave(["mails": ["a", "b", "a"]]), gave(1), gave(2), gave(3))
    try await run(tool)
    #expect(tool.calls.map(\.step) == [1, 2, 2, 2, 3])
    #expect(tool.calls.map(\.place.element) == [nil, 0, 1, 2, nil])
    #expect(tool.calls[1...3].map(\.params) == [["to": "a"], ["to": "b"], ["to": "a"]])
    #expect(tool.calls.last?.params == ["all": [1, 2, 3]])
    #expect(await row.outcome == .succeeded)
    let step = try #require(await row.steps.first { $0.index == 2 })
    #expect(step.elements.map(\.index) == [1, 2, 3] && step.elementCount == 3)
    #expect(step.elements.map(\.attempts.count) == [1, 1, 1])
    #expect(step.outcome == .succeeded && step.attempts.isEmpty)
    #expect(await row.steps.map(\.index) == [1, 2, 3])
  }

  @Test func `several steps are done together, and refer to what the same element gave`()
    async throws
  {
    let tool = ScriptedTool(gave(["a", "b"]), gave("id-a"), gave(0), gave("id-b"), gave(0))
    try await world.ledger.add(
      Workflow(
        steps: steps([
          [:], ["name": ["$ref": "item"]], ["id": ["$ref": "steps/s2/result"]],
          ["ids": ["$ref": "steps/s2/results"]],
        ]),
        loops: [loop(["s2", "s3"], over: "steps/s1/result")]), at: nine)
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.step) == [1, 2, 3, 2, 3, 4])
    #expect(
      tool.calls.dropFirst().map(\.params) == [
        ["name": "a"], ["id": "id-a"], ["name": "b"], ["id": "id-b"], ["ids": ["id-a", "id-b"]],
      ])
  }

  @Test func `an element's key is its value's, wherever it stands, and equal ones have their own`()
    async throws
  {
    func keys(_ list: JSON) async throws -> [String] {
      let other = LoopTests()
      let tool = ScriptedTool(other.gave(["mails": list]))
      try await other.run(tool)
      return tool.calls.dropFirst().dropLast().map(\.idempotencyKey)
    }
    let (first, other) = (try await keys(["a", "b", "a"]), try await keys(["b", "a", "c", "a"]))
    #expect(Set(first).count == 3)
    #expect(other[0] == first[1] && other[1] == first[0] && other[3] == first[2])
    #expect(!first.contains(other[2]))
  }

  @Test func `one that fails ends the run where its step says so`() async throws {
    let tool = ScriptedTool(gave(["mails": ["a", "b", "c"]]), gave(1), failure)
    try await run(tool)
    #expect(tool.calls.count == 3)
    #expect(await row.outcome == .failed)
    #expect(await row.reason?.words == "Step 2 (note), element 2: No.")
    #expect(await row.steps.last?.elements.map(\.outcome) == [.succeeded, .failed])
  }

  @Test func `one that may fail is passed over, and the next one comes`() async throws {
    let tool = ScriptedTool(gave(["mails": ["a", "b", "c"]]), gave(1), failure, gave(3))
    try await run(tool, onError: .continue)
    #expect(tool.calls.last?.params == ["all": [1, nil, 3]])
    #expect(await row.outcome == .succeeded)
    #expect(await row.reason?.words == "Passed over: Step 2 (note), element 2: No.")
  }

  @Test func `an empty list is nothing to do, and the run says so`() async throws {
    let tool = ScriptedTool(gave(["mails": []]))
    try await run(tool)
    #expect(tool.calls.map(\.step) == [1, 3])
    #expect(tool.calls.last?.params == ["all": []])
    #expect(await row.outcome == .succeeded)
    #expect(
      await row.reason
        == Reason(.nothingToDo, "Step 2 (note) had nothing to do: its list is empty."))
  }

  @Test func `a list that is too long fails the run before anything of it is sent`() async throws {
    let tool = ScriptedTool(gave(["mails": ["a", "b", "c"]]))
    try await run(tool, most: 2)
    #expect(tool.calls.map(\.step) == [1])
    #expect(await row.outcome == .failed)
    #expect(await row.reason?.words.contains("3 elements, and for at most 2") == true)
  }

  @Test func `what is no list, or not there, fails the run and is named`() async throws {
    for (result, words) in [
      (["mails": "a"] as JSON, "what is there is a text"), ([:], "steps/s1/result/mails"),
    ] {
      let other = LoopTests()
      try await other.run(ScriptedTool(gave(result)))
      #expect(await other.row.outcome == .failed)
      #expect(await other.row.reason?.words.contains(words) == true)
    }
  }

  @Test func `after a crash the run goes on at the element, over the list that there was`()
    async throws
  {
    let ledger = world.ledger
    let crashing = ScriptedTool(
      gave(["mails": ["a", "b", "c"]]), gave(1), gave(2),
      during: { call in
        if call.place.element == 1 { try? await ledger.takeOver(0) }
      })
    try await add()
    let claim = try #require(try await world.claims().first)
    await world.runner(crashing).run(claim)
    #expect(crashing.calls.count == 3)
    world.clock.set("2030-01-01T00:00:00Z")
    let now = world.clock.now
    try await ledger.mendTimes(holding: [], at: now, lease: now, retry: now)
    let tool = ScriptedTool(gave(20), gave(3))
    try await world.runWaiting(tool)
    #expect(tool.calls.map(\.place.element) == [1, 2, nil])
    #expect(tool.calls.map(\.attempt) == [2, 1, 1])
    #expect(tool.calls.first?.idempotencyKey == crashing.calls.last?.idempotencyKey)
    #expect(tool.calls.last?.params == ["all": [1, 20, 3]])
    #expect(await row.outcome == .succeeded)
  }

  @Test func `elements are tried again, each so often`() async throws {
    let busy = ToolResult.failed("503", response: nil, retry: .ifRepeatable(after: nil))
    let tool = ScriptedTool(gave(["mails": ["a", "b"]]), busy, gave(1), busy, busy, gave(2))
    try await run(tool)
    #expect(tool.calls.map(\.attempt) == [1, 1, 2, 1, 2, 3, 1])
    #expect(tool.calls.last?.params == ["all": [1, 2]])
    #expect(await row.steps[1].elements.map(\.attempts.count) == [2, 3])
  }

  @Test func `an element's call-back is its own`() async throws {
    let deadline = instant("2026-11-24T11:00:00Z")
    let tool = ScriptedTool(
      gave(["mails": ["a", "b"]]), gave(1), .awaitsCallback(until: deadline))
    try await run(tool)
    #expect(await row.run?.progress?.element == 2)
    let place = StepPlace(step: 2, element: 1)
    let token = CallbackToken(
      runID: try #require(await row.run?.id), step: place.number, attempt: 1, expires: deadline)
    let answer = try CallbackAnswer(["result": 2])
    #expect(
      try await world.ledger.database.answer(token, with: answer, at: world.clock.now) == .taken)
    try await world.runWaiting(tool)
    #expect(tool.calls.last?.params == ["all": [1, 2]])
  }

  private let failure = ToolResult.failed("No.", response: "No.", retry: .never)

  private func gave(_ value: JSON) -> ToolResult {
    .succeeded(result: value, response: value.record)
  }

  private func steps(_ params: [JSON]) -> [Workflow.Step] {
    params.map { Workflow.Step(tool: "note", params: $0) }
  }

  private func loop(_ steps: [String], over: String, most: Int = 1000) -> Workflow.Loop {
    Workflow.Loop(id: "l1", steps: steps, over: ["$ref": .string(over)], most: most)
  }

  /// One that gets a list, one for each element, and one that takes all results.
  private func add(most: Int = 1000, onError: Workflow.OnError = .stop) async throws {
    var steps = steps([[:], ["to": ["$ref": "item"]], ["all": ["$ref": "steps/s2/results"]]])
    steps[1].onError = onError
    try await world.ledger.add(
      Workflow(steps: steps, loops: [loop(["s2"], over: "steps/s1/result/mails", most: most)]),
      at: nine)
  }

  private func run(
    _ tool: ScriptedTool, most: Int = 1000, onError: Workflow.OnError = .stop
  ) async throws {
    try await add(most: most, onError: onError)
    try await world.runWaiting(tool)
  }

  private var row: TestLedger.Row { get async { await world.ledger.rows[0] } }
}
