package import Automations

extension MCPClient {
  /// Of a server behind a URL.
  /// - Parameters:
  ///   - url: of its endpoint.
  ///   - credentials: how its requests prove who asks.
  ///   - userID: whose calls they are.
  ///   - connection: its id.
  ///   - name: the connection's, for sentences.
  ///   - keeping: whether tools are called over connections that were kept: for what may be repeated.
  package init(
    url: String, credentials: Credentials, userID: String, connection: String, name: String,
    keeping: Bool = false, outgoing: SignedOutgoing, servers: MCPServers
  ) throws(ParamFault) {
    let url = try HTTPURL(url)
    let key = MCPServerKey(userID: userID, connection: connection, at: url)
    let account = MCPAccount(at: key, credentials)
    let transport = MCPOverHTTP(url, keeping: keeping, account: account) {
      await outgoing.send(
        $0, as: credentials, for: userID, by: $1, keeping: $2, beginAnew: $3, isEnough: $4)
    }
    self.init(transport, servers: servers, name: name)
  }

  /// Of a server that is a program on this machine.
  /// - Parameters:
  ///   - userID: whose calls they are: each person has a process of their own.
  ///   - connection: its id.
  ///   - name: the connection's, for sentences.
  package init(
    command: MCPCommand, userID: String, connection: String, name: String,
    processes: MCPProcesses, servers: MCPServers
  ) {
    let key = MCPServerKey(
      userID: userID, connection: connection,
      running: [command.program] + command.arguments)
    self.init(
      MCPOverStdio(command, account: MCPAccount(at: key), processes: processes), servers: servers,
      name: name)
  }
}
