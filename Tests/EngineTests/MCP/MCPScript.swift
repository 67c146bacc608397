import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Alice's connection to an MCP server that answers as a test says.
struct MCPScript {
  /// A request as the server sees it.
  struct Request: Sendable {
    /// In lower case, each `name: value`.
    let headers: [String]
    let message: JSON

    init(_ text: String) {
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
      headers = (parts.first ?? "").split(separator: "\r\n").map { $0.lowercased() }
      message = (try? JSON(parsing: parts.count > 1 ? String(parts[1]) : "")) ?? .null
    }

    var method: String { message["method"]?.text ?? "" }

    /// The value of a header; `nil`: there is none.
    func header(_ name: String) -> String? {
      headers.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    func result(_ result: JSON, headers: String = "") -> String {
      MCPScript.answer(
        200, ["jsonrpc": "2.0", "id": message["id"] ?? .null, "result": result], headers: headers)
    }

    func error(
      _ code: Int, _ words: String, status: Int = 200, data: JSON = nil, headers: String = ""
    ) -> String {
      MCPScript.answer(
        status,
        [
          "jsonrpc": "2.0", "id": message["id"] ?? .null,
          "error": ["code": JSON(code), "message": .string(words), "data": data],
        ], headers: headers)
    }
  }

  let servers = MCPServers()

  /// Does the work while such a server runs, and gives what it was asked.
  func serving<Value>(
    _ answer: @escaping @Sendable (Request) -> String,
    _ work: (LoopbackServer) async throws -> Value
  ) async throws -> (value: Value, requests: [Request]) {
    let server = try LoopbackServer(.script { answer(Request($0)) })
    return try await server.serving { server in
      let value = try await work(server)
      return (value, server.requests.map(Request.init))
    }
  }

  func client(
    _ server: LoopbackServer, of user: String = "alice", name: String = "mail",
    secrets: SecretValues = SecretValues()
  ) throws -> MCPClient {
    try client(
      "http://127.0.0.1:\(server.port)/mcp", of: user, name: name, secrets: secrets)
  }

  func client(
    _ url: String, of user: String = "alice", name: String = "mail",
    secrets: SecretValues = SecretValues()
  ) throws -> MCPClient {
    let outgoing = SignedOutgoing(
      outgoing: Outgoing(allowed: try AllowedNetworks("127.0.0.0/8")), keeping: TokensInMemory(),
      now: { instant("2026-11-24T09:00:00Z") })
    let place = TokenPlace(connection: "connection", owner: user)
    let credentials = Credentials(
      secrets["token"] == nil ? .none : .bearer, secrets: secrets, place: place)
    return try MCPClient(
      url: url, credentials: credentials, userID: user, connection: "connection", name: name,
      outgoing: outgoing, servers: servers)
  }

  static func answer(_ status: Int, _ body: JSON, headers: String = "") -> String {
    let text = body.serialized
    return "HTTP/1.1 \(status) Status\r\nContent-Type: application/json\r\n\(headers)"
      + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }

  static func answer(_ status: Int, headers: String = "") -> String {
    "HTTP/1.1 \(status) Status\r\n\(headers)Content-Length: 0\r\n\r\n"
  }

  /// A stream that stays open behind its events.
  static func stream(_ events: [JSON]) -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100000\r\n\r\n"
      + events.map { "event: message\r\ndata: \($0.serialized)\r\n\r\n" }.joined()
  }

  /// Of a server of 2025-11-25 that answers calls with `called`.
  static func older(
    session: String? = "s1", _ called: JSON = ["content": [["type": "text", "text": "done"]]]
  ) -> @Sendable (Request) -> String {
    { request in
      switch request.method {
      case "initialize":
        request.result(
          ["protocolVersion": "2025-06-18", "capabilities": [:]],
          headers: session.map { "MCP-Session-Id: \($0)\r\n" } ?? "")
      case "notifications/initialized": answer(202)
      case _ where request.header("mcp-protocol-version") == "2026-07-28":
        answer(
          400,
          ["jsonrpc": "2.0", "id": "server-error", "error": ["code": -32600, "message": "No"]])
      case _ where request.header("mcp-session-id") != session:
        answer(404, ["jsonrpc": "2.0", "id": nil, "error": ["code": -32600, "message": "Gone"]])
      default: request.result(called)
      }
    }
  }
}
