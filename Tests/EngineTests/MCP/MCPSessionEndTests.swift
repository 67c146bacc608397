import Automations
import Engine
import OrderedJSON
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// What MCP servers are told of their sessions when the server stops.
@Suite(.timeLimit(.minutes(20))) struct MCPSessionEndTests {
  private let world = MCPWorld()

  @Test func `a session is ended at the stop, as it went with each request`() async throws {
    let (_, requests) = try await world.serving(MCPSessionEndTests.older()) { mail in
      await call(through: mail)
      let group = ServiceGroup(services: [end(knowing: mail)], logger: .mute)
      await group.triggerGracefulShutdown()
      try await group.run()
      // It is over, and ended once.
      await end(knowing: mail).tell()
    }
    #expect(requests.filter(\.isEnd).count == 1)
    let last = try #require(requests.last)
    #expect(last.headers.first == "delete /mcp http/1.1")
    #expect(last.header("mcp-session-id") == "s1")
    #expect(last.header("mcp-protocol-version") == "2025-06-18")
    #expect(last.header("authorization") == "bearer correct-horse-battery")
  }

  @Test func `a server without sessions is told nothing`() async throws {
    for answer in [MCPSessionEndTests.older(session: nil), MCPWorld.server()] {
      let (_, requests) = try await world.serving(answer) { mail in
        await call(through: mail)
        await end(knowing: mail).tell()
      }
      #expect(!requests.isEmpty && !requests.contains(where: \.isEnd))
    }
  }

  @Test func `no secret goes over a connection that leads elsewhere, is switched off or gone`()
    async throws
  {
    let (_, requests) = try await world.serving(MCPSessionEndTests.older()) { mail in
      let others: [Connection?] = [
        .alices("mail", .mcp(.http(url: "http://127.0.0.1:1/mcp", signIn: .bearer))),
        .alices("mail", mail.settings, isEnabled: false), nil,
      ]
      for other in others {
        await call(through: mail)
        await end(knowing: other).tell()
      }
    }
    #expect(!requests.contains { $0.isEnd })
  }

  @Test func `a session is not ended with another secret than it went with`() async throws {
    let secret = Mutex("first-secret")
    let changing = MCPWorld(secrets: { _ in
      [SecretText(name: "token", text: secret.withLock { $0 })]
    })
    let (_, requests) = try await changing.serving(MCPSessionEndTests.older()) { mail in
      await call(in: changing, through: mail)
      secret.withLock { $0 = "second-secret" }
      await end(of: changing, knowing: mail).tell()
    }
    #expect(requests.contains { $0.header("mcp-session-id") == "s1" })
    #expect(!requests.contains { $0.isEnd })
  }

  @Test(arguments: [("", true), (#","expires_in":0"#, false)])
  func `no token is asked for at a stop`(_ expiry: String, _ isAtHand: Bool) async throws {
    let signing = MCPWorld.signingIn()
    let tokens = TalkingServer { _ in OAuthWorld.token("given", expiry) }
    try await tokens.serving { tokens in
      let (asked, requests) = try await signing.serving(MCPSessionEndTests.older()) { mail in
        let signIn = MCPWorld.signIn(at: tokens)
        let mail = Connection.alices("mail", mail.settings.signing(in: signIn))
        await call(in: signing, through: mail)
        let asked = tokens.requests.count
        await end(of: signing, knowing: mail).tell()
        return asked
      }
      #expect(tokens.requests.count == asked)
      #expect(requests.contains(where: \.isEnd) == isAtHand)
    }
  }

  @Test func `a server that does not answer holds up no stop`() async throws {
    let older = MCPSessionEndTests.older()
    let server = TalkingServer { request in
      let asked = MCPScript.Request(request.text)
      return asked.isEnd ? .silence : .bytes(older(asked))
    }
    try await server.serving { server in
      let mail = MCPWorld.mail(server.port)
      await call(through: mail)
      await end(knowing: mail, within: 1).tell()
    }
  }

  /// Of a server that begins a session, where it has one.
  private static func older(
    session: String? = "s1"
  ) -> @Sendable (MCPScript.Request) -> String {
    MCPScript.older(session: session, ["tools": [MCPWorld.sendMail]])
  }

  private func call(in other: MCPWorld? = nil, through mail: Connection) async {
    let world = other ?? world
    _ = await world.adapter.perform(
      world.call("send_mail", ["to": "b@x.example"], through: mail))
  }

  private func end(
    of other: MCPWorld? = nil, knowing mail: Connection?, within seconds: Int = ample
  ) -> MCPSessionEnd {
    MCPSessionEnd(
      (other ?? world).connections,
      bindings: MemoryBindings(through: mail.map { [$0] } ?? []), within: seconds)
  }
}

extension MCPScript.Request {
  /// Whether it ends a session.
  fileprivate var isEnd: Bool { headers.first?.hasPrefix("delete ") == true }
}
