import Automations
import Engine
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport
import Testing
import Workflows

/// How many steps call one connection at a time.
@Suite(.timeLimit(.minutes(20))) struct ConnectionTests {
  let world = World()

  @Test func `no more steps call one connection than it takes, and all get their turn`()
    async throws
  {
    let gate = Gate()
    let tool = CountingTool { _ in await gate.pass() }
    let dispatcher = dispatcher(tool, perConnection: 2)
    for number in 0..<10 {
      try await world.ledger.add(
        workflow("crm", "crm"), at: world.clock.now, traceID: "crm-\(number)")
    }
    _ = try await dispatcher.dispatch()
    while tool.most("crm") < 2 { await Task.yield() }
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }

    #expect(tool.most("crm") == 2)
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
  }

  @Test func `one full connection holds up no other`() async throws {
    let gate = Gate()
    let tool = CountingTool { if $0 == "crm" { await gate.pass() } }
    let dispatcher = dispatcher(tool, perConnection: 1)
    for (number, name) in ["crm", "crm", "erp"].enumerated() {
      try await world.ledger.add(workflow(name), at: world.clock.now, traceID: "t\(number)")
    }
    _ = try await dispatcher.dispatch()
    while await world.ledger.rows[2].outcome == nil { await Task.yield() }

    #expect(await world.ledger.rows.map(\.outcome) == [nil, nil, .succeeded])
    #expect(tool.most("crm") == 1)
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
  }

  @Test func `one person's calls of a connection hold up nobody else's`() async throws {
    let gate = Gate()
    let tool = CountingTool { _ in await gate.pass() }
    let dispatcher = dispatcher(tool, perConnection: 1)
    for (number, userID) in ["alice", "alice", "bob"].enumerated() {
      try await world.ledger.add(
        workflow("crm"), at: world.clock.now, traceID: "t\(number)", userID: userID)
    }
    _ = try await dispatcher.dispatch()
    while tool.most("crm") < 2 { await Task.yield() }
    #expect(await world.ledger.rows.map(\.steps.isEmpty) == [false, true, false])
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
    #expect(tool.most("crm") == 2)
  }

  @Test func `a run that waits for its connection is left when the server stops`() async throws {
    let gate = Gate()
    let tool = CountingTool { _ in await gate.pass() }
    let dispatcher = dispatcher(tool, perConnection: 1)
    for number in 0..<2 {
      try await world.ledger.add(workflow("crm"), at: world.clock.now, traceID: "t\(number)")
    }
    _ = try await dispatcher.dispatch()
    while tool.most("crm") == 0 { await Task.yield() }
    await dispatcher.abandon()

    #expect(await world.ledger.rows.filter { $0.steps.isEmpty }.count == 1)
    #expect(try await world.claims(by: "other").count == 2)
  }

  @Test func `one person's runs leave slots for others`() async throws {
    let gate = Gate()
    let dispatcher = Dispatcher(
      ledger: world.ledger,
      runner: world.runner(ScriptedTool(during: { _ in await gate.pass() })),
      limits: RunLimits(atOnce: 8, perUser: 2), now: { [clock = world.clock] in clock.now },
      slotIsFree: {}, logger: world.logger)
    for number in 0..<5 {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: "t\(number)")
    }
    _ = try await dispatcher.dispatch()
    #expect(world.ledger.claimCount == 2)
    gate.open()
    while await !dispatcher.isIdle { await Task.yield() }
  }

  private func dispatcher(_ tool: CountingTool, perConnection: Int) -> Dispatcher {
    Dispatcher(
      ledger: world.ledger,
      runner: Runner(
        ledger: world.ledger,
        bindings: MemoryBindings(
          Binding(tool: "*", to: .note, effect: .idempotent),
          of: ["alice", "bob"]),
        adapters: [tool], perConnection: perConnection,
        now: { [clock = world.clock] in clock.now }, logger: world.logger),
      limits: RunLimits(), now: { [clock = world.clock] in clock.now }, slotIsFree: {},
      logger: world.logger)
  }
}

/// A tool whose connection is its name, and which counts how many calls go on at once.
private final class CountingTool: ToolAdapter {
  let kind = AdapterKind.local
  private let during: @Sendable (String) async -> Void
  private let state = Mutex<[String: (now: Int, most: Int)]>([:])

  init(during: @escaping @Sendable (String) async -> Void = { _ in await Task.yield() }) {
    self.during = during
  }

  func most(_ name: String) -> Int { state.withLock { $0[name]?.most ?? 0 } }

  func effect(of call: ToolCall, bound: Effect?) -> Effect { .idempotent }
  func connection(of call: ToolCall) -> String? { call.tool }
  func request(for call: ToolCall) -> JSON { call.params }

  func perform(_ call: ToolCall) async -> ToolResult {
    state.withLock { state in
      let now = (state[call.tool]?.now ?? 0) + 1
      state[call.tool] = (now, max(now, state[call.tool]?.most ?? 0))
    }
    await during(call.tool)
    state.withLock { $0[call.tool]?.now -= 1 }
    return Task.isCancelled
      ? .noAnswer("Ended.") : .succeeded(result: "done", response: "done")
  }
}
