import ArgumentParser
import Storage

/// Nginx and the server behind it, on one machine, until told to stop.
struct Up: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts nginx and the server behind it, and keeps both running.")

  func run() async throws {
    try await Complaint.reported {
      let settings = try Settings()
      let folder = DataFolder(settings: settings)
      try folder.prepare()
      try Database.checkIsFree(folder: settings.data)
      try Files.hold(
        settings.data + "/up.lock",
        orComplain: "another `reprise up` is at work on the data folder \(settings.data)")
      try Listening.check(settings)
      try await Supervisor(settings: settings, key: folder.key()).run()
    }
  }
}
