import GRDB

extension Migrations {
  /// Ways to something outside. `off_reason`: why the program switched one off. An uploaded description of
  /// an API is no part of the settings, and stands last; `document_bytes` are its own.
  static func connections(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE connections (
          id TEXT PRIMARY KEY,
          user_id TEXT NOT NULL,
          name TEXT NOT NULL,
          kind TEXT NOT NULL,
          settings TEXT NOT NULL,
          is_shared INTEGER NOT NULL,
          is_enabled INTEGER NOT NULL,
          off_reason TEXT,
          created_at INTEGER NOT NULL,
          document_bytes INTEGER NOT NULL,
          document TEXT,
          UNIQUE (user_id, name)
        ) STRICT;
        CREATE INDEX connections_shared ON connections (is_shared, name);
        """)
  }
}
