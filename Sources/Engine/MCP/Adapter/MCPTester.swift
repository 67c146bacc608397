package import Automations
import OrderedJSON

/// Asks an MCP server for the list of its tools, which changes nothing; where it signs in by OAuth 2, for
/// a token before.
package struct MCPTester: ConnectionTester {
  private let connections: MCPConnections
  private let seconds: Int

  /// - Parameter seconds: that a test takes at most.
  package init(
    _ connections: MCPConnections, within seconds: Int = Limits.connectionTestSeconds
  ) {
    self.connections = connections
    self.seconds = seconds
  }

  package var kind: AdapterKind { .mcp }

  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest {
    let deadline = Deadline(within: seconds)
    do throws(MCPFault) {
      let beginning = try await signIn(to: connection, for: userID)
      let client = try await connections.client(of: connection, for: userID)
      let tools = try await client.list(since: .now, by: deadline).tools
      let count = tools.isEmpty ? "no tools" : tools.count == 1 ? "1 tool" : "\(tools.count) tools"
      return ConnectionTest(
        .succeeded, "\(beginning)\(client.words.serverAtStart) answers and has \(count).",
        tools: tools.map(\.name))
    } catch {
      return ConnectionTest(.failed, error.description + error.advice(for: connection))
    }
  }

  /// - Returns: what was done, as the beginning of what is told; empty: nothing that could fail.
  private func signIn(
    to connection: Connection, for userID: String
  ) async throws(MCPFault) -> String {
    guard case .mcp(.http(_, let signIn)) = connection.settings, case .oauth2 = signIn else {
      return ""
    }
    let fault = await connections.outgoing.trial(
      of: try await connections.credentials(of: connection, signIn), for: userID,
      within: seconds)
    if let fault { throw MCPFault.notSignedIn(fault.description) }
    return "The token server gave a token. "
  }
}

extension MCPFault {
  /// What to do, as a sentence behind the words; empty where they say it.
  fileprivate func advice(for connection: Connection) -> String {
    guard case .mcp(.http) = connection.settings else {
      return " The operator's file says which program is started, and how."
    }
    switch self {
    case .refused, .notSignedIn: return ""
    case .silent: return " See that the server runs, and that the address is right."
    case .answered, .unreadable:
      return " See that the address is that of an MCP server; of many it ends with /mcp."
    }
  }
}
