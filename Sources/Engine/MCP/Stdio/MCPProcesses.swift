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
  private var uses: UInt64 = 0
  private var isClosed = false
  private let times: Times
  private let logger: Logger

  /// How long a process is waited for, in seconds.
  package struct Times: Sendable {
    /// It is ended when it was not used so long.
    package var unused = Limits.mcpProcessSeconds.unused
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
    let processes = entries.values.map(\.process)
    entries = [:]
    for process in processes { await process.stop() }
    for process in processes { await process.waitUntilEnded() }
  }

  /// The process of a server.
  /// - Returns: `nil` where there are too many that are busy, or the server stops; and whether it is
  ///   one that begins with this.
  func process(
    of server: MCPServerKey, _ command: MCPCommand
  ) async -> (process: MCPProcess, isNew: Bool)? {
    guard !isClosed else { return nil }
    uses &+= 1
    if let process = entries[server]?.process, !process.isOver {
      if process.command == command {
        entries[server]?.used = uses
        return (process, false)
      }
      await process.stop()
      guard !isClosed else { return nil }
    }
    entries[server] = nil
    guard await makeRoom(for: server.userID) else { return nil }
    var logger = logger
    logger[metadataKey: "connection"] = "\(server.connection)"
    let process = MCPProcess(command, times, logger: logger)
    entries[server] = Entry(process: process, used: uses)
    return (process, true)
  }

  /// - Returns: whether another process of the person may begin: where too many run, of the person or
  ///   in all, the idle one of these that was used least lately ends for it.
  private func makeRoom(for userID: String) async -> Bool {
    entries = entries.filter { !$0.value.process.isOver }
    let theirs = entries.filter { $0.key.userID == userID }
    let isFull = theirs.count >= Limits.mcpProcesses.perUser
    guard isFull || entries.count >= Limits.mcpProcesses.count else { return true }
    let idle = (isFull ? theirs : entries).filter { $0.value.process.isIdle }
    guard let oldest = idle.min(by: { $0.value.used < $1.value.used }) else { return false }
    entries[oldest.key] = nil
    await oldest.value.process.stop()
    return !isClosed
  }
}

extension MCPProcesses: CustomStringConvertible {
  /// As the service group's log lines call it.
  package nonisolated var description: String { "MCPProcesses" }
}
