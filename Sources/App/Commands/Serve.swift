import ArgumentParser
import Automations
import Engine
import Foundation
import Glibc
import Hummingbird
import HummingbirdFastCGI
import Logging
import Scheduling
import ServiceLifecycle
import Site
import Storage

/// The server: it answers requests and does the runs.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers FastCGI requests and does the runs; nginx stands before it.")

  /// `up` tells it by SIGUSR1 that all is to stop, is told by SIGUSR1 that no run goes on any more,
  /// and ends it by SIGTERM when nginx has gone.
  @Flag(help: .hidden) var supervised = false

  func run() async throws {
    FreedMemory.shareArenas()
    FastCGI.prepareProcess()
    try await Complaint.reported {
      let settings = try Settings()
      let folder = DataFolder(settings: settings)
      try folder.prepare()
      try LogFile.begin(at: settings.log, level: settings.logLevel)
      let house = try await House(settings: settings, key: folder.key()) { store in
        try VaultKeys(settings).forStart(opening: try await store.wrappedKeys())
      } operators: {
        try settings.connections.map(OperatorsFile.read) ?? OperatorsTools()
      }
      let inherited = FastCGIListener.fromEnvironment()
      try ServerMark(settings).hold(
        ServerMark.Place(settings, socket: inherited?.path ?? settings.runtime.socket))
      try await house.accounts.ensureAdministrator()
      try await folder.ensureAdministratorToken(house.accounts)
      if settings.loadsDemo { try await Demo(house: house).loadOnce() }
      let server = try house.server(listener: inherited ?? ownListener(settings))
      defer { if inherited == nil { settings.runtime.clear() } }
      // The last one is stopped first: nothing is claimed while the other tidies up.
      let runs = RunsToTheirEnd(
        group: ServiceGroup(
          services: [
            FreedMemory(), house.namer, house.housekeeper, house.messenger, house.mcpSessions,
            house.processes, house.worker,
          ],
          logger: house.logger),
        supervisor: supervised ? getppid() : nil)
      let group = ServiceGroup(services: [server, runs], logger: house.logger)
      Signals.whenEnding { Task { await group.triggerGracefulShutdown() } }
      Signals.whenRunsAreToEnd { [supervised] in
        Task { await (supervised ? runs.group : group).triggerGracefulShutdown() }
      }
      house.logger.notice("the server begins", metadata: ["pid": "\(getpid())"])
      try await group.run()
      await house.outgoing.shutdown()
      house.logger.notice("the server has ended")
    }
  }

  /// A socket in the runtime folder, for nginx's workers: nobody has prepared it.
  private func ownListener(_ settings: Settings) throws -> FastCGIListener {
    let group = try Listening.nginxAccount()?.group
    try settings.runtime.prepare(home: settings.home, group: group)
    return .unixSocket(path: settings.runtime.socket, mode: 0o660, group: group)
  }
}

/// What does the runs. It may end before the server does, so that pages are answered meanwhile and
/// nginx, which goes next, loses no request.
private struct RunsToTheirEnd: Service, CustomStringConvertible {
  /// As the service group's log lines call it.
  var description: String { "RunsToTheirEnd" }

  let group: ServiceGroup
  /// Who wants to know that no run goes on any more.
  let supervisor: pid_t?

  func run() async throws {
    try await group.run()
    if let supervisor { kill(supervisor, SIGUSR1) }
    try? await gracefulShutdown()
  }
}
