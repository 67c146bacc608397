import GRDB

extension Migrations {
  /// Secrets, sealed by their owners' data keys, which are wrapped by keys that lie elsewhere. Of an
  /// owner's data keys one seals; what the others sealed opens with them.
  static func vault(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE data_keys (
          user_id TEXT NOT NULL,
          id TEXT NOT NULL,
          is_current INTEGER NOT NULL,
          wrapped BLOB NOT NULL,
          wrapped_by TEXT NOT NULL,
          made_at INTEGER NOT NULL,
          PRIMARY KEY (user_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX data_keys_current ON data_keys (user_id) WHERE is_current = 1;
        CREATE INDEX data_keys_by_wrapping ON data_keys (wrapped_by);

        CREATE TABLE secrets (
          user_id TEXT NOT NULL,
          table_name TEXT NOT NULL,
          row_id TEXT NOT NULL,
          name TEXT NOT NULL,
          sealed BLOB NOT NULL,
          data_key_id TEXT NOT NULL,
          last4 TEXT NOT NULL,
          set_at INTEGER NOT NULL,
          used_at INTEGER,
          PRIMARY KEY (user_id, table_name, row_id, name),
          FOREIGN KEY (user_id, data_key_id) REFERENCES data_keys (user_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX secrets_of_data_key ON secrets (user_id, data_key_id);
        """)
  }
}
