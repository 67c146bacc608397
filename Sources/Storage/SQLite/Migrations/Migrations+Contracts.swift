import GRDB

extension Migrations {
  /// What a version relies on of the tools that it uses, and what runs found to be other: `new_pin` is NULL
  /// where nothing is. `schema`, `new_schema`: JSON, NULL where they were too long; `changes`: sentences, a
  /// list in JSON.
  static func contracts(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE tool_contracts (
          trace_id TEXT NOT NULL REFERENCES automation_traces (id) ON DELETE CASCADE,
          user_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          tool TEXT NOT NULL,
          connection_id TEXT NOT NULL,
          remote TEXT NOT NULL,
          pin TEXT NOT NULL,
          pinned_at INTEGER NOT NULL,
          new_pin TEXT,
          seen_at INTEGER,
          changes TEXT,
          schema TEXT,
          new_schema TEXT,
          PRIMARY KEY (trace_id, version, tool),
          FOREIGN KEY (trace_id, version) REFERENCES versions (trace_id, number) ON DELETE CASCADE,
          CHECK ((new_pin IS NULL) = (seen_at IS NULL))
        ) STRICT;
        CREATE INDEX tool_contracts_changed ON tool_contracts (trace_id) WHERE new_pin IS NOT NULL;
        """)
  }
}
