import TestSupport

extension TemporaryFolder {
  var database: String { file("reprise.db") }
}
