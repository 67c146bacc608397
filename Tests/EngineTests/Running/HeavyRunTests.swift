import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing
import Workflows

/// Runs that hold much, and people and servers that hold many runs.
@Suite(.timeLimit(.minutes(20))) struct HeavyRunTests {
  let world = World()

  @Test func `a workflow that cannot be read any more fails its run and stops its automation`()
    async throws
  {
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let claim = try #require(try await world.claims().first)
    let lost = Claim(
      key: claim.key, runID: claim.runID, traceID: claim.traceID, userID: claim.userID,
      workflow: 99, workflowBytes: 0, policies: claim.policies, scheduledAt: claim.scheduledAt,
      dueAt: claim.dueAt, manual: false, beginning: .first)
    let tool = ScriptedTool()
    await world.runner(tool).run(lost)

    #expect(tool.calls.isEmpty)
    let row = await world.ledger.rows[0]
    #expect(row.outcome == .failed && row.reason?.code == .unreadable)
    #expect(row.reason?.words.contains("Deploy the automation again") == true)
    #expect(await world.ledger.status() == .failed)
  }

  @Test func `requests and answers of a run together stay within its bound`() async throws {
    let text = JSON.string(String(repeating: "x", count: 9000))
    let steps = 500
    let workflow = Workflow(
      steps: (0..<steps).map { _ in Workflow.Step(tool: "note", params: ["text": text]) })
    try await world.ledger.add(workflow, at: world.clock.now)
    let claim = try #require(try await world.claims().first)
    await world.runner(EchoTool()).run(claim)

    let row = await world.ledger.rows[0]
    #expect(row.outcome == .succeeded && row.steps.count == steps)
    let records = row.steps.flatMap(\.attempts).flatMap { [$0.request, $0.response ?? .null] }
    let share = Limits.runRecordBytes / (2 * steps * Policies().attempts)
    #expect(records.map(\.bytes.count).max() ?? 0 <= share)
    #expect(records.allSatisfy { $0.text?.hasSuffix("(the first of 9011 bytes)") == true })
  }

  @Test func `where one may not fill the server, a quarter is left to others`() async throws {
    let gate = Gate()
    let dispatcher = dispatcher(
      ScriptedTool(during: { _ in await gate.pass() }), RunLimits(atOnce: 8))
    for number in 0..<12 {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: "t\(number)")
    }
    _ = try await dispatcher.dispatch()
    #expect(world.ledger.claimCount == 8)
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }

    let other = World()
    try await other.ledger.database.insert(
      NewTrace(
        id: "bobs", userID: "bob",
        draft: try TraceDraft(
          userID: nil, providerID: "desk", threadID: "t", name: nil, traceData: []),
        createdAt: other.clock.now))
    let shut = Gate()
    let shared = Dispatcher(
      ledger: other.ledger, runner: other.runner(ScriptedTool(during: { _ in await shut.pass() })),
      limits: RunLimits(atOnce: 8), now: { [clock = other.clock] in clock.now }, slotIsFree: {},
      logger: other.logger)
    for number in 0..<12 {
      try await other.ledger.add(workflow("note"), at: other.clock.now, traceID: "t\(number)")
    }
    _ = try await shared.dispatch()
    #expect(other.ledger.claimCount == 6)
    shut.open()
    while await !shared.isIdle { await Task.yield() }
  }

  @Test
  func `a person's heavy workflows are carried out two at a time, and light ones beside them`()
    async throws
  {
    let gate = Gate()
    let tool = SilentServer { await gate.pass() }
    let dispatcher = dispatcher(tool, RunLimits(atOnce: 16))
    let text = JSON.string(String(repeating: "x", count: Limits.heavyWorkflow.bytes))
    let heavy = Workflow(steps: [Workflow.Step(tool: "note", params: ["text": text])])
    for number in 0..<6 {
      try await world.ledger.add(heavy, at: world.clock.now, traceID: "heavy-\(number)")
    }
    for number in 0..<3 {
      try await world.ledger.add(
        workflow("note"), at: world.clock.now, traceID: "light-\(number)")
    }
    _ = try await dispatcher.dispatch()
    // Two are at work, two wait in their places, and two have given theirs up.
    while await dispatcher.runCount > 7 { await Task.yield() }
    while tool.calls < 5 { await Task.yield() }
    #expect(tool.calls == 5)

    gate.open()
    while await world.ledger.rows.contains(where: { $0.outcome == nil }) {
      while await !dispatcher.isIdle { await Task.yield() }
      world.clock.advance(seconds: 15)
      _ = try await dispatcher.dispatch()
    }
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
  }

  @Test(arguments: [
    (RunLimits(atOnce: 64), Int.max, 48, 48), (RunLimits(atOnce: 1), .max, .max, .max),
    (RunLimits(atOnce: 64, perUser: 10, perConnection: 5), 10, 10, 5),
    (RunLimits(atOnce: 64, perUser: 64, perConnection: 64), .max, .max, .max),
  ])
  func `shares are three quarters unless they are set`(
    limits: RunLimits, alone: Int, amongSeveral: Int, perConnection: Int
  ) {
    #expect(limits.perUser == alone)
    #expect(limits.perUserOfSeveral == amongSeveral)
    #expect(limits.perConnection == perConnection)
  }

  @Test func `who finds a busy connection's line full gives its place up, and comes back`()
    async throws
  {
    let gate = Gate()
    let tool = SilentServer { await gate.pass() }
    let dispatcher = dispatcher(tool, RunLimits(atOnce: 8), perConnection: 2, line: 1)
    for number in 0..<6 {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: "t\(number)")
    }
    _ = try await dispatcher.dispatch()
    while await dispatcher.runCount > 3 { await Task.yield() }
    #expect(tool.calls == 2)
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == nil })

    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }
    #expect(await world.ledger.rows.filter { $0.outcome == .succeeded }.count == 3)
    while await world.ledger.rows.contains(where: { $0.outcome == nil }) {
      world.clock.advance(seconds: 15)
      _ = try await dispatcher.dispatch()
      while await !dispatcher.isIdle { await Task.yield() }
    }
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
    #expect(tool.calls == 6)
  }

  private func dispatcher(
    _ tool: any ToolAdapter, _ limits: RunLimits, perConnection: Int = .max, line: Int = .max
  ) -> Dispatcher {
    Dispatcher(
      ledger: world.ledger,
      runner: Runner(
        ledger: world.ledger, bindings: MemoryBindings(), adapters: [tool],
        perConnection: perConnection, line: line, now: { [clock = world.clock] in clock.now },
        logger: world.logger),
      limits: limits, now: { [clock = world.clock] in clock.now }, slotIsFree: {},
      logger: world.logger)
  }
}

/// Answers with what it was sent.
private struct EchoTool: ToolAdapter {
  let kind = AdapterKind.local

  func effect(of call: ToolCall, bound: Effect?) -> Effect { .read }
  func request(for call: ToolCall) -> JSON { call.params }
  func perform(_ call: ToolCall) async -> ToolResult {
    .succeeded(result: call.params, response: call.params)
  }
}

/// One server that all calls go to, and that answers when it is let.
private final class SilentServer: ToolAdapter {
  let kind = AdapterKind.local
  private let during: @Sendable () async -> Void
  private let count = Mutex(0)

  init(during: @escaping @Sendable () async -> Void) { self.during = during }

  var calls: Int { count.withLock { $0 } }

  func effect(of call: ToolCall, bound: Effect?) -> Effect { .idempotent }
  func connection(of call: ToolCall) -> String? { "server" }
  func request(for call: ToolCall) -> JSON { call.params }

  func perform(_ call: ToolCall) async -> ToolResult {
    count.withLock { $0 += 1 }
    await during()
    return .succeeded(result: "done", response: "done")
  }
}
