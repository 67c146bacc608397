import OrderedJSON

/// What is remembered of MCP servers while this process runs: the session with each, where it wants
/// one, and its tools. Each person's servers are apart; of one it is what the account knows that asked
/// last.
package actor MCPServers {
  private struct Known {
    let account: MCPAccount
    /// `nil`: each request stands for itself, as far as is known.
    var session: MCPSession?
    var tools: MCPToolList?
    var used: UInt64
  }

  private var known: [MCPServerKey: Known] = [:]
  private var handshakes: [MCPAccount: MCPHandshake<MCPBeginning>] = [:]
  private var uses: UInt64 = 0
  private var toolBytes = 0

  package init() {}

  func session(of account: MCPAccount) -> MCPSession? { touched(account)?.session }

  /// Forgets a session that the server has forgotten, unless there is a newer one.
  func forget(_ session: MCPSession, of account: MCPAccount) {
    guard entry(of: account)?.session == session else { return }
    known[account.server]?.session = nil
  }

  /// A session that its server knows by an id.
  struct KnownSession: Sendable {
    let account: MCPAccount
    let session: MCPSession
  }

  /// Forgets sessions that servers know by an id.
  /// - Parameter most: of them, the ones used last first.
  func takeSessions(_ most: Int) -> [KnownSession] {
    let sessions = known.values.filter { $0.session?.id != nil }
      .sorted { $0.used > $1.used }.prefix(most)
      .compactMap { entry in
        entry.session.map { KnownSession(account: entry.account, session: $0) }
      }
    for known in sessions { forget(known.session, of: known.account) }
    return sessions
  }

  /// The session that there is, or a new one. Who comes while one begins waits for it, within a time of
  /// their own, and begins one where that of the others was too short.
  /// - Parameter begin: the handshake, which is over by then.
  func beginning(
    of account: MCPAccount, by deadline: Deadline,
    _ begin: @escaping @Sendable () async -> MCPBeginning
  ) async -> MCPBeginning {
    while true {
      if let session = entry(of: account)?.session { return .session(session) }
      guard let handshake = handshakes[account] else {
        let work = Task { await shakeHands(as: account, begin) }
        let own = MCPHandshake(by: deadline, work)
        handshakes[account] = own
        return await own.outcome()
          ?? .failed(.notSent("No session began before the call was given up."))
      }
      guard let beginning = await handshake.outcome(by: deadline) else {
        return .failed(.notSent("No session began within \(deadline.seconds) s."))
      }
      guard case .failed = beginning, handshake.wasTooShort(for: deadline) else {
        return beginning
      }
    }
  }

  private func shakeHands(
    as account: MCPAccount, _ begin: @Sendable () async -> MCPBeginning
  ) async -> MCPBeginning {
    let beginning = await begin()
    handshakes[account] = nil
    if case .session(let session) = beginning { update(account) { $0.session = session } }
    return beginning
  }

  /// The tools as they were read last; `nil`: they were not, or too long ago to be kept.
  func tools(of account: MCPAccount) -> MCPToolList? { touched(account)?.tools }

  /// The same as whichever account knows them that asked last.
  func tools(of server: MCPServerKey) -> MCPToolList? {
    known[server].flatMap { touched($0.account)?.tools }
  }

  func remember(_ tools: MCPToolList, of account: MCPAccount) {
    update(account) { $0.tools = tools }
  }

  private func entry(of account: MCPAccount) -> Known? {
    known[account.server].flatMap { $0.account == account ? $0 : nil }
  }

  /// The entry, which is used with this.
  private func touched(_ account: MCPAccount) -> Known? {
    guard let found = entry(of: account) else { return nil }
    uses &+= 1
    known[account.server]?.used = uses
    return found
  }

  private func update(_ account: MCPAccount, _ change: (inout Known) -> Void) {
    uses &+= 1
    toolBytes -= known[account.server]?.tools?.bytes ?? 0
    var changed = entry(of: account) ?? Known(account: account, used: uses)
    changed.used = uses
    change(&changed)
    toolBytes += changed.tools?.bytes ?? 0
    known[account.server] = changed
    makeRoom()
  }

  /// What is used least lately goes: the next call finds it out again.
  private func makeRoom() {
    let limits = Limits.mcpServersKnown
    guard known.count > limits.count || toolBytes > limits.toolBytes else { return }
    // A tenth at a time, so that the sorting is rare.
    for (server, entry) in known.sorted(by: { $0.value.used < $1.value.used }) {
      guard known.count > limits.count * 9 / 10 || toolBytes > limits.toolBytes * 9 / 10 else {
        return
      }
      toolBytes -= entry.tools?.bytes ?? 0
      known[server] = nil
    }
  }
}

/// What came of a handshake.
enum MCPBeginning: Sendable {
  case session(MCPSession)
  case failed(MCPReply)
}
