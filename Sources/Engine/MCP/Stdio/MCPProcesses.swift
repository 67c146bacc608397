package import Logging
import OrderedJSON
import ServiceLifecycle

/// The MCP servers that run as processes of ours, one for each person and connection. None of them
/// outlives the server: the end of this service ends them, and where it is killed, their input ends.
package actor MCPProcesses: Service {
  private struct Entry {
    let process: MCPProcess
    var used: UInt64
  }

  private var entries: [MCPServerKey: Entry] = [:]
  /// Those that others took the place of, until they have ended.
  private var leaving: [ObjectIdentifier: MCPProcess] = [:]
  private var uses: UInt64 = 0
  private var isClosed = false
  private let times: Times
  private let logger: Logger

  /// How long a process is waited for, in seconds.
  package struct Times: Sendable {
    /// It is ended when it was not used so long.
    package var unused = Limits.mcpProcessSeconds.unused
    /// It is ended when it said nothing so long, and what it was asked then was given up.
    package var silent = Limits.mcpProcessSeconds.silent
    /// It is taken for an older one when it does not say which revision it speaks.
    package var probing = Limits.mcpProcessSeconds.probing
    /// It is made to end when it does not by itself, and then killed.
    package var ending = Limits.mcpProcessSeconds.ending

    package init() {}
  }

  package init(times: Times = Times(), logger: Logger) {
    (self.times, self.logger) = (times, logger)
  }

  /// Waits for the end of the server, and ends them.
  package func run() async throws {
    try? await gracefulShutdown()
    await end()
  }

  /// Ends all of them, and returns when they have ended; no other begins.
  package func end() async {
    isClosed = true
    let processes = entries.values.map(\.process) + leaving.values
    entries = [:]
    for process in processes { await process.stop() }
    for process in processes { await process.waitUntilEnded() }
  }

  /// The process of a server. It waits for nothing, so that who comes at the same time gets the same.
  /// - Returns: `nil` where there are too many that are busy, or the server stops; and whether it is
  ///   one that begins with this.
  func process(
    of server: MCPServerKey, _ command: MCPCommand
  ) -> (process: MCPProcess, isNew: Bool)? {
    guard !isClosed else { return nil }
    uses &+= 1
    if let process = entries[server]?.process, !process.isOver, process.command == command {
      entries[server]?.used = uses
      return (process, false)
    }
    end(server)
    guard makeRoom(for: server.userID) else { return nil }
    var logger = logger
    logger[metadataKey: "connection"] = "\(server.connection)"
    let process = MCPProcess(command, times, logger: logger)
    entries[server] = Entry(process: process, used: uses)
    return (process, true)
  }

  /// - Returns: whether another process of the person may begin: where too many run, of the person or
  ///   in all, the idle one of these that was used least lately ends for it.
  private func makeRoom(for userID: String) -> Bool {
    for (server, entry) in entries where entry.process.isOver { end(server) }
    let theirs = entries.filter { $0.key.userID == userID }
    let isFull = theirs.count >= Limits.mcpProcesses.perUser
    guard isFull || entries.count >= Limits.mcpProcesses.count else { return true }
    let idle = (isFull ? theirs : entries).filter { $0.value.process.isIdle }
    guard let oldest = idle.min(by: { $0.value.used < $1.value.used }) else { return false }
    end(oldest.key)
    return true
  }

  /// Has the process of a server end, where there is one.
  private func end(_ server: MCPServerKey) {
    guard let process = entries.removeValue(forKey: server)?.process else { return }
    leaving[ObjectIdentifier(process)] = process
    Task {
      await process.stop()
      await process.waitUntilEnded()
      leaving[ObjectIdentifier(process)] = nil
    }
  }
}

extension MCPProcesses: CustomStringConvertible {
  /// As the service group's log lines call it.
  package nonisolated var description: String { "MCPProcesses" }
}
