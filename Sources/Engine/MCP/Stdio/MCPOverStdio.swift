import OrderedJSON

/// An MCP server that is a program on this machine.
struct MCPOverStdio: MCPTransport {
  let account: MCPAccount
  let hasHeaders = false
  private let command: MCPCommand
  private let processes: MCPProcesses

  init(_ command: MCPCommand, account: MCPAccount, processes: MCPProcesses) {
    (self.command, self.account, self.processes) = (command, account, processes)
  }

  func ask(
    _ question: MCPQuestion, _ servers: MCPServers, by deadline: Deadline
  ) async -> MCPReply {
    while true {
      guard let (process, isNew) = await processes.process(of: account.server, command) else {
        return .notSent(
          "The program \(command.name) was not started: as many run as may at a time.")
      }
      let reply = await ask(question, process, by: deadline)
      // One that was unused may have ended meanwhile; another is begun for that once.
      guard case .notSent = reply, process.isOver, !isNew else { return reply }
    }
  }

  private func ask(
    _ question: MCPQuestion, _ process: MCPProcess, by deadline: Deadline
  ) async -> MCPReply {
    switch await process.opening(by: deadline, { await open(process, by: deadline) }) {
    case .era(let era): await process.ask(question, in: era, by: deadline)
    case .failed(let reply): reply.beforeTheCall
    }
  }

  /// Finds out how the program is spoken to.
  private func open(_ process: MCPProcess, by deadline: Deadline) async -> MCPOpening {
    if await !process.isSilentOfRevision, let opening = await probe(process, by: deadline) {
      return opening
    }
    return await shakeHands(process, by: deadline)
  }

  /// Asked without a handshake, older programs answer with some error or not at all (2026-07-28,
  /// "stdio", "Backward Compatibility").
  /// - Returns: `nil` where it wants a handshake, as far as is known.
  private func probe(_ process: MCPProcess, by deadline: Deadline) async -> MCPOpening? {
    let probing = deadline.part(Limits.mcpProbingPart, atMost: process.times.probing)
    let probe = await process.ask(MCPQuestion(.discover), in: .stateless, by: probing)
    switch probe {
    case .result(let result, _):
      let versions = result["supportedVersions"]?.elements?.compactMap(\.text) ?? []
      if versions.contains(MCPRevision.july2026.rawValue) { return .era(.stateless) }
    case .error(let error, _):
      if error.supported?.contains(.july2026) == true { return .era(.stateless) }
      if let supported = error.supported, !supported.contains(where: \.hasHandshake) {
        return .failed(.unknownRevision(nil))
      }
    case .answer, .refused, .notSignedIn, .notSent, .broken:
      guard !process.isOver else { return .failed(probe) }
      if case .broken = probe { await process.setSilentOfRevision(true) }
    }
    return nil
  }

  private func shakeHands(_ process: MCPProcess, by deadline: Deadline) async -> MCPOpening {
    let session = MCPSession(revision: .latestWithHandshake, id: nil)
    let reply = await process.ask(.handshake(), in: .session(session), by: deadline)
    switch reply {
    case .result(let result, _):
      guard let revision = result["protocolVersion"]?.text.flatMap(MCPRevision.init),
        revision.hasHandshake
      else { return .failed(.unknownRevision(result["protocolVersion"]?.text)) }
      await process.tell(MCPQuestion.initialized)
      return .era(.session(MCPSession(revision: revision, id: nil)))
    // One that began slowly has understood the first question meanwhile.
    case .error(let error, _) where error.supported?.contains(.july2026) == true:
      return .era(.stateless)
    case .error:
      // It may have been silent since it had just begun.
      await process.setSilentOfRevision(false)
      return .failed(reply)
    case .answer, .refused, .notSignedIn, .notSent, .broken: return .failed(reply)
    }
  }
}
