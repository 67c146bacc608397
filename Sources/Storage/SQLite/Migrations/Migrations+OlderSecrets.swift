import GRDB

extension Migrations {
  /// The traces whose secrets an older program may have kept as they were, until they are looked at; and
  /// where there were any, how many secrets they had and when the file was written anew without them.
  static func olderSecrets(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE older_secrets (
          trace_id TEXT NOT NULL PRIMARY KEY REFERENCES automation_traces (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        INSERT INTO older_secrets (trace_id) SELECT id FROM automation_traces;
        CREATE TABLE moved_secrets (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          count INTEGER NOT NULL,
          moved_at INTEGER
        ) STRICT;
        INSERT INTO moved_secrets (id, count)
        SELECT 1, 0 WHERE EXISTS (SELECT 1 FROM older_secrets);
        """)
  }
}
