import ArgumentParser
import Foundation
import Glibc
import Synchronization
import Workflows

/// Nginx and the server behind it, on one machine, until told to stop.
struct Up: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts nginx and the server behind it, and keeps both running.")

  func run() async throws {
    try await Complaint.reported {
      Signals.block()
      let settings = try Settings()
      let folder = DataFolder(settings: settings)
      try folder.prepare()
      try Listening.check(settings)
      try await Supervisor(settings: settings, key: folder.key()).run()
    }
  }
}

extension Complaint {
  /// Tells a complaint in one line and ends with a status that is not 0.
  static func reported(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let complaint as Complaint {
      FileHandle.standardError.write(Data("reprise: \(complaint)\n".utf8))
      throw ExitCode(1)
    }
  }
}
