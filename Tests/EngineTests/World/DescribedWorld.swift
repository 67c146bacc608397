import Automations
import Engine
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport

/// Alice's connection "crm" to a server on this machine, which has an API and the document that
/// describes it.
final class DescribedWorld: Sendable {
  let server: TalkingServer
  let apis: DescribedAPIs
  let time: PassingTime
  let secret = SecretText(name: "token", text: "correct-horse-battery")

  /// - Parameters:
  ///   - document: what stands at `/openapi.json`.
  ///   - api: what is answered to other requests.
  ///   - time: by which what was read grows old, and calls take long.
  init(
    document: @escaping @Sendable (TalkingServer.Request) async -> TalkingServer.Reply = { _ in
      .json(200, DescribedWorld.document)
    },
    api: @escaping @Sendable (TalkingServer.Request) async -> TalkingServer.Reply = { _ in
      .json(200, #"{"ok":true}"#)
    },
    time: PassingTime = PassingTime()
  ) {
    self.time = time
    server = TalkingServer { request in
      if request.text.hasPrefix("GET /openapi.json ") { return await document(request) }
      return await api(request)
    }
    apis = DescribedAPIs(
      signed: SignedOutgoing(
        outgoing: OutgoingWorld.outgoing(), keeping: TokensInMemory(), now: { .morning }),
      secrets: { [secret] _ in [secret] }, now: { [time] in time.now })
  }

  func serving(_ work: (DescribedWorld) async throws -> Void) async throws {
    try await server.serving { _ in try await work(self) }
  }

  var adapter: OpenAPIAdapter { OpenAPIAdapter(apis, now: { 0 }) }
  var tester: OpenAPITester { OpenAPITester(apis, within: ample) }

  /// While nothing is served, that of nobody.
  var base: String { "http://127.0.0.1:\(max(server.port, 1))" }
  var documentURL: String { base + "/openapi.json" }

  /// Requests for the document, and those of the API.
  var fetches: [TalkingServer.Request] { server.requests.filter(\.isForDocument) }
  var calls: [TalkingServer.Request] { server.requests.filter { !$0.isForDocument } }

  /// With the document's text.
  func uploaded(
    _ text: String = DescribedWorld.document, below path: String? = "/v1",
    signIn: SignIn = .bearer
  ) -> Connection {
    .alices(
      "crm",
      .openapi(
        OpenAPISettings(document: .text(text), baseURL: path.map { base + $0 }, signIn: signIn)))
  }

  /// With its address.
  func linked(to url: String? = nil, below baseURL: String? = nil, signIn: SignIn = .none)
    -> Connection
  {
    .alices(
      "crm",
      .openapi(
        OpenAPISettings(document: .url(url ?? documentURL), baseURL: baseURL, signIn: signIn)))
  }

  func call(
    _ tool: String, _ params: JSON, through connection: Connection, mapping: Mapping = .asRecorded,
    timeout: Int = 100
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: tool,
      connection: connection, mapping: mapping, params: params, attempt: 1, timeout: timeout,
      idempotencyKey: "key-of-the-step")
  }

  static let document = """
    {"openapi": "3.1.0", "info": {"title": "Mail"}, "servers": [{"url": "/v1"}], "paths": {
      "/users/{user}/mails": {
        "parameters": [
          {"name": "user", "in": "path", "required": true, "schema": {"type": "string"}}],
        "get": {"operationId": "list_mail", "parameters": [
          {"name": "limit", "in": "query", "schema": {"type": "integer"}}]},
        "post": {"operationId": "send_mail", "summary": "Sends a mail", "parameters": [
            {"name": "draft", "in": "query", "schema": {"type": "boolean"}},
            {"name": "X-Source", "in": "header", "schema": {"type": "string"}},
            {"name": "session", "in": "cookie", "schema": {"type": "string"}}],
          "requestBody": {"required": true, "content": {"application/json": {"schema": {
            "type": "object", "required": ["to"], "properties": {
              "to": {"type": "string", "pattern": "@"}, "count": {"type": "integer"}}}}}}},
        "put": {"operationId": "replace_mails"}}
    }}
    """
}

/// Time that passes as it does, and by leaps.
final class PassingTime: Sendable {
  private let leaps = Mutex(Duration.zero)

  var now: ContinuousClock.Instant { ContinuousClock.now + leaps.withLock { $0 } }

  func leap(seconds: Int) { leaps.withLock { $0 += .seconds(seconds) } }
}

extension TalkingServer.Request {
  fileprivate var isForDocument: Bool { text.hasPrefix("GET /openapi.json ") }

  /// `POST /v1/users/bob/mails`
  var line: String {
    text.split(separator: "\r\n").first.map { String($0.dropLast(" HTTP/1.1".count)) } ?? ""
  }
}
