import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Tests of connections with a base URL.
@Suite(.timeLimit(.minutes(20))) struct HTTPTesterTests {
  private let token = SecretText(name: "token", text: "correct-horse-battery")

  @Test(
    arguments: [
      (ConnectionProbe(), "HEAD /v1 HTTP/1.1"),
      (ConnectionProbe(.get, path: "/me?full=1"), "GET /v1/me?full=1 HTTP/1.1"),
      (ConnectionProbe(.get, path: "me"), "GET /v1/me HTTP/1.1"),
    ])
  func `a request that changes nothing is signed and sent, and told without its query`(
    probe: ConnectionProbe, line: String
  ) async throws {
    try await LoopbackServer(answer("200 OK", "correct-horse-battery")).serving { server in
      let test = await tester().test(crm(server.port), probe, for: "alice")
      let wire = try #require(server.requests.first)
      #expect(wire.hasPrefix("\(line)\r\n"))
      #expect(wire.contains("Authorization: Bearer correct-horse-battery\r\n"))
      #expect(wire.contains("X-Team: desk\r\n") && !wire.contains("Idempotency-Key"))
      let path = probe.path.isEmpty ? "" : "/me"
      #expect(
        test
          == ConnectionTest(
            .succeeded,
            "\(probe.method.rawValue) http://127.0.0.1:\(server.port)/v1\(path) was answered with 200."
          ))
    }
  }

  @Test(
    arguments: [
      ("307 Redirect", "a redirect, which is not followed"), ("401 No", "set its secret anew"),
      ("403 No", "another path"), ("404 No", "Try a path that there is"),
      ("405 No", "it takes no HEAD there. Try GET."), ("429 No", "Try it again later"),
      ("503 correct-horse-battery", "trouble of its own"), ("418 No", "was answered with 418."),
    ])
  func `another status fails, and says what to do`(status: String, words: String) async throws {
    try await LoopbackServer(answer(status, "")).serving { server in
      let test = await tester().test(crm(server.port), ConnectionProbe(), for: "alice")
      #expect(test.outcome == .failed && test.words.contains(words), "\(test)")
      #expect(!test.words.contains("correct-horse") && test.tools == nil)
    }
  }

  @Test func `what cannot be asked says why`() async throws {
    let port = try ClosedPort()
    let closed = await tester().test(crm(port.number), ConnectionProbe(), for: "alice")
    #expect(closed.outcome == .failed && closed.words.contains("No connection to 127.0.0.1"))
    let astray = await tester().test(
      crm(80), ConnectionProbe(.get, path: "a#b"), for: "alice")
    #expect(
      astray == ConnectionTest(.failed, "The path must not have #: what follows it is never sent."))
    let unread = await tester { _ in throw CancellationError() }.test(
      crm(80), ConnectionProbe(), for: "alice")
    #expect(unread.words.contains("cannot be read"))
    let lacking = await tester { _ in [] }.test(crm(80), ConnectionProbe(), for: "alice")
    #expect(lacking.words.contains("lacks its secret token"))
    let whole = await tester().test(.http, ConnectionProbe(), for: "alice")
    #expect(whole.outcome == .failed && whole.words.contains("whole URLs"))
  }

  @Test func `a token is asked for anew, and its server's no is told`() async throws {
    let world = OAuthWorld { _, number in
      number < 3 ? OAuthWorld.token("token-\(number)") : .json(401, #"{"error":"invalid_client"}"#)
    }
    try await world.serving { world in
      let settings = HTTPSettings(
        baseURL: "http://127.0.0.1:\(world.api.port)", signIn: world.credentials().signIn)
      let crm = Connection.alices("crm", .http(settings))
      let tester = HTTPTester(
        signed: world.signed,
        secrets: { _ in [SecretText(name: "client_secret", text: "the client's secret")] },
        within: ample)
      for _ in 1...2 {
        let test = await tester.test(crm, ConnectionProbe(.get), for: "alice")
        #expect(test.outcome == .succeeded)
        #expect(test.words.hasPrefix("A token came from 127.0.0.1. GET http://127.0.0.1:"))
      }
      #expect(world.bearers == ["Bearer token-1", "Bearer token-2"])
      let refused = await tester.test(crm, ConnectionProbe(.get), for: "alice")
      #expect(refused.outcome == .failed && refused.words.contains("invalid_client"))
      #expect(world.api.requests.count == 2)
    }
  }

  private func tester(
    _ secrets: (@Sendable (Connection) async throws -> [SecretText])? = nil
  ) -> HTTPTester {
    HTTPTester(
      signed: SignedOutgoing(
        outgoing: OutgoingWorld.outgoing(), keeping: TokensInMemory(), now: { .morning }),
      secrets: secrets ?? { [token] _ in [token] }, within: ample)
  }

  private func crm(_ port: Int) -> Connection {
    let settings = HTTPSettings(
      baseURL: "http://127.0.0.1:\(port)/v1", signIn: .bearer,
      headers: [NamedText("X-Team", "desk")])
    return .alices("crm", .http(settings))
  }

  /// - Parameter body: of an answer to GET.
  private func answer(_ status: String, _ body: String) -> LoopbackServer.Answer {
    .script { request in
      let isHead = request.hasPrefix("HEAD")
      return "HTTP/1.1 \(status)\r\nLocation: /x\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        + (isHead ? "" : body)
    }
  }
}
