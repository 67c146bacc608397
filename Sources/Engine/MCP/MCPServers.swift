import OrderedJSON

/// What is remembered of MCP servers while this process runs: the session with each, where it wants
/// one, and its tools. Each person's servers are apart.
package actor MCPServers {
  private struct Known {
    /// `nil`: each request stands for itself, as far as is known.
    var session: MCPSession?
    var tools: MCPToolList?
    var used: UInt64
  }

  private var known: [MCPServerKey: Known] = [:]
  private var handshakes: [MCPServerKey: MCPHandshake<MCPBeginning>] = [:]
  private var uses: UInt64 = 0
  private var toolBytes = 0

  package init() {}

  func session(of server: MCPServerKey) -> MCPSession? {
    touch(server)
    return known[server]?.session
  }

  /// Forgets a session that the server has forgotten, unless there is a newer one.
  func forget(_ session: MCPSession, of server: MCPServerKey) {
    guard known[server]?.session == session else { return }
    known[server]?.session = nil
  }

  /// A session that its server knows by an id.
  struct KnownSession: Sendable {
    let server: MCPServerKey
    let session: MCPSession
  }

  /// Forgets sessions that servers know by an id.
  /// - Parameter most: of them, the ones used last first.
  func takeSessions(_ most: Int) -> [KnownSession] {
    let sessions = known.filter { $0.value.session?.id != nil }
      .sorted { $0.value.used > $1.value.used }.prefix(most)
      .compactMap { server, entry in
        entry.session.map { KnownSession(server: server, session: $0) }
      }
    for known in sessions { forget(known.session, of: known.server) }
    return sessions
  }

  /// The session that there is, or a new one. Who comes while one begins waits for it, within a time of
  /// their own, and begins one where that of the others was too short.
  /// - Parameter begin: the handshake, which is over by then.
  func beginning(
    of server: MCPServerKey, by deadline: Deadline,
    _ begin: @escaping @Sendable () async -> MCPBeginning
  ) async -> MCPBeginning {
    while true {
      if let session = known[server]?.session { return .session(session) }
      guard let handshake = handshakes[server] else {
        let work = Task { await shakeHands(with: server, begin) }
        handshakes[server] = MCPHandshake(by: deadline, work)
        return await work.value
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
    with server: MCPServerKey, _ begin: @Sendable () async -> MCPBeginning
  ) async -> MCPBeginning {
    let beginning = await begin()
    handshakes[server] = nil
    if case .session(let session) = beginning { update(server) { $0.session = session } }
    return beginning
  }

  /// The tools as they were read last; `nil`: they were not, or too long ago to be kept.
  func tools(of server: MCPServerKey) -> MCPToolList? {
    touch(server)
    return known[server]?.tools
  }

  func remember(_ tools: MCPToolList, of server: MCPServerKey) {
    update(server) { $0.tools = tools }
  }

  private func touch(_ server: MCPServerKey) {
    uses &+= 1
    known[server]?.used = uses
  }

  private func update(_ server: MCPServerKey, _ change: (inout Known) -> Void) {
    uses &+= 1
    var entry = known[server] ?? Known(used: uses)
    toolBytes -= entry.tools?.bytes ?? 0
    entry.used = uses
    change(&entry)
    toolBytes += entry.tools?.bytes ?? 0
    known[server] = entry
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
