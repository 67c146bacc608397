import ArgumentParser
import Engine
import Foundation
import Hummingbird
import HummingbirdFastCGI
import Logging
import Scheduling
import ServiceLifecycle
import Site
import Storage
import Workflows

/// The server: it answers requests and does the runs.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers FastCGI requests and does the runs; nginx stands before it.")

  func run() async throws {
    FastCGI.prepareProcess()
    try await Complaint.reported {
      let settings = try Settings()
      let folder = DataFolder(settings: settings)
      try folder.prepare()
      try LogFile.begin(at: settings.log, level: settings.logLevel)
      let house = try House(settings: settings, key: folder.key())
      try await house.accounts.ensureAdministrator()
      try await folder.ensureAdministratorToken(house.accounts)
      if settings.loadsDemo { try await Demo(house: house).loadOnce() }
      let group = ServiceGroup(
        services: [try house.server(), house.worker, house.housekeeper],
        logger: house.logger)
      Signals.whenEnding {
        Task { await group.triggerGracefulShutdown() }
      }
      try await group.run()
    }
  }
}
