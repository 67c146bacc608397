/// A way to an MCP server.
protocol MCPTransport: Sendable {
  /// What the server is remembered by.
  var server: MCPServerKey { get }
  /// Whether some params of a tool go into headers too.
  var hasHeaders: Bool { get }
  /// Asks, in whichever era the server lives.
  func ask(
    _ question: MCPQuestion, _ servers: MCPServers, by deadline: Deadline
  ) async -> MCPReply
}

/// A server as one person reaches it by one connection: nobody's session is another's.
package struct MCPServerKey: Hashable, Sendable {
  /// Whose calls they are.
  let userID: String
  /// The connection's id.
  let connection: String
  /// Where it leads: another place is another server.
  let place: String

  package init(userID: String, connection: String, place: String) {
    (self.userID, self.connection, self.place) = (userID, connection, place)
  }
}
