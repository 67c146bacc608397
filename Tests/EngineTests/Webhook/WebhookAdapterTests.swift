import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Tools that are bound to a runner of Alice's.
@Suite(.timeLimit(.minutes(20))) struct WebhookAdapterTests {
  private let world = WebhookWorld()
  private let key = [UInt8](repeating: 7, count: 32)

  @Test func `a call is told by the tool's name over there, signed, and its answer is the result`()
    async throws
  {
    try await LoopbackServer(answer("200 OK", #"{"id": 7}"#)).serving { server in
      let prepared = await adapter().prepared(call(to: server, Mapping(remote: "send_mail")))
      let result = await prepared.perform()
      #expect(result.result == ["id": 7])
      let request = try #require(server.requests.first)
      let body = try JSON(parsing: Array(request.split(separator: "\r\n\r\n")[1].utf8))
      #expect(body["data"]?["tool"] == "send_mail" && body["data"]?["params"] == ["to": "bob"])
      let signature = WebhookSignature.header(
        id: "key", at: world.now, body: body.bytes, by: world.secrets)
      #expect(request.contains("\r\nwebhook-signature: \(signature)\r\n"))
      // The record is the same but for what proves who asks and who answers.
      var shown = prepared.request["body"] ?? .null
      #expect(shown["data"]?["callback"]?["url"] == "https://reprise.example/c/[signed]")
      #expect(prepared.request["headers"]?["webhook-signature"] == "[signature]")
      shown = shown["data"] ?? .null
      for name in ["run_id", "tool", "params", "attempt", "occurrence"] {
        #expect(shown[name] == body["data"]?[name], "\(name)")
      }
      #expect(prepared.request["body"]?["timestamp"] == body["timestamp"])
    }
  }

  @Test(arguments: [(nil, 3600), (60, 60)] as [(Int?, Int64)])
  func `a result may come for an hour, or as long as the binding says`(
    timeout: Int?, seconds: Int64
  ) async throws {
    try await LoopbackServer(answer("202 Accepted", "")).serving { server in
      let call = call(to: server, Mapping(callbackTimeout: timeout))
      let result = await adapter().perform(call)
      let deadline = try #require(result.deadline)
      #expect(deadline == instant("2026-11-24T09:00:01Z").advanced(bySeconds: seconds))
      let request = try #require(server.requests.first)
      let body = try JSON(parsing: Array(request.split(separator: "\r\n\r\n")[1].utf8))
      let url = try #require(body["data"]?["callback"]?["url"]?.text)
      let token = CallbackToken(String(url.split(separator: "/").last ?? ""), key: key)
      #expect(token == CallbackToken(runID: "run", step: 2, attempt: 3, expires: deadline))
    }
  }

  @Test func `each attempt has one id, and is signed with its own time`() async throws {
    let clock = TestClock("2026-11-24T09:00:00Z")
    let adapter = WebhookAdapter(
      outgoing: world.outgoing, secrets: { [world] _, _ in world.secrets },
      addresses: CallbackAddresses(key: key) { "https://reprise.example/c/\($0)" },
      now: { clock.now })
    try await LoopbackServer(answer("503 Busy", "")).serving { server in
      for _ in 0..<2 {
        _ = await adapter.perform(call(to: server))
        clock.advance(seconds: 20)
      }
      let (first, second) = (
        try #require(server.requests.first), try #require(server.requests.last)
      )
      #expect(first.contains("\r\nwebhook-id: key\r\nwebhook-timestamp: 1795510800\r\n"))
      #expect(second.contains("\r\nwebhook-id: key\r\nwebhook-timestamp: 1795510820\r\n"))
      let body = Array(second.split(separator: "\r\n\r\n")[1].utf8)
      let signature = WebhookSignature.header(
        id: "key", at: clock.now.advanced(bySeconds: -20), body: body, by: world.secrets)
      #expect(second.contains("\r\nwebhook-signature: \(signature)\r\n"))
    }
  }

  @Test func `what cannot be signed is not sent`() async throws {
    try await LoopbackServer(answer("200 OK", "")).serving { server in
      let none = await adapter { _, _ in [] }.perform(call(to: server))
      #expect(none.error?.contains("\"desk\" has no secret") == true)
      #expect(none.retry == .never)
      let unread = await adapter { _, _ in throw CancellationError() }.perform(call(to: server))
      #expect(unread.retry == .notTaken(after: nil))
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `what a binding says of repeating a call holds, and else it is done once`() throws {
    let call = ToolCall(
      runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: "x",
      connection: desk(80), params: [:], attempt: 1, timeout: 30, idempotencyKey: "key")
    #expect(adapter().effect(of: call, bound: nil) == .once)
    #expect(adapter().effect(of: call, bound: .idempotent) == .idempotent)
    #expect(adapter().connection(of: call) == "127.0.0.1")
  }

  @Test func `a runner that is gone is called no more: later runs are skipped, and say why`()
    async throws
  {
    let world = World()
    let database = world.ledger.database
    try await LoopbackServer(answer("410 Gone", "")).serving { server in
      _ = try await database.insert(
        NewConnection(connection: desk(server.port), secrets: [], createdAt: .morning), by: .alice)
      _ = try await database.put(
        Binding(tool: "send_gmail", connection: "desk"), inPlaceOf: nil, of: "alice", by: .alice)
      let runner = Runner(
        ledger: world.ledger, bindings: database, adapters: [adapter()],
        connectionStore: database, now: { [clock = world.clock] in clock.now }, logger: .mute)
      for _ in 0..<2 {
        try await world.ledger.add(workflow("send_gmail"), at: world.clock.now)
        for claim in try await world.claims() { await runner.run(claim) }
        world.clock.advance(seconds: 60)
      }
      #expect(server.requests.count == 1)
    }
    let rows = await world.ledger.rows
    let gone = "The runner answered 410: it takes no calls any more."
    #expect(rows.map(\.outcome) == [.failed, .skipped])
    #expect(
      rows.first?.reason?.words
        == "Step 1 (send_gmail): \(gone) Its connection \"desk\" was switched off.")
    #expect(
      rows.last?.reason?.words
        == "The tool \"send_gmail\" is bound to the connection \"desk\", which is switched off: \(gone)"
    )
    #expect(await world.ledger.status() == .deployed)
    let kept = try await database.connections(of: "alice").first
    #expect(kept?.isEnabled == false && kept?.offReason == gone)
  }

  @Test func `an operator's runner that is gone is called no more until the server starts anew`()
    async throws
  {
    let world = World()
    let desk = Connection(
      id: "desk", owner: nil, name: "desk", settings: .webhook(WebhookSettings(url: "http://x/")))
    let operators = OperatorsTools(
      connections: [desk], bindings: [Binding(tool: "send_gmail", connection: "desk")])
    let runner = Runner(
      ledger: world.ledger, bindings: world.ledger.database, operators: operators,
      adapters: [GoneTool()], connectionStore: world.ledger.database,
      now: { [clock = world.clock] in clock.now }, logger: .mute)
    for _ in 0..<2 {
      try await world.ledger.add(workflow("send_gmail"), at: world.clock.now)
      for claim in try await world.claims() { await runner.run(claim) }
      world.clock.advance(seconds: 60)
    }
    let rows = await world.ledger.rows
    #expect(rows.map(\.outcome) == [.failed, .skipped])
    #expect(
      rows.map(\.reason?.words) == [
        "Step 1 (send_gmail): It is gone. Its connection \"desk\" was switched off.",
        "The tool \"send_gmail\" is bound to the connection \"desk\", which is switched off: It is "
          + "gone. It is tried again when this server has started anew.",
      ])
    #expect(await world.ledger.status() == .deployed)
    #expect(operators.connections.map(\.isEnabled) == [false])
  }

  // MARK: Tests of connections

  @Test(
    arguments: [
      ("204 No Content", true, "127.0.0.1 answered a signed ping with 204."),
      ("202 Accepted", true, "127.0.0.1 answered a signed ping with 202."),
      ("401 Unauthorized", false, "give the runner the secret of this connection"),
      ("410 Gone", false, "switches the connection off"),
      ("500 Oops", false, "See at the runner why"),
    ])
  func `a test pings the runner, and says what came of it and what to do`(
    status: String, isGood: Bool, words: String
  ) async throws {
    try await LoopbackServer(answer(status, "")).serving { server in
      let test = await tester().test(desk(server.port), ConnectionProbe(), for: "alice")
      #expect((test.outcome == .succeeded) == isGood && test.words.contains(words), "\(test)")
      #expect(test.tools == nil)
      #expect(server.requests.first?.contains(#""type":"ping""#) == true)
    }
  }

  @Test func `a test says what keeps it from being sent`() async throws {
    let port = try ClosedPort()
    let closed = await tester().test(desk(port.number), ConnectionProbe(), for: "alice")
    #expect(closed.outcome == .failed && closed.words.contains("can be reached from this server"))
    let unsigned = await tester { _, _ in [] }.test(desk(80), ConnectionProbe(), for: "alice")
    #expect(unsigned.outcome == .failed && unsigned.words.contains("no secret"))
    let other = await tester().test(.http, ConnectionProbe(), for: "alice")
    #expect(other.outcome == .failed)
  }

  private func adapter(
    _ secrets: (@Sendable (Connection, Instant) async throws -> [WebhookSecret])? = nil
  ) -> WebhookAdapter {
    WebhookAdapter(
      outgoing: world.outgoing, secrets: secrets ?? { [world] _, _ in world.secrets },
      addresses: CallbackAddresses(key: key) { "https://reprise.example/c/\($0)" },
      now: { [world] in world.now })
  }

  private func tester(
    _ secrets: (@Sendable (Connection, Instant) async throws -> [WebhookSecret])? = nil
  ) -> WebhookTester {
    WebhookTester(
      outgoing: world.outgoing, secrets: secrets ?? { [world] _, _ in world.secrets },
      within: ample, now: { [world] in world.now })
  }

  private func desk(_ port: Int) -> Connection {
    .alices("desk", .webhook(WebhookSettings(url: "http://127.0.0.1:\(port)/hook")))
  }

  private func call(to server: LoopbackServer, _ mapping: Mapping = .asRecorded) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: .morning, step: 2, tool: "send_gmail",
      connection: desk(server.port), mapping: mapping, params: ["to": "bob"], attempt: 3,
      timeout: 100, idempotencyKey: "key")
  }

  private func answer(_ status: String, _ body: String) -> LoopbackServer.Answer {
    .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}

/// Whatever it is asked, it takes no calls any more.
private struct GoneTool: ToolAdapter {
  let kind = AdapterKind.webhook

  func effect(of call: ToolCall, bound: Effect?) -> Effect { .once }
  func request(for call: ToolCall) -> JSON { call.params }
  func perform(_ call: ToolCall) async -> ToolResult { .gone("It is gone.", response: nil) }
}
