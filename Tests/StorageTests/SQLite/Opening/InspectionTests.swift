import Foundation
import Storage
import TestSupport
import Testing

/// A look at the database of a folder, which leaves the folder as it was.
@Suite struct InspectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a database at rest is up to date, and nothing is made beside it`() throws {
    try make()
    let before = try files()
    let findings = try Database.inspect(folder: folder.path)
    #expect(!findings.isOlder)
    #expect(findings.sqliteVersion.hasPrefix("3."))
    #expect(try files() == before)
    #expect(!before.contains { $0.hasPrefix("reprise.db-") })
  }

  @Test func `one that somebody has open is read with its log`() throws {
    let database = try Database(folder: folder.path)
    let findings = try Database.inspect(folder: folder.path)
    #expect(findings.sqliteVersion == database.sqliteVersion)
    #expect(!findings.isOlder)
  }

  @Test func `an older one is older afterwards too`() throws {
    try make()
    try folder.change("DELETE FROM grdb_migrations WHERE identifier = 'zones'")
    let before = try files()
    for _ in 0..<2 { #expect(try Database.inspect(folder: folder.path).isOlder) }
    #expect(try files() == before)
  }

  @Test func `the tables of another program are older`() throws {
    try folder.change("CREATE TABLE automation_traces (id TEXT PRIMARY KEY)")
    #expect(try Database.inspect(folder: folder.path).isOlder)
    #expect(try folder.count("SELECT count(*) FROM sqlite_schema WHERE type = 'table'") == 1)
  }

  @Test func `one of a newer program is named so`() throws {
    try make()
    try folder.change("INSERT INTO grdb_migrations VALUES ('tomorrow')")
    #expect(throws: StorageFault.newerSchema(path: folder.database)) {
      try Database.inspect(folder: folder.path)
    }
  }

  @Test func `what is no database, and what is damaged, is said to be`() throws {
    try Data(repeating: 0x78, count: 8192).write(to: URL(fileURLWithPath: folder.database))
    #expect { try Database.inspect(folder: folder.path) } throws: { isCorrupt($0) }
    try FileManager.default.removeItem(atPath: folder.database)
    try make()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.database))
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0x78, count: 3 * 4096))
    try file.close()
    #expect { try Database.inspect(folder: folder.path) } throws: { isCorrupt($0) }
  }

  @Test func `a path may hold what means something in a URI`() throws {
    let odd = folder.path + "/a?b#c%20d é"
    try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
    do { _ = try Database(folder: odd) }
    #expect(try !Database.inspect(folder: odd).isOlder)
  }

  private func make() throws { _ = try Database(folder: folder.path) }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func isCorrupt(_ error: any Error) -> Bool {
    if case StorageFault.corrupt = error { true } else { false }
  }
}
