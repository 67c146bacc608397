import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Requests of bindings whose connection has a base URL.
@Suite struct HTTPConnectionTests {
  private let ok = LoopbackServer.Answer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
  private let token = SecretText(name: "token", text: "correct-horse-battery")

  @Test func `a request is made by template below the base URL, with headers and sign-in`()
    async throws
  {
    let template: JSON = [
      "method": "POST",
      "path": [
        "$text": ["/customers/", ["$ref": "params/id"], "/notes"]
      ],
      "query": ["q": ["$ref": "params/text"]], "json": ["text": ["$ref": "params/text"]],
    ]
    try await LoopbackServer(ok).serving { server in
      let call = try call(server, template, ["id": "a/b", "text": "Grüße", "more": 1])
      let prepared = await adapter.prepared(call)
      let result = await prepared.perform()
      let wire = try #require(server.requests.first)
      #expect(result.result == "ok", "\(result)")
      #expect(wire.hasPrefix("POST /v1/customers/a%2Fb/notes?q=Gr%C3%BC%C3%9Fe HTTP/1.1\r\n"))
      #expect(wire.contains("Authorization: Bearer correct-horse-battery\r\n"))
      #expect(wire.contains("X-Team: desk\r\n") && wire.contains("Idempotency-Key: key"))
      #expect(wire.hasSuffix(#"{"text":"Grüße"}"#))
      // What is shown of it has no secret.
      #expect(prepared.request["headers"]?["Authorization"] == "Bearer [secret token]")
      #expect(!prepared.request.serialized.contains("correct-horse"))
    }
  }

  @Test func `without a template the params say the request`() async throws {
    try await LoopbackServer(ok).serving { server in
      let call = try call(server, nil, ["path": "/find", "query": ["a": "b"]])
      #expect(await adapter.perform(call).result?["status"] == 200)
      #expect(server.requests.first?.hasPrefix("GET /v1/find?a=b HTTP/1.1\r\n") == true)
      #expect(adapter.effect(of: call, bound: nil) == .read)
      #expect(adapter.connection(of: call) == "127.0.0.1")
    }
  }

  @Test func `a call by template gives what the body holds, and the record has all of the answer`()
    async throws
  {
    let made = LoopbackServer.Answer.bytes(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n"
        + #"{"id":7}"#)
    try await LoopbackServer(made).serving { server in
      let result = await adapter.perform(try call(server, ["path": "/"], [:]))
      #expect(result.result == ["id": 7])
      #expect(result.response?["status"] == 200 && result.response?["body"] == ["id": 7])
    }
  }

  @Test func `a secret that comes back is shown nowhere`() async throws {
    let echo = LoopbackServer.Answer.bytes(
      "HTTP/1.1 403 Forbidden\r\nX-Seen: correct-horse-battery\r\n"
        + "X-correct-horse-battery: 1\r\nContent-Length: 26\r\n\r\n"
        + "[\"correct-horse-battery\"] ")
    try await LoopbackServer(echo).serving { server in
      let result = await adapter.perform(try call(server, ["path": "/"], [:]))
      #expect(result.response?["headers"]?["x-seen"] == "[secret token]")
      #expect(result.response?["headers"]?["x-[secret token]"] == "1")
      #expect(!"\(result)".contains("correct-horse"))
    }
  }

  @Test func `what cannot be made out is not sent, and says so`() async throws {
    try await LoopbackServer(ok).serving { server in
      let lacking = await adapter.perform(
        try call(server, ["path": ["$text": ["/customers/", ["$ref": "params/id"]]]], ["name": 1]))
      #expect(lacking.error?.contains("params/id finds nothing: params has name") == true)
      #expect(lacking.retry == .never)
      let astray = await adapter.perform(
        try call(server, ["path": ["$text": ["/customers/", ["$ref": "params/id"]]]], ["id": ".."]))
      #expect(astray.retry == .never)
      let unsigned = HTTPAdapter(outgoing: outgoing)
      let result = await unsigned.perform(try call(server, ["path": "/"], [:]))
      #expect(result.error?.contains("lacks its secret token") == true)
      #expect(server.requests.isEmpty)
    }
  }

  @Test(arguments: [
    ("401 Unauthorized", " Look at the sign-in of the connection, and at what it may do there."),
    ("302 Found", " Set the address of the connection to where that leads."),
    (
      "404 Not Found",
      " See that the address of the connection is right, and what the tool asks for there."
    ),
    ("422 Unprocessable", ""),
    ("503 Busy", " The fault is over there: if it stays, see to it there."),
  ])
  func `a run's error names the connection, and what to do about the answer`(
    status: String, advice: String
  ) async throws {
    let answer = LoopbackServer.Answer.bytes(
      "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
    try await LoopbackServer(answer).serving { server in
      let words = try await error(below: "http://127.0.0.1:\(server.port)/v1")
      #expect(
        words?.hasPrefix("Step 1 (find): The server answered \(status.prefix(3))") == true
          && words?.hasSuffix(" Its connection is \"crm\".\(advice)") == true, "\(words ?? "")")
    }
  }

  @Test func `so does the error of a call that nothing answered`() async throws {
    let port = try ClosedPort()
    let words = try await error(below: "http://127.0.0.1:\(port.number)/v1")
    #expect(
      words?.hasSuffix(
        "it refuses connections. Its connection is \"crm\". If it stays so, see that the server runs, "
          + "and that its address is right.") == true, "\(words ?? "")")
  }

  @Test func `so does the error of a call to a network that is not allowed`() async throws {
    let words = try await error(below: "http://10.0.0.1/v1")
    #expect(
      words?.hasSuffix(
        "is not a public one; the operator of this server can allow its network. Its connection is "
          + "\"crm\".") == true, "\(words ?? "")")
  }

  @Test func `so does the error of a call whose token server has nothing`() async throws {
    let missing = LoopbackServer.Answer.bytes(
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    try await LoopbackServer(missing).serving { server in
      let base = "http://127.0.0.1:\(server.port)"
      let words = try await error(
        below: base,
        signIn: .oauth2(
          SignIn.OAuth2(
            grant: .clientCredentials, tokenURL: base + "/token", clientID: "reprise")))
      #expect(
        words
          == "Step 1 (find): The token server 127.0.0.1 answered 404 instead of a token. See that the "
          + "token_url is right, and the client's id and secret. Its connection is \"crm\".")
    }
  }

  @Test func `so does the error of a call that no request can be made of`() async throws {
    let words = try await error(below: "http://127.0.0.1:1/v1", ["path": "a b\n"])
    #expect(words?.hasSuffix(" Its connection is \"crm\".") == true, "\(words ?? "")")
  }

  /// Of a run whose call ends so.
  private func error(
    below base: String, _ template: JSON = ["path": "/"], signIn: SignIn = .bearer
  ) async throws -> String? {
    let world = World()
    try await world.ledger.add(workflow("find"), at: world.clock.now)
    let binding = Binding(
      tool: "find", connection: "crm", mapping: Mapping(request: try Template(template)))
    let settings = HTTPSettings(baseURL: base, signIn: signIn)
    let secret = SecretText(name: "client_secret", text: "the client's own")
    try await world.runWaiting(
      HTTPAdapter(outgoing: outgoing, secrets: { [token] _ in [token, secret] }),
      bindings: MemoryBindings(binding, through: [.alices("crm", .http(settings))]))
    return await world.ledger.rows.first?.reason?.words
  }

  @Test func `statuses are success as the binding says`() async throws {
    let missing = LoopbackServer.Answer.bytes(
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    try await LoopbackServer(missing).serving { server in
      let codes = StatusCodes(rawValue: "200, 404")
      let result = await adapter.perform(try call(server, ["path": "/"], [:], success: codes))
      #expect(result.status == 404)
    }
  }

  @Test func `a call that can only fail is told of before it runs`() throws {
    let server = Connection.alices("crm")
    let binding = Binding(
      tool: "find", connection: "crm",
      mapping: Mapping(
        request: try Template(["method": ["$ref": "params/method"], "path": "/"])))
    let bindings = Bindings(own: [binding], connections: [server], adapters: [adapter])
    func workflow(_ params: JSON) -> Workflow {
      Workflow(steps: [Workflow.Step(tool: "find", params: params)])
    }
    #expect(bindings.fault(in: workflow(["method": "GET"])) == nil)
    let fault = bindings.fault(in: workflow(["method": "FETCH"]))
    #expect(fault?.1.param == "request/method")
    // What a result gives is known only when it is sent.
    #expect(
      bindings.fault(in: workflow(["method": ["$ref": "steps/s1/result/method"]])) == nil)
    // One that a template does not find may be another step's result one day.
    #expect(bindings.fault(in: workflow([:])) == nil)
    #expect(
      bindings.notices(for: workflow([:])).first?.contains("params/method finds nothing") == true)
  }

  private var outgoing: Outgoing {
    guard let allowed = try? AllowedNetworks("127.0.0.0/8") else { preconditionFailure() }
    return Outgoing(allowed: allowed)
  }

  private var adapter: HTTPAdapter {
    HTTPAdapter(outgoing: outgoing, secrets: { [token] _ in [token] })
  }

  private func call(
    _ server: LoopbackServer, _ template: JSON?, _ params: JSON, success: StatusCodes? = nil
  ) throws -> ToolCall {
    let settings = HTTPSettings(
      baseURL: "http://127.0.0.1:\(server.port)/v1", signIn: .bearer,
      headers: [NamedText("X-Team", "desk")])
    return ToolCall(
      runID: "run", userID: "alice", scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: "find", connection: .alices("crm", .http(settings)),
      mapping: Mapping(request: try template.map { try Template($0) }, success: success),
      params: params, attempt: 1, timeout: 100, idempotencyKey: "key")
  }
}
