import GRDB

extension Migrations {
  /// By which word the places of secrets are known in the entries of a trace; and the secrets that a
  /// kept workflow sends, by their names, which are forgotten with it at the earliest.
  static func recordedSecrets(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE automations ADD COLUMN secret_mark TEXT;
        CREATE TABLE workflow_secrets (
          trace_id TEXT NOT NULL,
          workflow INTEGER NOT NULL,
          name TEXT NOT NULL,
          PRIMARY KEY (trace_id, workflow, name),
          FOREIGN KEY (trace_id, workflow) REFERENCES workflows (trace_id, number) ON DELETE CASCADE
        ) WITHOUT ROWID;
        """)
  }
}
