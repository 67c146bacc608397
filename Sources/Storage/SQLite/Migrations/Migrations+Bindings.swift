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

  /// A binding names its connection, and has a mapping. Those that were made before say what carries them
  /// out by an adapter (`is_by_adapter`): of `local` the embedded tool is `remote`, NULL where its own name
  /// speaks of one; what one of `http` is `called` means nothing. `is_severed`: the connection was deleted
  /// since. `mapping_bytes`: of `params` and `request`.
  static func mappings(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE bindings_with_mappings (
          user_id TEXT NOT NULL,
          tool TEXT NOT NULL,
          connection TEXT NOT NULL,
          is_by_adapter INTEGER NOT NULL DEFAULT 0,
          called TEXT,
          remote TEXT,
          effect TEXT,
          success_codes TEXT,
          formulas TEXT,
          timeout INTEGER,
          callback_timeout INTEGER,
          is_severed INTEGER NOT NULL DEFAULT 0,
          mapping_bytes INTEGER NOT NULL DEFAULT 0,
          params TEXT,
          request TEXT,
          PRIMARY KEY (user_id, tool)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO bindings_with_mappings
          (user_id, tool, connection, is_by_adapter, called, remote, effect, success_codes, formulas)
        SELECT user_id, tool, adapter, 1,
          CASE adapter WHEN 'http' THEN connection END,
          CASE adapter WHEN 'local' THEN connection END,
          effect, success_codes, formulas
        FROM bindings;

        DROP TABLE bindings;
        ALTER TABLE bindings_with_mappings RENAME TO bindings;
        CREATE INDEX bindings_of_connection ON bindings (connection, user_id, tool, is_severed);
        """)
  }
}
