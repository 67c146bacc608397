import ArgumentParser
import Storage

/// A copy of the database, from the machine itself.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copies the database into a new file, while the server runs.",
    discussion: """
      To restore it, stop the server, put the file in the data folder as reprise.db without the \
      files reprise.db-wal and reprise.db-shm beside it, and start the server. No key is in it: \
      keep the files key and vault-key of the data folder too, in another place than the copy, \
      since without vault-key nobody opens the secrets in it, you included.
      """)

  @Argument(help: "The file to write; it must not be there yet.") var file: String

  func run() async throws {
    try await Complaint.reported {
      let settings = try Settings()
      try Complaint.of { try Database.backUp(folder: settings.data, to: file) }
      print("\(settings.data)/reprise.db was copied to \(file) and checked")
    }
  }
}
