/// Connections as somebody sees them, and which of them somebody may change.
extension ConnectionUseCases {
  /// Somebody's own, those that others offer to everybody, and the operator's.
  /// - Parameter userID: whose; `nil`: the caller's.
  package func list(of userID: String?, for caller: Caller) async throws -> [ListedConnection] {
    let userID = try caller.owner(named: userID)
    let connections = try await store.connections(of: userID) + operators.connections
    let notes = try await vault.notes(inTable: SecretRow.connectionTable, of: userID)
    let own = try await uses(by: userID)
    var listed: [ListedConnection] = []
    for connection in connections {
      let isTheirs = connection.owner == userID
      listed.append(
        ListedConnection(
          connection: connection,
          secrets: isTheirs ? shown(notes[connection.id] ?? [], of: connection) : [],
          // One's own bindings are read already.
          uses: isTheirs && (connection.isShared || connection.kind == .webhook)
            ? try await store.uses(of: connection)
            : ConnectionUses(tools: own[connection.id] ?? []),
          isTheirs: isTheirs))
    }
    return listed
  }

  /// One of those, or that of the embedded tools where these can be tested.
  /// - Throws: `Refusal.notFound(.connection)`, also where it is somebody else's and not offered.
  package func connection(_ id: String, for caller: Caller) async throws -> ListedConnection {
    try await listed(try await found(id, in: caller.scope), for: caller)
  }

  /// - Throws: `Refusal.notFound(.connection)`.
  func found(_ id: String, in scope: Scope) async throws -> Connection {
    // It is there to be tried out.
    if id == Connection.local.id, canTest(.local) { return .local }
    if let connection = operators.connections.first(where: { $0.id == id }) { return connection }
    guard let connection = try await store.connection(id, in: scope) else {
      throw Refusal.notFound(.connection)
    }
    return connection
  }

  func changeable(_ id: String, by act: Act) async throws -> Connection {
    let connection = try await found(id, in: act.scope)
    guard connection != .local else {
      throw Refusal.conflict("This connection is built in: nobody changes it")
    }
    guard let owner = connection.owner else {
      throw Refusal.conflict(
        "This connection stands in the operator's file, and is changed there alone")
    }
    guard act.caller.isAdministrator || owner == act.caller.userID else {
      throw Refusal.forbidden("This connection is another's, who offers it to everybody")
    }
    return connection
  }

  func listed(
    _ connection: Connection, for caller: Caller
  ) async throws -> ListedConnection {
    guard let owner = connection.owner, caller.isAdministrator || owner == caller.userID else {
      return ListedConnection(
        connection: connection, secrets: [],
        uses: ConnectionUses(tools: try await uses(by: caller.userID)[connection.id] ?? []),
        isTheirs: false)
    }
    return ListedConnection(
      connection: connection,
      secrets: shown(
        try await vault.notes(in: .connection(connection.id), of: owner), of: connection),
      uses: try await store.uses(of: connection), isTheirs: true)
  }

  /// The tools of a person's own bindings, by the ids of the connections that they go through.
  private func uses(by userID: String) async throws -> [String: [String]] {
    let tools = try await bindings.tools(of: userID)
    let reachable = ReachableConnections(tools.connections + operators.connections)
    var uses: [String: [String]] = [:]
    for binding in tools.bindings where !binding.isSevered {
      guard let connection = reachable.named(binding.connection) else { continue }
      uses[connection.id, default: []].append(binding.tool)
    }
    return uses
  }

  /// What else the vault keeps for a connection, as tokens, is nobody's to look at.
  private func shown(_ notes: [SecretNote], of connection: Connection) -> [SecretNote] {
    let (needed, others) = connection.settings.secretNames
    return notes.filter { (needed + others).contains($0.name) }
  }
}
