import GRDB
import GRDBSQLite

/// A prepared statement, and the columns of the row at which it is.
final class SQLiteStatement {
  let handle: OpaquePointer
  /// Whether somebody reads its rows: nobody else may begin with it meanwhile.
  private(set) var isInUse = false
  private let sql: String
  private let connection: OpaquePointer

  init(_ sql: String, on connection: OpaquePointer) throws {
    self.sql = sql
    self.connection = connection
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else {
      throw SQLiteStatement.fault(code, of: sql, on: connection)
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// - Throws: also where the statement has another number of parameters.
  func begin(_ values: [Value]) throws {
    isInUse = true
    guard Int(sqlite3_bind_parameter_count(handle)) == values.count else {
      throw DatabaseError(
        resultCode: .SQLITE_MISUSE, message: "a wrong number of values: \(values.count)", sql: sql)
    }
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(truncatingIfNeeded: index + 1))
      guard code == SQLITE_OK else { throw fault(code) }
    }
  }

  /// - Returns: whether there is another row.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let fault = fault(code)
      // So it says of a value that it reads as JSON itself.
      guard fault.message != "malformed JSON" else {
        throw StorageFault.unreadable(column: "a column of JSON")
      }
      throw fault
    }
  }

  func end() {
    // What it says of a failure, the step has said.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    isInUse = false
  }

  private func bind(_ value: Value, at place: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .text(var text):
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // Without an address it would be NULL.
          guard let start = characters.baseAddress else {
            return sqlite3_bind_text(handle, place, "", 0, nil)
          }
          return sqlite3_bind_text64(
            handle, place, start, UInt64(characters.count), SQLiteStatement.copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .bytes(let bytes):
      bytes.isEmpty
        ? sqlite3_bind_zeroblob(handle, place, 0)
        : sqlite3_bind_blob64(
          handle, place, bytes, UInt64(bytes.count), SQLiteStatement.copied)
    }
  }

  /// `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite copies what it is given.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func fault(_ code: Int32) -> DatabaseError {
    SQLiteStatement.fault(code, of: sql, on: connection)
  }

  private static func fault(
    _ code: Int32, of sql: String, on connection: OpaquePointer
  ) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)),
      sql: sql)
  }
}

// A value of another type than is asked for is none: SQLite would make a number of any text.
extension SQLiteStatement: Columns {
  func text(_ column: Int) -> String? {
    let place = Int32(truncatingIfNeeded: column)
    guard sqlite3_column_type(handle, place) == SQLITE_TEXT,
      let bytes = sqlite3_column_text(handle, place)
    else { return nil }
    let count = Int(sqlite3_column_bytes(handle, place))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func integer(_ column: Int) -> Int64? {
    let place = Int32(truncatingIfNeeded: column)
    guard sqlite3_column_type(handle, place) == SQLITE_INTEGER else { return nil }
    return sqlite3_column_int64(handle, place)
  }

  func bytes(_ column: Int) -> [UInt8]? {
    let place = Int32(truncatingIfNeeded: column)
    guard sqlite3_column_type(handle, place) == SQLITE_BLOB else { return nil }
    guard let bytes = sqlite3_column_blob(handle, place) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, place))
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  func name(_ column: Int) -> String {
    sqlite3_column_name(handle, Int32(truncatingIfNeeded: column)).map { String(cString: $0) }
      ?? "column \(column)"
  }
}
