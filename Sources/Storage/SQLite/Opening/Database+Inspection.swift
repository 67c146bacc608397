package import Automations
import GRDB
import Glibc
package import Scheduling

extension Database {
  /// What a look at a database finds.
  package struct Findings: Hashable, Sendable {
    /// Of the SQLite library that is loaded: "3.40.1".
    package let sqliteVersion: String
    /// Whether the next start brings its tables up to date.
    package let isOlder: Bool
  }

  /// Looks at a data folder's database and checks it, whoever has it. It only reads, so it needs no
  /// lock, and makes no file where the database is at rest.
  /// - Throws: `StorageFault`, also where the database is damaged or newer than this program.
  package static func inspect(folder: String) throws -> Findings {
    try look(at: folder) { try findings($0, path: $1) }
  }

  /// One data key of each key that has wrapped some, in a data folder's database, whoever has it; none
  /// in one that is older than the vault.
  /// - Throws: `StorageFault`.
  package static func wrappedKeys(folder: String) throws -> [WrappedKey] {
    try look(at: folder) { db, _ in
      guard try db.tableExists("data_keys") else { return [] }
      return try Session(try SQLiteDriver(of: db)).wrappedKeys()
    }
  }

  /// How many secrets an older program had kept as they were, and when they were moved into the vault, as a
  /// data folder's database tells, whoever has it; `nil`: it kept none, or they rest as they were.
  /// - Throws: `StorageFault`.
  package static func movedSecrets(folder: String) throws -> (count: Int, at: Instant)? {
    try look(at: folder) { db, _ in
      guard try db.tableExists("moved_secrets") else { return nil }
      return try Session(try SQLiteDriver(of: db)).first(
        "SELECT count, moved_at FROM moved_secrets WHERE count > 0 AND moved_at IS NOT NULL"
      ) { (try $0.integer(0), try $0.instant(1)) }
    }
  }

  private static func look<Answer>(
    at folder: String, _ read: (GRDB.Database, _ path: String) throws -> Answer
  ) throws -> Answer {
    let path = folder + "/reprise.db"
    // Whoever reads a database in WAL mode makes the files of its log where they are missing. Then
    // nobody has it open, and SQLite may be told that it does not change.
    let isAtRest = ["-wal", "-shm"].allSatisfy { access(path + $0, F_OK) != 0 }
    return try StorageFault.translating(path) {
      let queue = try DatabaseQueue.reading(from: isAtRest ? unchanging(path) : path)
      defer { try? queue.close() }
      return try queue.read { try read($0, path) }
    }
  }

  private static func findings(_ db: GRDB.Database, path: String) throws -> Findings {
    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
    guard verdict == "ok" else {
      let lines = verdict?.split(whereSeparator: \.isNewline) ?? ["not checked"]
      throw StorageFault.corrupt(path: path, reason: lines.joined(separator: " "))
    }
    let migrator = Migrations.all
    guard try !migrator.hasBeenSuperseded(db) else { throw StorageFault.newerSchema(path: path) }
    return Findings(
      sqliteVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown",
      isOlder: try !migrator.hasCompletedMigrations(db))
  }

  /// The URI of a file that is read as it is (https://sqlite.org/uri.html); Debian's SQLite takes one
  /// for a path.
  private static func unchanging(_ path: String) -> String {
    let written = path.map { character in
      switch character {
      case "%": "%25"
      case "?": "%3f"
      case "#": "%23"
      default: String(character)
      }
    }
    return "file:\(written.joined())?immutable=1"
  }
}
