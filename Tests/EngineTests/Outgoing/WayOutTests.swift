import Automations
import Engine
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport
import Testing
import Workflows

/// Whichever way somebody is asked: no redirect is followed, and a name leads where it does at that
/// request.
@Suite(.timeLimit(.minutes(20))) struct WayOutTests {
  @Test(arguments: WayOut.allCases, [301, 302, 303, 307, 308])
  func `a redirect leads nowhere, be it to where one may ask`(
    _ way: WayOut, _ status: Int
  ) async throws {
    let outgoing = OutgoingWorld.outgoing()
    try await Canary.watching { canary in
      let place = "http://127.0.0.1:\(canary.port)/"
      try await TalkingServer { _ in
        .bytes("HTTP/1.1 \(status) So\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
      }.serving { server in
        let words = await way.ask("http://127.0.0.1:\(server.port)/", over: outgoing)
        #expect(words?.contains("\(status)") == true, "\(words ?? "nothing")")
        #expect(!server.requests.isEmpty)
      }
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test(arguments: WayOut.allCases)
  func `a name that leads elsewhere since it was asked leads nobody there`(
    _ way: WayOut
  ) async throws {
    let hasMoved = Mutex(false)
    let outgoing = OutgoingWorld.outgoing(
      allowing: "127.0.0.2",
      lookUp: { _ in
        let isElsewhere = hasMoved.withLock { $0 }
        return [IPAddress(isElsewhere ? "127.0.0.1" : "127.0.0.2")].compactMap(\.self)
      })
    try await Canary.watching { canary in
      try await TalkingServer { _ in .json(200, "{}") }.serving(at: "127.0.0.2") { server in
        _ = await way.ask("http://name.example:\(server.port)/", over: outgoing)
        #expect(!server.requests.isEmpty)
      }
      hasMoved.withLock { $0 = true }
      let words = await way.ask("http://name.example:\(canary.port)/", over: outgoing)
      #expect(
        words?.contains("(127.0.0.1) is not a public one") == true, "\(words ?? "nothing")")
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  @Test(arguments: [WayOut.step, .connection, .runner, .operation])
  func `what may be repeated goes over a connection that is kept, and what may not over its own`(
    _ way: WayOut
  ) async throws {
    let outgoing = OutgoingWorld.outgoing()
    try await TalkingServer { _ in .json(200, "{}") }.serving { server in
      for effect in [Effect.read, .idempotent, .once, .once, .read] {
        let words = await way.ask(
          "http://127.0.0.1:\(server.port)/", over: outgoing, as: effect)
        #expect(words == nil)
      }
      #expect(server.requests.map(\.connection) == [1, 1, 2, 3, 1])
    }
  }
}

/// By what somebody is asked at an address.
enum WayOut: CaseIterable {
  case step, connection, token, runner, server, document, operation

  /// - Returns: what is said of a failure; `nil`: it was none.
  func ask(
    _ url: String, over outgoing: Outgoing, as effect: Effect = .once
  ) async -> String? {
    let signed = SignedOutgoing(outgoing: outgoing, keeping: TokensInMemory(), now: { .morning })
    switch self {
    case .step:
      return await fault(
        HTTPAdapter(outgoing: outgoing), .http, ["url": .string(url)], as: effect)
    case .connection:
      let connection = Connection.alices("crm", .http(HTTPSettings(baseURL: url)))
      return await fault(HTTPAdapter(outgoing: outgoing), connection, ["path": "/a"], as: effect)
    case .token:
      let settings = SignIn.OAuth2(grant: .clientCredentials, tokenURL: url, clientID: "reprise")
      let credentials = Credentials(
        .oauth2(settings), secrets: ["client_secret": "word"],
        place: TokenPlace(connection: "crm", owner: "alice"))
      return await signed.trial(of: credentials, for: "alice", within: 100)?.description
    case .runner:
      let secret = WebhookSecret.random()
      let adapter = WebhookAdapter(
        outgoing: outgoing, secrets: { _, _ in [secret] },
        addresses: CallbackAddresses(key: [7]) { $0 }, now: { .morning })
      return await fault(
        adapter, .alices("desk", .webhook(WebhookSettings(url: url))), [:], as: effect)
    case .server:
      let connections = MCPConnections(
        outgoing: signed, processes: MCPProcesses(logger: .mute), secrets: { _ in [] })
      let connection = Connection.alices("mail", .mcp(.http(url: url, signIn: .none)))
      return await fault(MCPAdapter(connections), connection, [:], as: effect)
    case .document:
      return await fault(of: OpenAPISettings(document: .url(url)), signed, as: effect)
    case .operation:
      let document = #"{"openapi": "3.1.0", "paths": {"/a": {"get": {"operationId": "ask"}}}}"#
      return await fault(
        of: OpenAPISettings(document: .text(document), baseURL: url), signed, as: effect)
    }
  }

  private func fault(
    of settings: OpenAPISettings, _ signed: SignedOutgoing, as effect: Effect
  ) async -> String? {
    let apis = DescribedAPIs(signed: signed, secrets: { _ in [] })
    return await fault(
      OpenAPIAdapter(apis, now: { 0 }), .alices("crm", .openapi(settings)), [:], as: effect)
  }

  private func fault(
    _ adapter: some ToolAdapter, _ connection: Connection, _ params: JSON, as effect: Effect
  ) async -> String? {
    let result = await adapter.perform(
      ToolCall(
        runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: "ask",
        connection: connection, params: params, attempt: 1, timeout: 100, effect: effect,
        idempotencyKey: "key"))
    return result.error ?? result.silence
  }
}
