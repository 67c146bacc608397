import Foundation

extension TemporaryFolder {
  /// Whether a text stands in the database or its log.
  package func holds(_ text: String) throws -> Bool {
    for name in try names() where name.hasPrefix("reprise.db") {
      let bytes = try Data(contentsOf: URL(filePath: file(name)))
      if bytes.range(of: Data(text.utf8)) != nil { return true }
    }
    return false
  }
}
