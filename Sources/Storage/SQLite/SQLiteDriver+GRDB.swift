import GRDB

extension SQLiteDriver {
  /// For statements on a connection of GRDB's, as long as it is open.
  convenience init(of db: GRDB.Database) throws {
    guard let handle = db.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
    }
    self.init(on: handle)
  }
}
