import Automations

/// A way to an MCP server.
protocol MCPTransport: Sendable {
  /// What the server is remembered by.
  var account: MCPAccount { get }
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

  init(userID: String, connection: String, at url: HTTPURL) {
    (self.userID, self.connection, place) = (userID, connection, url.text)
  }

  /// - Parameter command: of a program, which is first, with its arguments.
  init(userID: String, connection: String, running command: [String]) {
    (self.userID, self.connection) = (userID, connection)
    place = command.joined(separator: " ")
  }
}

/// Who somebody is to a server: with another sign-in or another secret they are somebody else there,
/// whose sessions and tools are others.
struct MCPAccount: Hashable, Sendable {
  let server: MCPServerKey
  private let signIn: SignIn
  /// Of the secrets that go with it.
  private let digest: [UInt8]

  /// - Parameter credentials: `nil`: it is a program, to which nobody signs in.
  init(at server: MCPServerKey, _ credentials: Credentials? = nil) {
    self.server = server
    signIn = credentials?.signIn ?? SignIn.none
    digest = credentials?.digest ?? []
  }
}
