import GRDB

extension Migrations {
  /// What tells traces of one moment apart, in the order in which they came, has a name: the number of
  /// the row as it was. A column that is the row's number cannot be added, so the table is made anew
  /// (https://sqlite.org/lang_altertable.html#otheralter); those that refer to it go by its name.
  static func sequences(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE sequenced_traces (
          sequence INTEGER NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
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
        INSERT INTO sequenced_traces
          (sequence, id, user_id, provider_id, thread_id, name, deployment_status, schedule_type,
           schedule_time, schedule_config, deployed_at, created_at, updated_at, trace_data)
        SELECT
          rowid, id, user_id, provider_id, thread_id, name, deployment_status, schedule_type,
          schedule_time, schedule_config, deployed_at, created_at, updated_at, trace_data
        FROM automation_traces;
        DROP TABLE automation_traces;
        ALTER TABLE sequenced_traces RENAME TO automation_traces;

        CREATE INDEX automation_traces_of_user
          ON automation_traces (user_id, created_at, deployment_status, provider_id);
        CREATE INDEX automation_traces_by_age
          ON automation_traces (created_at, deployment_status, provider_id);
        CREATE INDEX automation_traces_of_thread
          ON automation_traces (thread_id, user_id, created_at);
        """)
  }

  /// Older workflows are counted once, and not each time that somebody looks at a run; one that cannot
  /// be read has no count.
  static func stepCounts(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        UPDATE workflows SET step_count = json_array_length(body, '$.steps')
        WHERE step_count IS NULL AND json_valid(body)
        """)
  }

  /// A flag is 0 or 1, and asked for as that.
  static func endedStops(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        DROP INDEX stops_by_until;
        CREATE INDEX stops_by_until ON stops (until) WHERE is_ended = 1
        """)
  }
}
