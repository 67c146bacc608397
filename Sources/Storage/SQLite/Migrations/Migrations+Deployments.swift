import GRDB

extension Migrations {
  /// A body that several versions or runs share is kept once.
  static func deployments(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE workflows (
          trace_id TEXT NOT NULL REFERENCES automation_traces (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          body TEXT NOT NULL,
          PRIMARY KEY (trace_id, number)
        ) STRICT;

        CREATE TABLE versions (
          trace_id TEXT NOT NULL REFERENCES automation_traces (id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          workflow INTEGER NOT NULL,
          schedule_type TEXT NOT NULL,
          schedule_time TEXT,
          schedule_config TEXT,
          anchor INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (trace_id, number),
          FOREIGN KEY (trace_id, workflow) REFERENCES workflows (trace_id, number)
        ) STRICT, WITHOUT ROWID;
        """)
  }
}
