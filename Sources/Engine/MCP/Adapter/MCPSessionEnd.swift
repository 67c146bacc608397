package import Automations
import OrderedJSON
import ServiceLifecycle

/// Tells MCP servers that their sessions are over when the server stops (2025-11-25, "Session
/// Management"): they keep them for as long as they see fit else.
package struct MCPSessionEnd: Service {
  private let connections: MCPConnections
  private let bindings: any BindingStore
  private let operators: OperatorsTools
  private let seconds: Int

  /// - Parameters:
  ///   - bindings: knows the connections as they are by then: one that leads elsewhere, is switched off
  ///     or gone is no way to a server any more.
  ///   - operators: what the operator's file offers to everybody.
  ///   - seconds: in all.
  package init(
    _ connections: MCPConnections, bindings: any BindingStore,
    operators: OperatorsTools = OperatorsTools(),
    within seconds: Int = Limits.mcpSessionEnds.seconds
  ) {
    self.connections = connections
    self.bindings = bindings
    self.operators = operators
    self.seconds = seconds
  }

  /// Waits for the end of the server, and tells them; a cancellation leaves it.
  package func run() async throws {
    do { try await gracefulShutdown() } catch { return }
    await tell()
  }

  /// Returns when all were told, or the time is over.
  package func tell() async {
    let sessions = await connections.servers.takeSessions(Limits.mcpSessionEnds.count)
    guard !sessions.isEmpty else { return }
    let deadline = Deadline(within: seconds)
    _ = await deadline.bounds {
      await withTaskGroup(of: Void.self) { group in
        for (userID, theirs) in Dictionary(grouping: sessions, by: \.account.server.userID) {
          group.addTask { await tell(theirs, of: userID, by: deadline) }
        }
      }
    }
  }

  private func tell(
    _ sessions: [MCPServers.KnownSession], of userID: String, by deadline: Deadline
  ) async {
    guard let tools = try? await bindings.tools(of: userID) else { return }
    let ways = (tools.connections + operators.connections).filter(\.isEnabled)
      .compactMap { connection in MCPServerKey(connection, for: userID).map { ($0, connection) } }
    let servers = Dictionary(ways) { first, _ in first }
    await withTaskGroup(of: Void.self) { group in
      for known in sessions {
        guard let connection = servers[known.account.server] else { continue }
        group.addTask {
          await connections.end(known, with: connection, for: userID, by: deadline)
        }
      }
    }
  }
}

extension MCPSessionEnd: CustomStringConvertible {
  /// As the service group's log lines call it.
  package var description: String { "MCPSessionEnd" }
}
