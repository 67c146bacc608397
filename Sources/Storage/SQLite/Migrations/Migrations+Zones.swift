import GRDB

extension Migrations {
  /// Next instants are worth what the rules of the time zones are worth by which they were computed.
  static func zones(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE planned_zones (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          fingerprint TEXT NOT NULL
        ) STRICT
        """)
  }
}
