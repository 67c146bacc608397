import GRDB

extension Migrations {
  static func bindings(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE bindings (
          user_id TEXT NOT NULL,
          tool TEXT NOT NULL,
          adapter TEXT NOT NULL,
          connection TEXT,
          effect TEXT,
          PRIMARY KEY (user_id, tool)
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// `success_codes`: as `StatusCodes` tells them.
  static func successCodes(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE bindings ADD COLUMN success_codes TEXT")
  }

  /// `formulas`: what becomes of those in rows; NULL: nothing was said.
  static func formulas(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE bindings ADD COLUMN formulas TEXT")
  }
}
