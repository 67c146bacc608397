import GRDB

extension Migrations {
  /// What people made of workflows; those that nobody touched are read from their traces. With each the
  /// names of the secrets that it sends, which stay as long.
  static func editedWorkflows(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE automations ADD COLUMN workflow_revision INTEGER NOT NULL DEFAULT 1;
        CREATE TABLE edited_workflows (
          trace_id TEXT NOT NULL PRIMARY KEY REFERENCES automation_traces (id) ON DELETE CASCADE,
          body TEXT NOT NULL,
          secret_names TEXT NOT NULL
        ) WITHOUT ROWID;
        """)
  }
}
