import ArgumentParser
import Storage

/// Brings the database to this program's shape.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the database, or brings an older one up to date; `serve` does so too.")

  func run() async throws {
    try await Complaint.reported {
      let settings = try Settings()
      try DataFolder(settings: settings).prepare()
      let database = try Complaint.of { try Database(folder: settings.data) }
      print("\(settings.data)/reprise.db is up to date (SQLite \(database.sqliteVersion))")
    }
  }
}
