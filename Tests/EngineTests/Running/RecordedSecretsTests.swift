import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Steps that send secrets of their trace.
@Suite struct RecordedSecretsTests {
  private let world = World()
  private let nine = instant("2026-11-24T09:00:00Z")
  private let vault: SealedVault

  init() {
    vault = SealedVault(
      store: world.ledger.database, keys: KeyRing([.random()]),
      now: { [clock = world.clock] in
        clock.now
      })
  }

  @Test func `they are sent, and nothing that is kept shows them`() async throws {
    let tool = ScriptedTool(
      .failed(
        "No, open-sesame-1 is over.", response: ["you": "said OPEN open-sesame-1!"], retry: .never))
    try await add(
      ["key": ["$ref": "secrets/token"], "url": ["$text": ["x?t=", ["$ref": "secrets/token"]]]],
      secrets: ["token": "open-sesame-1", "other": "never-sent-2"])
    try await world.runWaiting(tool, vault: vault)

    let call = try #require(tool.calls.first)
    #expect(call.params == ["key": "open-sesame-1", "url": "x?t=open-sesame-1"])
    #expect(call.secrets.map(\.name) == ["token"])
    let attempt = try #require(await step?.attempts.first)
    #expect(attempt.request == ["key": "[secret token]", "url": "x?t=[secret token]"])
    #expect(attempt.response == ["you": "said OPEN [secret token]!"])
    #expect(attempt.error == "No, [secret token] is over.")
    #expect(await row?.reason?.words == "Step 1 (note): No, [secret token] is over.")
  }

  @Test func `a binding's template takes them as it takes anything`() async throws {
    let tool = ScriptedTool()
    try await add(
      ["password": ["$ref": "secrets/token"]], tool: "send_gmail",
      secrets: ["token": "open-sesame-1"])
    let binding = Binding(
      tool: "send_gmail", connection: "local",
      mapping: Mapping(
        remote: "send_email",
        params: try Template(["body": ["$text": ["It is ", ["$ref": "params/password"], "."]]])))
    try await world.runWaiting(tool, bindings: MemoryBindings(binding), vault: vault)
    #expect(tool.calls.first?.params == ["body": "It is open-sesame-1."])
    #expect(await step?.attempts.first?.request == ["body": "It is [secret token]."])
  }

  @Test func `where one is gone nothing is sent, and the step says so`() async throws {
    let tool = ScriptedTool()
    try await add(["key": ["$ref": "secrets/token"]], secrets: ["token": "open-sesame-1"])
    try await vault.forget(in: .trace("trace"), of: "alice", by: .of(.user("alice")))
    try await world.runWaiting(tool, vault: vault)
    #expect(tool.calls.isEmpty)
    #expect(await row?.outcome == .failed)
    #expect(await step?.attempts.first?.error?.contains("secrets/token finds nothing") == true)
    #expect(await step?.attempts.first?.request == ["key": "[secret token]"])
  }

  @Test func `where they cannot be opened nothing is sent, and the step says so`() async throws {
    let tool = ScriptedTool()
    try await add(["key": ["$ref": "secrets/token"]], secrets: ["token": "open-sesame-1"])
    let other = SealedVault(
      store: world.ledger.database, keys: KeyRing([.random()]), now: { Instant.morning })
    try await world.runWaiting(tool, vault: other)
    #expect(tool.calls.isEmpty)
    #expect(
      await step?.attempts.first?.error?.hasPrefix("The secrets of the trace cannot be read:")
        == true)
  }

  private func add(_ params: JSON, tool: String = "note", secrets: [String: String]) async throws {
    try await vault.put(
      secrets.map { SecretText(name: $0.key, text: $0.value) }, in: .trace("trace"), of: "alice",
      by: .of(.user("alice")))
    try await world.ledger.add(
      Workflow(steps: [Workflow.Step(tool: tool, params: params)]), at: nine)
  }

  private var row: TestLedger.Row? { get async { await world.ledger.rows.first } }
  private var step: StepRecord? { get async { await row?.steps.first } }
}
