import GRDB
import GRDBSQLite

/// A connection of the SQLite library, with the statements that were prepared on it.
///
/// `@unchecked`: one thread at a time has it, a reader's that which took it and the writer's that of its
/// queue, as SQLite's multi-thread mode needs it (https://sqlite.org/threadsafe.html).
final class SQLiteDriver: Driver, @unchecked Sendable {
  let dialect: any Dialect = SQLiteDialect()
  private var handle: OpaquePointer?
  private var statements: [String: SQLiteStatement] = [:]
  private let isOwn: Bool
  private let observer: Observer?

  /// Of the library that is loaded: "3.40.1".
  static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  /// A connection that only reads.
  /// - Parameter statements: told of each statement.
  init(reading path: String, statements: StatementObserver?) throws {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 5000)
    // A name that is no column's is a fault, not a text.
    _disableDoubleQuotedStringLiterals(handle)
    self.handle = handle
    isOwn = true
    observer = statements.map(Observer.init)
    observer?.observe(handle)
  }

  /// One that somebody else opened and closes.
  init(on handle: OpaquePointer) {
    self.handle = handle
    isOwn = false
    observer = nil
  }

  deinit { close() }

  /// Nothing can be carried out any more.
  func close() {
    statements = [:]
    if isOwn { sqlite3_close_v2(handle) }
    handle = nil
  }

  func carryOut(
    _ sql: String, _ values: [Value], _ read: (Row) throws -> Bool
  ) throws -> Int {
    guard let handle else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
    }
    let statement = try prepared(sql, on: handle)
    defer { statement.end() }
    try statement.begin(values)
    let row = Row(statement)
    while try statement.step(), try read(row) {}
    return Int(sqlite3_changes(handle))
  }

  private func prepared(_ sql: String, on handle: OpaquePointer) throws -> SQLiteStatement {
    if let known = statements[sql], !known.isInUse { return known }
    let statement = try SQLiteStatement(sql, on: handle)
    statements[sql] = statement
    return statement
  }
}

/// Tells of the statements of a connection.
private final class Observer {
  private let tell: StatementObserver

  init(_ tell: @escaping StatementObserver) { self.tell = tell }

  /// The connection closes before this goes.
  func observe(_ handle: OpaquePointer) {
    sqlite3_trace_v2(
      handle, UInt32(SQLITE_TRACE_STMT),
      { _, observer, statement, _ in
        guard let observer, let sql = sqlite3_sql(statement.map(OpaquePointer.init)) else {
          return 0
        }
        Unmanaged<Observer>.fromOpaque(observer).takeUnretainedValue().tell(String(cString: sql))
        return 0
      },
      Unmanaged.passUnretained(self).toOpaque())
  }
}
