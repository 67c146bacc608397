package import Automations
import OrderedJSON

/// The MCP servers that connections lead to, and what is remembered of them. Copies share that.
package struct MCPConnections: Sendable {
  let outgoing: SignedOutgoing
  let servers = MCPServers()
  private let processes: MCPProcesses
  private let secrets: @Sendable (Connection) async throws -> [SecretText]

  /// - Parameters:
  ///   - processes: where servers run that are programs of this machine.
  ///   - secrets: those of a connection, for a call that begins; of a program those variables of its
  ///     environment that are secret.
  package init(
    outgoing: SignedOutgoing, processes: MCPProcesses,
    secrets: @escaping @Sendable (Connection) async throws -> [SecretText]
  ) {
    self.outgoing = outgoing
    self.processes = processes
    self.secrets = secrets
  }

  /// What asks the server of a connection, with its secrets: for the time of a call.
  /// - Parameters:
  ///   - userID: whose call it is.
  ///   - keeping: whether tools are called over connections that were kept.
  func client(
    of connection: Connection, for userID: String, keeping: Bool = false
  ) async throws(MCPFault) -> MCPClient {
    switch connection.settings {
    case .mcp(.http(let url, let signIn)):
      let credentials = try await credentials(of: connection, signIn)
      do throws(ParamFault) {
        return try MCPClient(
          url: url, credentials: credentials, userID: userID, connection: connection.id,
          name: connection.name, keeping: keeping, outgoing: outgoing, servers: servers)
      } catch {
        throw MCPFault.refused("The address of \(connection.words) \(error.rule).")
      }
    case .mcp(.program(let words, let environment)):
      let variables = try await secretTexts(of: connection)
      guard let command = MCPCommand(words, environment, secrets: variables) else {
        throw MCPFault.refused("\(connection.wordsAtStart) names no program.")
      }
      return MCPClient(
        command: command, userID: userID, connection: connection.id, name: connection.name,
        processes: processes, servers: servers)
    default:
      throw MCPFault.refused("\(connection.wordsAtStart) leads to no MCP server.")
    }
  }

  /// Tells the server of a connection that a session is over, unless it is another account's by now; what
  /// it says to that changes nothing.
  func end(
    _ known: MCPServers.KnownSession, with connection: Connection, for userID: String,
    by deadline: Deadline
  ) async {
    guard case .mcp(.http(let address, let signIn)) = connection.settings,
      let url = try? HTTPURL(address),
      let proof = try? await credentials(of: connection, signIn),
      MCPAccount(at: known.account.server, proof) == known.account
    else { return }
    await outgoing.tell(known.session.end(at: url), as: proof, for: userID, by: deadline)
  }

  /// What proves to the server of a connection who asks.
  func credentials(
    of connection: Connection, _ signIn: SignIn
  ) async throws(MCPFault) -> Credentials {
    Credentials(
      signIn, secrets: SecretValues(try await secretTexts(of: connection)),
      place: TokenPlace(connection: connection.id, owner: connection.owner))
  }

  private func secretTexts(of connection: Connection) async throws(MCPFault) -> [SecretText] {
    do {
      return try await secrets(connection)
    } catch {
      throw MCPFault.silent("The secrets of \(connection.words) cannot be read; set them anew.")
    }
  }
}

extension MCPServerKey {
  /// What the server of a connection is remembered by; `nil`: it leads to none.
  init?(_ connection: Connection, for userID: String) {
    switch connection.settings {
    case .mcp(.http(let url, _)):
      guard let url = try? HTTPURL(url) else { return nil }
      self.init(userID: userID, connection: connection.id, at: url)
    case .mcp(.program(let command, _)):
      self.init(userID: userID, connection: connection.id, running: command)
    default: return nil
    }
  }
}

extension MCPCommand {
  /// - Parameter secrets: the variables of the environment that are secret.
  /// - Returns: `nil` where no program is named.
  fileprivate init?(
    _ command: [String], _ environment: [NamedText], secrets: [SecretText]
  ) {
    guard let program = command.first else { return nil }
    self.init(
      program: program, arguments: Array(command.dropFirst()),
      environment: Dictionary(environment.map { ($0.name, $0.value) }) { $1 },
      secretNames: Set(secrets.map(\.name)))
  }
}

extension Connection {
  fileprivate var words: String { "the connection \"\(name.inOneLine(Limits.quotedNameBytes))\"" }
  fileprivate var wordsAtStart: String { "T" + words.dropFirst() }
}
