import GRDB
import TestSupport

extension TemporaryFolder {
  /// Changes the file behind the program's back.
  func change(_ sql: String) throws {
    let connection = try DatabaseQueue(path: database)
    defer { try? connection.close() }
    try connection.writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  /// Counts in the file, past the program.
  func count(_ sql: String) throws -> Int? {
    let connection = try DatabaseQueue(path: database)
    defer { try? connection.close() }
    return try connection.read { try Int.fetchOne($0, sql: sql) }
  }
}
