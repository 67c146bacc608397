import GRDB

extension Migrations {
  /// `automation_traces` has the contract's columns under their names, times as RFC 3339 in UTC
  /// with milliseconds; what else is known of an automation stands beside it, instants as
  /// milliseconds since 1970. A table of an older program is taken over.
  static func traces(_ db: GRDB.Database) throws {
    let isOlder = try db.tableExists("automation_traces")
    if isOlder {
      try db.execute(sql: "ALTER TABLE automation_traces RENAME TO older_automation_traces")
    }
    try db.execute(sql: traceTables)
    if isOlder {
      try OlderTraces.take(from: "older_automation_traces", db)
      try db.execute(sql: "DROP TABLE older_automation_traces")
    }
    try db.execute(sql: traceIndexes)
  }

  // `trace_data` is last, so that reading the columns before it never walks its overflow pages.
  private static let traceTables = """
    CREATE TABLE automation_traces (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL,
      provider_id TEXT NOT NULL,
      thread_id TEXT NOT NULL,
      name TEXT,
      deployment_status TEXT NOT NULL DEFAULT 'draft'
        CHECK (deployment_status IN ('draft', 'deployed', 'paused', 'failed')),
      schedule_type TEXT,
      schedule_time TEXT,
      schedule_config TEXT,
      deployed_at TEXT,
      created_at TEXT,
      updated_at TEXT,
      trace_data TEXT NOT NULL
    ) STRICT;

    CREATE TABLE automations (
      trace_id TEXT NOT NULL PRIMARY KEY REFERENCES automation_traces (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL,
      entry_count INTEGER NOT NULL,
      step_count INTEGER NOT NULL,
      version INTEGER,
      schedule_summary TEXT,
      status_reason TEXT,
      changed INTEGER NOT NULL DEFAULT 0,
      next_run_at INTEGER CHECK (next_run_at IS NULL OR version IS NOT NULL),
      last_run_id TEXT,
      last_outcome TEXT,
      last_finished_at INTEGER
    ) STRICT, WITHOUT ROWID;
    """

  private static let traceIndexes = """
    CREATE INDEX automation_traces_of_user ON automation_traces (user_id, created_at);
    CREATE INDEX automation_traces_by_age ON automation_traces (created_at);
    CREATE INDEX automation_traces_of_thread
      ON automation_traces (thread_id, user_id, created_at);
    CREATE INDEX automations_planned ON automations (next_run_at) WHERE next_run_at IS NOT NULL;
    """
}
