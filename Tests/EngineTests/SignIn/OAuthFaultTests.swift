import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Where a token server gives no token, its host and code are told, and no secret.
@Suite(.timeLimit(.minutes(20))) struct OAuthFaultTests {
  private static let secret = "the client's secret"

  @Test(
    arguments: [
      (400, "invalid_grant", .permanent, " Set the refresh_token anew."),
      (401, "invalid_client", .permanent, " See that client_id and client_secret are right."),
      (
        400, "unauthorized_client", .permanent,
        " See that the client may sign in by the grant of the connection."
      ),
      (400, "invalid_scope", .permanent, " See that the scope is one that it gives."),
      (
        400, "unsupported_grant_type", .permanent,
        " See that the client may sign in by the grant of the connection."
      ),
      (503, "temporarily_unavailable", .notTaken(after: nil), ""),
      (400, "slow_down", .notTaken(after: nil), ""),
    ] as [(Int, String, ToolResult.Retry, String)])
  func `an error code is told with the host, what to do, and whether another try is worth it`(
    _ status: Int, _ code: String, _ retry: ToolResult.Retry, _ advice: String
  ) async throws {
    let world = OAuthWorld { _, _ in
      .json(status, #"{"error":"\#(code)","error_description":"\#(OAuthFaultTests.secret)"}"#)
    }
    try await world.serving { world in
      let reply = await world.ask()
      #expect(reply.words == "The token server 127.0.0.1 refuses the sign-in: \(code).\(advice)")
      #expect(reply.retry == retry)
      #expect(world.api.connections == 0)
    }
  }

  @Test func `a token server that says when to come back is asked again then`() async throws {
    try await OAuthWorld { _, _ in
      .bytes("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
    }.serving { world in
      #expect(await world.ask().retry == .notTaken(after: 7))
    }
  }

  @Test(arguments: ["slow_down", "temporarily_unavailable", "server_error"])
  func `so is one that says beside its error code when to come back`(
    _ code: String
  ) async throws {
    try await OAuthWorld { _, _ in
      .json(400, #"{"error":"\#(code)"}"#, headers: "Retry-After: 7\r\n")
    }.serving { world in
      #expect(await world.ask().retry == .notTaken(after: 7))
    }
  }

  @Test(arguments: [
    (429, "rate_limit_exceeded"), (503, "over_capacity"), (500, "invalid_client"),
  ])
  func `a status that says nothing against the client is no refusal, whatever code is beside it`(
    _ status: Int, _ code: String
  ) async throws {
    try await OAuthWorld { _, _ in
      .json(status, #"{"error":"\#(code)"}"#, headers: "Retry-After: 7\r\n")
    }.serving { world in
      let reply = await world.ask()
      #expect(reply.words == "The token server 127.0.0.1 answered \(status) instead of a token.")
      #expect(reply.retry == .notTaken(after: 7))
      #expect(world.grants.count == 1)
    }
  }

  @Test(
    arguments: [
      (404, "<html>", .never, "answered 404 instead of a token"),
      (302, "", .never, "answered 302 instead of a token"),
      (500, "{}", .notTaken(after: nil), "answered 500 instead of a token"),
      (429, "slow", .notTaken(after: nil), "answered 429 instead of a token"),
      (401, "", .permanent, "answered 401 instead of a token"),
      (200, "", .never, "answered without a token that could be used"),
      (200, "[]", .never, "answered without a token that could be used"),
      (200, "{}", .never, "answered without a token that could be used"),
      (
        200, #"{"access_token":"a\r\nX: y"}"#, .never,
        "answered without a token that could be used"
      ),
      (200, #"{"access_token":""}"#, .never, "answered without a token that could be used"),
      (
        200, #"{"access_token":"A","token_type":"mac"}"#, .never,
        "answered without a token that could be used"
      ),
      (
        400, #"{"error":"the client's secret"}"#, .never, "answered 400 instead of a token"
      ),
      (400, #"{"error":"R1-secret"}"#, .never, "answered 400 instead of a token"),
      (
        200, #"{"error":"invalid_grant"}"#, .permanent, "refuses the sign-in: invalid_grant"
      ),
    ] as [(Int, String, ToolResult.Retry, String)])
  func `any other answer than a token is told as one`(
    _ status: Int, _ body: String, _ retry: ToolResult.Retry, _ words: String
  ) async throws {
    try await OAuthWorld { _, _ in .json(status, body) }.serving { world in
      let reply = await world.ask(as: world.credentials(refreshToken: "R1-secret"))
      #expect(reply.words?.hasPrefix("The token server 127.0.0.1 \(words).") == true)
      let isTold = reply.words?.contains(words.contains("answered") ? "token_url" : "anew") == true
      #expect(isTold == (retry != .notTaken(after: nil)), "\(reply)")
      #expect(reply.retry == retry)
      #expect(world.api.connections == 0)
    }
  }

  @Test func `a token for the next one that is too long is none that could be used`() async throws {
    let world = OAuthWorld { _, number in
      let refresh = String(repeating: "r", count: Limits.refreshTokenBytes + (number == 1 ? 1 : 0))
      return OAuthWorld.token("A", #","refresh_token":"\#(refresh)""#)
    }
    try await world.serving { world in
      let credentials = world.credentials(refreshToken: "R1")
      let reply = await world.ask(as: credentials)
      #expect(
        reply.words
          == "The token server 127.0.0.1 answered without a token that could be used. See that the "
          + "token_url is right.")
      #expect(reply.retry == .never)
      #expect(await world.keeping.tokens(at: credentials.place) == nil)
      #expect(await world.ask(as: credentials).answer?.status == 200)
      #expect(await world.keeping.tokens(at: credentials.place)?.refresh?.utf8.count == 16 << 10)
    }
  }

  @Test func `a token server that is silent takes no longer than the step has`() async throws {
    try await OAuthWorld { _, _ in .silence }.serving { world in
      #expect(
        await patiently { seconds in
          let reply = await world.ask(within: seconds)
          let silence = "no token came from 127.0.0.1 within \(seconds) s."
          return reply.words == "The sign-in was not possible: \(silence)"
            && reply.retry == .notTaken(after: nil)
        })
    }
  }

  @Test func `a token server that is not there is told as one`() async throws {
    let closed = try ClosedPort()
    let reply = await reply(tokenURL: "http://127.0.0.1:\(closed.number)/", ["client_secret": "x"])
    #expect(
      reply.words
        == "The sign-in was not possible: No connection to 127.0.0.1: it refuses connections.")
    #expect(reply.retry == .notTaken(after: nil))
  }

  @Test func `a token server in a network that is not allowed is not asked`() async throws {
    let reply = await reply(tokenURL: "http://10.0.0.1/token", ["client_secret": "x"])
    #expect(reply.words?.contains("(10.0.0.1) is not a public one") == true)
    #expect(reply.retry == .never)
  }

  @Test func `what lacks for a token is named`() async throws {
    let without = await reply(tokenURL: "http://127.0.0.1:1/", [:])
    #expect(
      without.words
        == "The sign-in lacks its secret client_secret; it can be set at the connection.")
    #expect(without.retry == .permanent)
    let odd = await reply(tokenURL: "token", ["client_secret": "x"])
    #expect(
      odd.words
        == "The token URL of the sign-in must be a URL that begins with http:// or https://.")
    #expect(odd.retry == .permanent)
  }

  private func reply(tokenURL: String, _ secrets: SecretValues) async -> OutgoingReply {
    let signed = SignedOutgoing(
      outgoing: OutgoingWorld.outgoing(), keeping: TokensInMemory(), now: { .morning })
    let settings = SignIn.OAuth2(
      grant: .clientCredentials, tokenURL: tokenURL, clientID: "reprise")
    return await signed.send(
      OutgoingWorld.request("http://127.0.0.1:1/"),
      as: Credentials(
        .oauth2(settings), secrets: secrets,
        place: TokenPlace(connection: "crm", owner: "alice")), for: "alice", within: 100)
  }
}

extension OutgoingReply {
  fileprivate var retry: ToolResult.Retry? {
    result { _ in .succeeded(result: .null, response: .null) }.retry
  }
}
