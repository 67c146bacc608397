/// Everything that is kept: `reprise.db` in the data folder, which one process owns at a time.
///
/// One connection writes and checkpoints, as SQLite before 3.51.3 needs it
/// (https://sqlite.org/wal.html#walresetbug); others read beside it.
package final class Database: Sendable {
  /// Of the SQLite library that is loaded: "3.40.1".
  package let sqliteVersion: String

  /// Of the file; the write-ahead log lies beside it.
  let path: String
  private let lock: FolderLock
  private let readers: ReaderPool
  private let writer: Writer

  /// Takes the folder's lock, makes the database or brings an older one up to date.
  /// - Parameters:
  ///   - folder: the data folder; it must exist.
  ///   - statements: told of each statement; a test looks how they are carried out.
  /// - Throws: `StorageFault`.
  package init(folder: String, statements: StatementObserver? = nil) throws {
    lock = try FolderLock(folder: folder)
    let path = folder + "/reprise.db"
    self.path = path
    (writer, readers) = try StorageFault.translating(path) {
      let writer = try Writer(path: path, statements: statements)
      return (writer, ReaderPool(path: path, statements: statements))
    }
    sqliteVersion = SQLiteDriver.libraryVersion
  }

  /// Asks whether a database could be opened here now.
  /// - Throws: `StorageFault` where another process has the folder, or it is not writable.
  package static func checkIsFree(folder: String) throws {
    try FolderLock(folder: folder).release()
  }

  deinit {
    // The connections close, and so checkpoint, before anybody else may have the folder.
    readers.close()
    writer.close()
    lock.release()
  }

  /// Reads on a connection of its own, on the caller's thread. A statement sees one state of the
  /// database; two of them may see two.
  /// - Throws: `StorageFault`, or what the closure throws.
  func read<Answer>(_ work: (Session) throws -> Answer) throws -> Answer {
    try readers.read(work)
  }

  /// Changes the database: all of what the closure does, or nothing. It is on the disk when this
  /// returns.
  /// - Parameter bytes: about how many it writes, where a caller can make them many.
  /// - Throws: `StorageFault`, or what the closure throws.
  @discardableResult
  func write<Answer: Sendable>(
    bytes: Int = 0, _ change: @escaping @Sendable (Session) throws -> Answer
  ) async throws -> Answer {
    try await writer.write(bytes: bytes, change)
  }

  /// How many transactions changed something since this opened the database.
  var commits: Int { writer.commits }

  func checkpointLog() async throws { try await writer.checkpoint() }

  /// Writes the file anew, without what was deleted or changed.
  func compact() async throws { try await writer.compact() }
}

extension Database {
  /// Why the database cannot serve now; `nil`: it can.
  package func healthFault() async -> (any Error)? {
    do {
      _ = try read { try $0.exists("SELECT 1 FROM accounts LIMIT 1") }
      try await write { _ in }
      return nil
    } catch {
      return error
    }
  }
}
