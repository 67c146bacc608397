import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What a binding makes of a step when it runs.
@Suite struct MappingTests {
  private let world = World()
  private let nine = instant("2026-11-24T09:00:00Z")

  @Test func `what is sent is what the template makes of the call, and what it left away is named`()
    async throws
  {
    let tool = ScriptedTool()
    try await add(["recipient": "ann@example.com", "$body": "Yes.", "priority": 1, "cc": nil])
    try await world.runWaiting(
      tool,
      bindings: MemoryBindings(
        try binding(
          [
            "to": ["$ref": "params/recipient"],
            "body": ["$text": ["“", ["$ref": "params/$body"], "”"]],
          ],
          timeout: 90)))

    let call = try #require(tool.calls.first)
    #expect(call.params == ["to": "ann@example.com", "body": "“Yes.”"])
    #expect(call.tool == "send_gmail" && call.remote == "send_email" && call.timeout == 90)
    #expect(await step?.outcome == .succeeded)
    #expect(await step?.attempts.first?.request == call.params)
    #expect(
      await step?.notices == [
        "priority and cc are left away: the binding's params do not read them."
      ])
  }

  @Test func `a reference that finds nothing fails the step, naming it, and nothing is sent`()
    async throws
  {
    let tool = ScriptedTool()
    try await add(["subject": "Hello"])
    try await world.runWaiting(
      tool, bindings: MemoryBindings(try binding(["to": ["$ref": "params/recipient"]])))

    #expect(tool.calls.isEmpty)
    #expect(await row?.outcome == .failed)
    #expect(await step?.attempts.count == 1)
    let error = try #require(await step?.attempts.first?.error)
    #expect(error.contains("params/recipient finds nothing: params has subject"))
    #expect(await row?.reason?.words == "Step 1 (send_gmail): \(error)")
    #expect(await step?.attempts.first?.request == ["subject": "Hello"])
  }

  @Test func `a default stands in, and an optional member is left out`() async throws {
    let tool = ScriptedTool()
    try await add([:])
    try await world.runWaiting(
      tool,
      bindings: MemoryBindings(
        try binding([
          "to": ["$ref": "params/recipient", "default": "desk@example.com"],
          "cc": ["$ref": "params/cc", "optional": true],
        ])))
    #expect(tool.calls.first?.params == ["to": "desk@example.com"])
  }

  @Test func `a run of a tool whose connection is off is skipped, and says which and why`()
    async throws
  {
    let tool = ScriptedTool()
    try await add([:])
    let off = Connection.alices(
      "runner", isEnabled: false, offReason: "The runner answered 410.")
    try await world.runWaiting(
      tool,
      bindings: MemoryBindings(
        Binding(tool: "send_*", connection: "runner"), through: [off]))
    #expect(tool.calls.isEmpty)
    let row = await row
    #expect(row?.outcome == .skipped && row?.reason?.code == .unbound)
    #expect(
      row?.reason?.words
        == "The tool \"send_gmail\" is bound to the connection \"runner\", which is switched off: "
        + "The runner answered 410.")
  }

  @Test func `what the operator's file binds goes before what is embedded`() async throws {
    let tool = ScriptedTool()
    try await world.ledger.add(workflow("note"), at: nine)
    let operators = OperatorsTools(bindings: [Binding(tool: "*", to: .appendRow)])
    for claim in try await world.claims() {
      await Runner(
        ledger: world.ledger, bindings: MemoryBindings(), operators: operators,
        adapters: [tool], now: { [world] in world.clock.now }, logger: .mute
      ).run(claim)
    }
    #expect(tool.calls.first?.remote == "append_row")
  }

  private func binding(_ params: JSON, timeout: Int? = nil) throws -> Binding {
    Binding(
      tool: "send_gmail", connection: "local",
      mapping: Mapping(
        remote: "send_email", params: try Template(params), timeout: timeout))
  }

  private func add(_ params: JSON) async throws {
    try await world.ledger.add(
      Workflow(
        steps: [Workflow.Step(tool: "send_gmail", params: params.escapingReferences)]), at: nine)
  }

  private var row: TestLedger.Row? { get async { await world.ledger.rows.first } }
  private var step: StepRecord? { get async { await row?.steps.first } }
}
