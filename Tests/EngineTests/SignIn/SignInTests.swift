import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// The header by which a request proves who asks, as it is sent and as it is shown.
@Suite(.timeLimit(.minutes(20))) struct SignInTests {
  private let signed = SignedOutgoing(
    outgoing: OutgoingWorld.outgoing(), keeping: TokensInMemory(), now: { .morning })

  @Test(
    arguments: [
      (
        .bearer, ["token": "abc.DEF-123"], "Authorization: Bearer abc.DEF-123",
        "Bearer [secret token]"
      ),
      (
        .basic(username: "Müller"), ["password": "a:b ü"],
        "Authorization: Basic TcO8bGxlcjphOmIgw7w=", "Basic [secret password]"
      ),
      (.header(name: "X-Api-Key"), ["value": "k e y"], "X-Api-Key: k e y", "[secret value]"),
    ] as [(SignIn, SecretValues, String, String)])
  func `a secret is sent and a stand-in shown, and nothing else differs`(
    _ signIn: SignIn, _ secrets: SecretValues, _ line: String, _ shown: String
  ) async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      let credentials = credentials(signIn, secrets)
      let request = OutgoingWorld.request(
        server, "/a?b=c", method: "POST",
        headers: [(name: "X-A", value: "1"), (name: "authorization", value: "the step's own")],
        body: "abc")
      let reply = await signed.send(request, as: credentials, for: "alice", within: 100)
      #expect(reply.answer?.status == 200)
      let wire = try #require(server.requests.first?.text)
      #expect(wire.contains("\r\n\(line)\r\n"))
      let seen = credentials.shown(request)
      let name = line.prefix { $0 != ":" }
      #expect(seen.headers.last { $0.name == name }?.value == shown)
      let lines = seen.headers.map { "\($0.name): \($0.name == name ? secret(line) : $0.value)" }
      #expect(wire.hasPrefix("POST /a?b=c HTTP/1.1\r\n" + lines.joined(separator: "\r\n") + "\r\n"))
      #expect(wire.contains("the step's own") == (name != "Authorization"))
    }
  }

  @Test func `a key goes into the query, in place of what a step gives by its name`() async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      let credentials = credentials(.query(name: "api_key"), ["value": "k&e y=ü"])
      let request = OutgoingWorld.request(
        server, "/a?b=c&api%5Fkey=own&api_key&c=", method: "GET", headers: [])
      _ = await signed.send(request, as: credentials, for: "alice", within: 100)
      let wire = try #require(server.requests.first?.text)
      let shown = credentials.shown(request)
      #expect(shown.url.target == "/a?b=c&c=&api_key=[secret value]")
      let lines = shown.headers.map { "\($0.name): \($0.value)\r\n" }
      #expect(
        wire.hasPrefix(
          "GET /a?b=c&c=&api_key=k%26e%20y%3D%C3%BC HTTP/1.1\r\n" + lines.joined()))
    }
  }

  @Test func `a key that comes back from a query is not shown`() async throws {
    let key = credentials(.query(name: "key"), ["value": "open sesame"])
    try await TalkingServer { .text("You asked for \($0.text.prefix { $0 != "\r" })") }
      .serving { server in
        let reply = await signed.send(
          OutgoingWorld.request(server), as: key, for: "alice", within: 100)
        let content = try #require(try reply.answer?.content.0.text)
        #expect(content.contains("key=[secret value]") && !content.contains("sesame"))
      }
  }

  @Test(
    arguments: [
      (.bearer, [:], "The sign-in lacks its secret token; it can be set at the connection."),
      (
        .basic(username: "a"), ["password": ""],
        "The sign-in lacks its secret password; it can be set at the connection."
      ),
      (
        .bearer, ["token": "word\n"],
        "The secret token of the sign-in cannot be sent: it must be one word of plain letters, "
          + "digits and signs."
      ),
      (
        .header(name: "X-Api-Key"), ["value": "word\r\nX: y"],
        "The secret value of the sign-in cannot be sent: it must be one line without control "
          + "characters."
      ),
      (
        .query(name: "key"), ["value": "two\nlines"],
        "The secret value of the sign-in cannot be sent: it must be one line without control "
          + "characters."
      ),
      (
        .header(name: "Host"), ["value": "word"],
        "The secret value of the sign-in cannot be sent: its header must be one that a request can set."
      ),
      (
        .basic(username: "a:b"), ["password": "word"],
        "The secret password of the sign-in cannot be sent: the user name before it must have no colon "
          + "and no control characters."
      ),
    ] as [(SignIn, SecretValues, String)])
  func `what cannot be sent is told without the secret, and nothing is sent`(
    _ signIn: SignIn, _ secrets: SecretValues, _ words: String
  ) async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      let reply = await signed.send(
        OutgoingWorld.request(server), as: credentials(signIn, secrets), for: "alice", within: 100)
      #expect(reply.words == words)
      #expect(reply.isUnsent)
      #expect(server.connections == 0)
      let fault = await signed.trial(of: credentials(signIn, secrets), for: "alice", within: 100)
      #expect(fault?.description == words)
    }
  }

  @Test func `a secret that comes back is not shown`() async throws {
    let basic = credentials(.basic(username: "alice"), ["password": "open sesame"])
    try await TalkingServer { request in
      let proof = request.header("authorization") ?? ""
      let body = #"{"sent":"\#(proof)","open sesame":["it is \"open sesame\""],"n":1234}"#
      return .bytes(
        "HTTP/1.1 302 Found\r\nLocation: /open%20sesame\r\nContent-Type: application/json\r\nX-Sent: \(proof)\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }.serving { server in
      let reply = await signed.send(
        OutgoingWorld.request(server), as: basic, for: "alice", within: 100)
      let result = reply.result { $0.result(where: .success, now: 0) }
      #expect(
        result.error == "The server answered 302 Found and points to /[secret password]; "
          + "redirects are not followed.")
      #expect(result.response?["headers"]?["x-sent"] == "Basic [secret password]")
      #expect(
        result.response?["body"] == [
          "sent": "Basic [secret password]",
          "[secret password]": [#"it is "[secret password]""#], "n": 1234,
        ])
    }
  }

  @Test func `a secret that comes back as the name of a header is not shown`() async throws {
    let token = credentials(.bearer, ["token": "Open-Sesame"])
    try await TalkingServer { _ in
      .bytes("HTTP/1.1 200 OK\r\nOpen-Sesame: 1\r\nContent-Length: 0\r\n\r\n")
    }.serving { server in
      let reply = await signed.send(
        OutgoingWorld.request(server), as: token, for: "alice", within: 100)
      let response = reply.result { $0.result(where: .success, now: 0) }.response
      #expect(response?["headers"]?["[secret token]"] == "1")
    }
  }

  /// What is no text is told as base64, be it so by what it has or by how it is said to be packed.
  @Test(arguments: ["", "Content-Encoding: zstd\r\n"])
  func `a secret within bytes that come back is not shown`(_ coding: String) async throws {
    let token = credentials(.bearer, ["token": "open-sesame-1234"])
    try await TalkingServer { request in
      let body = "\0 " + (request.header("authorization") ?? "")
      return .bytes(
        "HTTP/1.1 200 OK\r\n\(coding)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }.serving { server in
      let reply = await signed.send(
        OutgoingWorld.request(server), as: token, for: "alice", within: 100)
      let content = try reply.answer?.content.0
      #expect(content?["base64"] == "ACBCZWFyZXIg[secret token]")
    }
  }

  @Test func `a token that comes back is not shown`() async throws {
    let world = OAuthWorld(
      api: { .text($0.header("authorization") ?? "") },
      token: { _, _ in OAuthWorld.token("the-access-token") })
    try await world.serving { world in
      let content = try await world.ask().answer?.content.0
      #expect(content == "Bearer [secret access_token]")
    }
  }

  @Test func `nothing that is printed shows a secret`() {
    let secrets: SecretValues = ["token": "open sesame"]
    let tokens = OAuthTokens(access: "open sesame", renewAt: nil, refresh: "open", origin: "x")
    var dumped = ""
    dump((secrets, credentials(.bearer, secrets), tokens), to: &dumped)
    for text in ["\(secrets)", "\(tokens)", String(reflecting: secrets), dumped] {
      #expect(text.contains("[secret "))
      #expect(!text.contains("open"))
    }
  }

  @Test func `kept tokens can be written down and read again`() {
    for tokens in [
      OAuthTokens(access: "A", renewAt: .morning, refresh: "R", origin: "x"),
      OAuthTokens(access: "A", renewAt: nil, refresh: nil, origin: "x"),
    ] {
      #expect(OAuthTokens(tokens.json) == tokens)
    }
    #expect(OAuthTokens(["access": "A"]) == nil)
  }

  private func credentials(_ signIn: SignIn, _ secrets: SecretValues) -> Credentials {
    Credentials(
      signIn, secrets: secrets, place: TokenPlace(connection: "crm", owner: "alice"))
  }

  private func secret(_ line: String) -> String {
    line.firstRange(of: ": ").map { String(line[$0.upperBound...]) } ?? ""
  }
}
