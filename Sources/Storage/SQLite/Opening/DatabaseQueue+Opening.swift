import CSQLite
import GRDB
import OrderedJSON

extension DatabaseQueue {
  /// The one connection that writes.
  /// - Parameter statements: told of each statement.
  static func writing(
    to path: String, statements: StatementObserver? = nil
  ) throws -> DatabaseQueue {
    _ = memoryStatisticsEnd
    var configuration = Configuration(telling: statements)
    configuration.label = "reprise.writer"
    configuration.busyMode = .timeout(5)
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // GRDB sets NORMAL with WAL, which may lose what was acknowledged when the power fails. A log
      // of 16 MiB, in pages of 4 KiB, is written back less often than one of 4.
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL; PRAGMA journal_size_limit = \(Limits.databaseLog.file);
          PRAGMA cache_size = \(-32 << 10); PRAGMA wal_autocheckpoint = 4096
          """)
    }
    return queue
  }

  /// Nobody asks how much memory the library has allocated, and to count it all threads share a lock.
  /// Has an effect before the first connection is opened, and none later.
  private static let memoryStatisticsEnd = csqlite_end_memory_statistics()

  /// A connection that only reads.
  /// - Parameter statements: told of each statement.
  static func reading(
    from path: String, statements: StatementObserver? = nil
  ) throws -> DatabaseQueue {
    var configuration = Configuration(telling: statements)
    configuration.label = "reprise.reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// - Throws: `StorageFault.newerSchema`.
  func migrate(path: String) throws {
    let migrator = Migrations.all
    guard try read({ try !migrator.hasBeenSuperseded($0) }) else {
      throw StorageFault.newerSchema(path: path)
    }
    try migrator.migrate(self)
  }
}

/// Told of each statement that is carried out, without its values.
package typealias StatementObserver = @Sendable (_ sql: String) -> Void

extension Configuration {
  fileprivate init(telling statements: StatementObserver?) {
    self.init()
    guard let statements else { return }
    prepareDatabase { db in
      db.trace(options: .statement) { event in
        if case .statement(let statement) = event { statements(statement.sql) }
      }
    }
  }
}
