import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Workflows

/// Alice's calls of the tools of MCP servers, through connections.
struct MCPWorld {
  let processes = MCPProcesses(logger: .mute)
  let connections: MCPConnections
  let adapter: MCPAdapter
  let tester: MCPTester
  private let script = MCPScript()

  /// - Parameters:
  ///   - networks: those that may be called.
  ///   - secrets: of each connection; what throws cannot be read.
  init(
    allowing networks: String = "127.0.0.0/8, ::1",
    secrets: @escaping @Sendable (Connection) async throws -> [SecretText] = { _ in
      [SecretText(name: "token", text: "correct-horse-battery")]
    }
  ) {
    connections = MCPConnections(
      outgoing: SignedOutgoing(
        outgoing: OutgoingWorld.outgoing(allowing: networks), keeping: TokensInMemory(),
        now: { .morning }),
      processes: processes, secrets: secrets)
    adapter = MCPAdapter(connections)
    tester = MCPTester(connections, within: ample)
  }

  /// Does the work while a server answers so, and gives what it was asked.
  func serving<Value>(
    _ answer: @escaping @Sendable (MCPScript.Request) -> String,
    _ work: (Connection) async throws -> Value
  ) async throws -> (value: Value, requests: [MCPScript.Request]) {
    try await script.serving(answer) { server in try await work(MCPWorld.mail(server.port)) }
  }

  /// One whose connections sign in at a token server, with a secret of the client's own.
  static func signingIn() -> MCPWorld {
    MCPWorld(secrets: { _ in [SecretText(name: "client_secret", text: "the client's secret")] })
  }

  /// The sign-in at a token server on this machine.
  static func signIn(at tokens: TalkingServer) -> SignIn {
    .oauth2(
      SignIn.OAuth2(
        grant: .clientCredentials, tokenURL: "http://127.0.0.1:\(tokens.port)/token",
        clientID: "reprise"))
  }

  /// The connection to a server on this machine.
  static func mail(_ port: Int, signIn: SignIn = .bearer) -> Connection {
    .alices("mail", .mcp(.http(url: "http://127.0.0.1:\(port)/mcp", signIn: signIn)))
  }

  func call(
    _ tool: String, _ params: JSON, through connection: Connection, remote: String? = nil,
    effect: Effect = .once, timeout: Int = 100
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: tool,
      connection: connection, mapping: Mapping(remote: remote), params: params, attempt: 1,
      timeout: timeout, effect: effect, idempotencyKey: "key")
  }

  /// Of a server that has a tool, and answers calls so.
  static func server(
    _ tool: JSON = sendMail,
    _ called: @escaping @Sendable (MCPScript.Request) -> String = {
      $0.result(["structuredContent": ["id": 7]])
    }
  ) -> @Sendable (MCPScript.Request) -> String {
    { request in
      request.method == "tools/list" ? request.result(["tools": [tool]]) : called(request)
    }
  }

  static let sendMail: JSON = [
    "name": "send_mail", "description": "Sends\na mail.",
    "inputSchema": [
      "type": "object",
      "properties": [
        "to": ["type": "string", "pattern": "@"], "subject": ["type": "string"],
      ],
      "required": ["to"],
    ],
    "annotations": ["readOnlyHint": false, "idempotentHint": true],
  ]
}

extension ConnectionSettings {
  /// The same server with another sign-in.
  func signing(in signIn: SignIn) -> ConnectionSettings {
    guard case .mcp(.http(let url, _)) = self else { return self }
    return .mcp(.http(url: url, signIn: signIn))
  }
}
