import Foundation
import Testing

/// SQL is written once, for every database: what differs is a word of `Dialect`.
@Suite struct PortabilityTests {
  private static let storage = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Storage")

  @Test func `no statement outside of SQLite's folder is SQLite's alone`() throws {
    var count = 0
    for (name, source) in try sources() where !name.hasPrefix("SQLite/") {
      for text in Literals(of: source).all {
        if ["SELECT ", "UPDATE ", "INSERT ", "DELETE "].contains(where: text.contains) {
          count += 1
        }
        for word in Dialectal.all {
          #expect(!word.isIn(text), "\(name) is SQLite's alone, as is: \(word.example)")
        }
      }
    }
    #expect(count > 150)
  }

  @Test(arguments: Dialectal.all)
  func `what only SQLite understands is found`(word: Dialectal) {
    #expect(word.isIn(word.example))
  }

  @Test(arguments: [
    "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) WHERE b = 0 DO NOTHING",
    "SELECT max(a), min(b) FROM (SELECT a, b FROM t WHERE c IN (SELECT c FROM u)) AS t",
    "WHERE a IS NOT DISTINCT FROM ? AND b IS DISTINCT FROM ? AND c IS NULL AND d IS NOT NULL",
    "SET revision = revision + 1, a = coalesce(CAST(? AS TEXT), a) WHERE is_ended = 1 AND late = 0",
    "SELECT coalesce(max(number), 0), max(coalesce(until, at)) FILTER (WHERE a = 1) FROM t",
  ])
  func `what every database understands is none of it`(sql: String) {
    #expect(!Dialectal.all.contains { $0.isIn(sql) })
  }

  @Test func `the texts of a source are read as Swift reads them`() {
    let source = #"""
      let a = "SELECT \(columns(of: "b")) FROM t" // "not this"
      let c = """
        WHERE \(d ? "e" : "f(")
        """
      """#
    let texts = Literals(of: source).all.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    #expect(texts == ["b", "SELECT x FROM t", "e", "f(", "WHERE x"])
  }

  @Test func `only SQLite's folder knows GRDB and the library`() throws {
    var knowing: Set<Substring> = []
    for (name, source) in try sources() where source.contains("import GRDB") {
      knowing.insert(name.prefix { $0 != "/" })
    }
    #expect(knowing == ["SQLite"])
  }

  /// By their paths within the room.
  private func sources() throws -> [(name: String, source: String)] {
    let files = try #require(FileManager.default.enumerator(atPath: Self.storage.path))
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: Self.storage.appending(path: $0), encoding: .utf8))
    }
  }
}
