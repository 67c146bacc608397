import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing
import Workflows

/// Runs of versions that rely on tools of MCP servers.
@Suite(.timeLimit(.minutes(20))) struct MCPContractTests {
  private let runs = World()
  private let world = MCPWorld()
  private let workflow = Workflow(
    steps: [Workflow.Step(tool: "send_mail", params: ["to": "b@x.example"], onError: .continue)])

  @Test func `a run that finds another tool calls none, and says what is other`() async throws {
    let cc: JSON = ["type": "string"]
    let (results, requests) = try await afterward(changing: ["cc": cc], requiring: ["to", "cc"]) {
      _ in try await runs.ledger.database.changedContracts(of: "trace", in: .alice)
    }
    let rows = await runs.ledger.rows
    #expect(rows.map(\.outcome) == [.succeeded, .failed])
    let words = try #require(rows.last?.reason?.words)
    #expect(
      words.hasPrefix(
        #"Step 1 (send_mail): The tool "send_mail" of the connection "mail" is another one than "#
          + #"when this version was deployed: "cc" is new, and must be given."#))
    #expect(rows.last?.steps.isEmpty == true)
    #expect(await runs.ledger.status() == .failed)
    #expect(requests.count { $0.method == "tools/call" } == 1)
    #expect(results.map(\.words) == [[#""cc" is new, and must be given."#]])
  }

  @Test func `a run does nothing of what goes before a tool that is another one`() async throws {
    let isOther = Mutex(false)
    let script = MCPScript()
    let (_, requests) = try await script.serving { request in
      guard request.method == "tools/list" else { return request.result(["content": []]) }
      let properties: JSON = isOther.withLock { $0 } ? ["folder": ["type": "string"]] : [:]
      return request.result([
        "tools": [
          MCPWorld.sendMail,
          ["name": "read_mail", "inputSchema": ["type": "object", "properties": properties]],
        ]
      ])
    } _: { server in
      try await runTwice(
        MCPContractTests.mails(readOrElse: .stop), through: MCPWorld.mail(server.port)
      ) { isOther.withLock { $0 = true } }
    }
    #expect(requests.count { $0.method == "tools/call" } == 2)
    let rows = await runs.ledger.rows
    #expect(rows.map(\.outcome) == [.succeeded, .failed])
    #expect(rows.last?.reason?.words.hasPrefix("Step 2 (read_mail): The tool") == true)
    #expect(rows.last?.steps.isEmpty == true)
  }

  @Test func `a run does nothing of what goes before a tool that is gone`() async throws {
    let requests = try await afterLosingTheSecond(of: MCPContractTests.mails(readOrElse: .stop))
    #expect(requests.count { $0.method == "tools/call" } == 2)
    let rows = await runs.ledger.rows
    #expect(rows.map(\.outcome) == [.succeeded, .failed])
    #expect(
      rows.last?.reason?.words
        == #"Step 2 (read_mail): The MCP server "mail" answers, but has no tool "read_mail"; it "#
        + "has send_mail.")
    #expect(rows.last?.steps.isEmpty == true)
    // There is nothing that could be accepted.
    #expect(try await runs.ledger.database.changedContracts(of: "trace", in: .alice).isEmpty)
  }

  @Test func `a step that may fail is passed over where its tool is gone`() async throws {
    let requests = try await afterLosingTheSecond(
      of: MCPContractTests.mails(readOrElse: .continue))
    #expect(requests.count { $0.method == "tools/call" } == 3)
    let rows = await runs.ledger.rows
    #expect(rows.map(\.outcome) == [.succeeded, .succeeded])
    #expect(rows.last?.reason?.words.contains(#"has no tool "read_mail""#) == true)
  }

  @Test func `a tool that has just been set right is there`() async throws {
    let isThere = Mutex(false)
    let (_, requests) = try await world.serving(
      MCPContractTests.server(hasBoth: { isThere.withLock { $0 } })
    ) { mail in
      #expect(await world.tester.test(mail, ConnectionProbe(), for: "alice").tools == ["send_mail"])
      isThere.withLock { $0 = true }
      try await runs.ledger.add(MCPContractTests.mails(readOrElse: .stop), at: .morning)
      try await runs.runWaiting(
        world.adapter,
        bindings: MemoryBindings(Binding(tool: "*", connection: "mail"), through: [mail]))
    }
    #expect(await runs.ledger.rows.map(\.outcome) == [.succeeded])
    #expect(requests.count { $0.method == "tools/list" } == 2)
  }

  @Test func `one that was accepted is called`() async throws {
    let note: JSON = ["type": "string", "description": "Another text"]
    let (_, requests) = try await afterward(changing: ["subject": note], requiring: ["to"]) {
      mail in
      let database = runs.ledger.database
      let changes = try await database.changedContracts(of: "trace", in: .alice)
      #expect(try await database.accept(changes, of: "trace", by: .alice) == true)
      let byHand = NewManualRun(
        runID: Identifier.random(), traceID: "trace", workflow: nil, requestedAt: runs.clock.now)
      #expect(try await database.insertManualRun(byHand, in: .alice))
      try await run(through: mail)
    }
    #expect(requests.count { $0.method == "tools/call" } == 2)
    let rows = await runs.ledger.rows
    #expect(rows.map(\.outcome) == [.succeeded, .failed, .succeeded])
  }

  @Test func `a schema that is written in another order is the same`() async throws {
    let (outcomes, _) = try await afterward(changing: [:], requiring: ["to"]) {
      _ in await runs.ledger.rows.map(\.outcome)
    }
    #expect(outcomes == [.succeeded, .succeeded])
  }

  @Test func `what is known of a tool can be pinned without asking`() async throws {
    let (told, requests) = try await world.serving(MCPWorld.server()) { mail in
      let tool = BoundTool(
        tool: "send_gmail",
        binding: Binding(
          tool: "send_gmail", connection: "mail", mapping: Mapping(remote: "send_mail")),
        connection: mail)
      #expect(await world.adapter.contract(of: tool, for: "alice", within: nil) == .unknown)
      _ = await world.tester.test(mail, ConnectionProbe(), for: "alice")
      return await world.adapter.contract(of: tool, for: "alice", within: nil)
    }
    // It was asked for just now, so that a version may rely on it.
    guard case .takes(let contract) = told else {
      Issue.record("\(told)")
      return
    }
    #expect(contract.tool == "send_gmail" && contract.remote == "send_mail")
    #expect(contract.schema == MCPWorld.sendMail["inputSchema"]?.serialized)
    #expect(contract.pin.count == 64)
    #expect(requests.count == 1)
  }

  private static func mails(readOrElse onError: Workflow.OnError) -> Workflow {
    Workflow(
      steps: [
        Workflow.Step(tool: "send_mail", params: ["to": "b@x.example"]),
        Workflow.Step(tool: "read_mail", params: [:], onError: onError),
      ])
  }

  /// - Parameter hasBoth: whether there is a tool beside `send_mail`.
  private static func server(
    hasBoth: @escaping @Sendable () -> Bool
  ) -> @Sendable (MCPScript.Request) -> String {
    { request in
      guard request.method == "tools/list" else { return request.result(["content": []]) }
      let other: JSON = ["name": "read_mail", "inputSchema": ["type": "object"]]
      return request.result([
        "tools": .array(hasBoth() ? [MCPWorld.sendMail, other] : [MCPWorld.sendMail])
      ])
    }
  }

  /// Has two runs go, of which the second one finds one tool alone.
  private func afterLosingTheSecond(of workflow: Workflow) async throws -> [MCPScript.Request] {
    let isThere = Mutex(true)
    return try await MCPScript().serving(
      MCPContractTests.server(hasBoth: { isThere.withLock { $0 } })
    ) { server in
      try await runTwice(workflow, through: MCPWorld.mail(server.port)) {
        isThere.withLock { $0 = false }
      }
    }.requests
  }

  /// Has two runs go, of which the second one finds the tool with other properties, and does the work.
  private func afterward<Value>(
    changing properties: JSON, requiring required: JSON, _ work: (Connection) async throws -> Value
  ) async throws -> (value: Value, requests: [MCPScript.Request]) {
    let isOther = Mutex(false)
    let before = MCPWorld.sendMail["inputSchema"]?["properties"]?.members ?? []
    let changed = properties.members ?? []
    let kept = before.filter { member in !changed.contains { $0.key == member.key } }
    let other: JSON = [
      "name": "send_mail",
      "inputSchema": [
        "required": required, "properties": .object(kept.reversed() + changed), "type": "object",
      ],
    ]
    let script = MCPScript()
    return try await script.serving { request in
      MCPWorld.server(isOther.withLock { $0 } ? other : MCPWorld.sendMail)(request)
    } _: { server in
      let mail = MCPWorld.mail(server.port)
      try await runTwice(workflow, through: mail) { isOther.withLock { $0 = true } }
      return try await work(mail)
    }
  }

  /// Has a workflow run twice, a minute apart.
  /// - Parameter change: what becomes other after a run.
  private func runTwice(
    _ workflow: Workflow, through mail: Connection, _ change: () -> Void
  ) async throws {
    for minute in 0...1 {
      let time = Instant.morning.advanced(bySeconds: Int64(60 * minute))
      try await runs.ledger.add(workflow, at: time)
      runs.clock.sleep(until: time)
      try await run(through: mail)
      change()
    }
  }

  /// Has what waits run. What was read of the server for the run before is remembered, and young.
  private func run(through mail: Connection) async throws {
    try await runs.runWaiting(
      world.adapter,
      bindings: MemoryBindings(Binding(tool: "*", connection: "mail"), through: [mail]))
  }
}
