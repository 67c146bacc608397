import GRDB

extension DatabaseQueue {
  /// The one connection that writes.
  static func writing(to path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "reprise.writer"
    configuration.busyMode = .timeout(5)
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // GRDB sets NORMAL with WAL, which may lose what was acknowledged when the power fails.
      try db.execute(
        sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = \(64 << 20)")
    }
    return queue
  }

  /// A connection that only reads.
  static func reading(from path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
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
