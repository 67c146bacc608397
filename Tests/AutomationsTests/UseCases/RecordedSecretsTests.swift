import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Secrets that stand in traces: they go into the vault before anything else is written.
@Suite struct RecordedSecretsTests {
  private let world: UseCaseWorld

  init() throws { world = try UseCaseWorld() }

  @Test func `what is kept and read back names them, and the vault has them`() async throws {
    let id = try await world.traces.save(try draft(params("open-sesame-1")), by: .alice)
    let trace = try await world.traces.trace(id, for: .alice)
    #expect(trace.traceData == data(params("[secret api_key]")))
    #expect(try await secrets(id) == ["api_key": "open-sesame-1"])
    #expect(try !world.holds("open-sesame-1") && world.holds("api.example"))
  }

  @Test func `saved again as it is nothing changes`() async throws {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    let first = try await world.traces.trace(id, for: .alice)
    for _ in 0..<2 {
      let again = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
      #expect(again == (id, false))
    }
    let last = try await world.traces.trace(id, for: .alice)
    #expect(last.recording == first.recording)
    #expect(last.automation.workflowRevision == first.automation.workflowRevision)
  }

  @Test func `what was read back and is sent back keeps the secret where it stood`() async throws {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    let read = try await world.traces.trace(id, for: .alice).traceData
    try await world.traces.update(
      id, try TraceChange(name: nil, traceData: read), by: .alice)
    _ = try await world.traces.upsert(
      try draft(
        data: .array((read.elements ?? []) + [["event": "note", "text": "[secret api_key]"]])),
      by: .alice)
    let trace = try await world.traces.trace(id, for: .alice)
    #expect(try await secrets(id) == ["api_key": "open-sesame-1"])
    #expect(trace.recording.workflow.secretNames == ["api_key"])
    #expect(trace.traceData.elements?.last == ["event": "note", "text": "[secret api_key]"])
    #expect(trace.recording.json.elements?.last == ["event": "note", "text": "[secret api_key]"])
  }

  @Test func `such a text in a new trace is literal`() async throws {
    let id = try await world.traces.save(try draft(params("[secret api_key]")), by: .alice)
    let trace = try await world.traces.trace(id, for: .alice)
    #expect(trace.traceData == data(params("[secret api_key]")))
    #expect(trace.recording.workflow.secretNames.isEmpty)
    #expect(try await secrets(id).isEmpty)
  }

  @Test func `another one gets another name, and one that nothing sends is forgotten`()
    async throws
  {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    _ = try await world.traces.upsert(try draft(params("open-sesame-2")), by: .alice)
    #expect(try await secrets(id) == ["api_key_2": "open-sesame-2"])
    _ = try await world.traces.upsert(try draft(["text": "Hello"]), by: .alice)
    #expect(try await secrets(id).isEmpty)
    let trace = try await world.traces.trace(id, for: .alice)
    #expect(trace.recording.mark == nil)
  }

  @Test func `a version sends those with which it was deployed`() async throws {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    try await world.deployAndPlan(id)
    _ = try await world.traces.upsert(try draft(params("open-sesame-2")), by: .alice)
    _ = try await world.traces.upsert(try draft(["text": "Hello"]), by: .alice)
    #expect(try await secrets(id) == ["api_key": "open-sesame-1"])
    let deployed = try await world.deployments.deployed(id, for: .alice)
    #expect(deployed?.version.workflow.secretNames == ["api_key"])
    #expect(
      deployed?.version.workflow.steps.first?.shownParams == params("[secret api_key]"))
    // The name is that version's.
    _ = try await world.traces.upsert(try draft(params("open-sesame-3")), by: .alice)
    #expect(
      try await secrets(id) == ["api_key": "open-sesame-1", "api_key_2": "open-sesame-3"])
  }

  @Test
  func `what was deployed of a trace that changed meanwhile is refused, not sent without one`()
    async throws
  {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    let traces = world.traces
    let other = try draft(params("open-sesame-2"))
    let deployments = world.deployments { _ = try await traces.upsert(other, by: .alice) }
    await #expect {
      try await deployments.deploy(
        DeployRequest(
          traceID: id, schedule: StoredSchedule(type: "daily", time: "10:00", config: nil),
          name: nil), by: .alice)
    } throws: { error in
      "\(error)".contains("The trace was changed meanwhile")
    }
  }

  @Test func `of those that save at the same time each keeps its own`() async throws {
    let id = try await world.traces.upsert(try draft(params("first")), by: .alice).id
    let drafts = try (0..<20).map { try draft(params("open-sesame-\($0)")) }
    let traces = world.traces
    try await withThrowingTaskGroup(of: Void.self) { group in
      for draft in drafts { group.addTask { _ = try await traces.upsert(draft, by: .alice) } }
      try await group.waitForAll()
    }
    let kept = try await secrets(id)
    let step = try #require(
      try await traces.trace(id, for: .alice).recording.workflow.steps.first)
    #expect(kept.count == 1)
    #expect(try drafts.map(\.traceData).contains(data(step.params(with: kept))))
  }

  @Test func `they go with the trace`() async throws {
    let id = try await world.traces.save(try draft(params("open-sesame-1")), by: .alice)
    try await world.traces.delete(id, by: .alice)
    #expect(try await secrets(id).isEmpty)
  }

  @Test func `they are their owner's, whoever saves the trace`() async throws {
    let id = try await world.traces.save(
      try draft(params("open-sesame-1"), of: "alice"),
      by: Act(caller: .administrator, proof: .token("token"), address: nil, at: .morning))
    #expect(try await secrets(id) == ["api_key": "open-sesame-1"])
    #expect(
      try await world.vault.comparable(in: .trace(id), of: Caller.administrator.userID).isEmpty)
  }

  @Test func `more than are kept are refused, saying how many`() async throws {
    let most = Limits.secretsOfTrace
    let many = JSON.array((0...most.count).map { .string("sk-abcdef\($0)0123") })
    await #expect {
      try await world.traces.save(try draft(["keys": many]), by: .alice)
    } throws: { error in
      "\(error)".contains("at most 2000 different secrets") && "\(error)".contains("2001")
    }
    let long = String(repeating: "x y", count: most.bytes)
    await #expect {
      try await world.traces.save(try draft(["password": .string(long)]), by: .alice)
    } throws: { error in
      "\(error)".contains("secrets of at most 262144 bytes in all")
    }
    let often = JSON.array(Array(repeating: "open-sesame", count: most.places + 1))
    await #expect {
      try await world.traces.save(try draft(["password": often]), by: .alice)
    } throws: { error in
      "\(error)".contains("secrets in at most 20000 places")
    }
  }

  @Test func `where the vault was lost they are set anew, and no name is another one's`()
    async throws
  {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    try await world.vault.forget(in: .trace(id), of: "alice", by: .alice)
    _ = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    #expect(try await secrets(id) == ["api_key": "open-sesame-1"])
    try await world.deployAndPlan(id)
    try await world.vault.forget(in: .trace(id), of: "alice", by: .alice)
    _ = try await world.traces.upsert(try draft(params("open-sesame-2")), by: .alice)
    #expect(try await secrets(id) == ["api_key_2": "open-sesame-2"])
  }

  @Test func `a run by hand is not sent what a name came to mean meanwhile`() async throws {
    let (id, _) = try await world.traces.upsert(try draft(params("open-sesame-1")), by: .alice)
    let trace = try await world.traces.trace(id, for: .alice)
    _ = try await world.traces.upsert(try draft(["text": "Hello"]), by: .alice)
    _ = try await world.traces.upsert(try draft(params("open-sesame-2")), by: .alice)
    #expect(try await secrets(id) == ["api_key": "open-sesame-2"])
    await #expect {
      try await world.database.insertManualRun(
        NewManualRun(
          runID: Identifier.random(), traceID: id, workflow: trace.recording.workflow,
          workflowRevision: trace.automation.workflowRevision, requestedAt: .morning), by: .alice)
    } throws: { error in
      "\(error)".contains("The trace was changed meanwhile")
    }
  }

  private func params(_ key: String) -> JSON {
    ["url": "https://api.example", "api_key": .string(key)]
  }

  private func data(_ params: JSON) -> JSON {
    [["event": "tool_call", "tool": "fetch", "params": params]]
  }

  private func draft(_ params: JSON, of userID: String? = nil) throws -> TraceDraft {
    try draft(data: data(params), of: userID)
  }

  private func draft(data: JSON, of userID: String? = nil) throws -> TraceDraft {
    try TraceDraft(
      userID: userID, providerID: "desk", threadID: "thread", name: nil, traceData: data)
  }

  private func secrets(_ id: String) async throws -> [String: String] {
    Dictionary(
      try await world.vault.comparable(in: .trace(id), of: "alice").map { ($0.name, $0.text) }
    ) { one, _ in one }
  }
}
