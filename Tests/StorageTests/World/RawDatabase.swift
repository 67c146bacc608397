import GRDB

extension Folder {
  /// Changes the file behind the program's back.
  func change(_ sql: String) throws {
    let connection = try DatabaseQueue(path: database)
    defer { try? connection.close() }
    try connection.writeWithoutTransaction { try $0.execute(sql: sql) }
  }
}
