import GRDB

extension Migrations {
  /// What every instant comes to is accounted for, whatever the automation's status: `planned_to`
  /// is the instant up to which that is done, `plan_at` the next one at which there is something to
  /// write. `stops` are the times in which instants come and do not run; without a `trace_id` one
  /// is for all that its owner has.
  ///
  /// `daily_totals` hold what is pruned and deleted, so they refer to nothing.
  static func accounting(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE versions ADD COLUMN policies TEXT;

        ALTER TABLE automations ADD COLUMN planned_to INTEGER;
        ALTER TABLE automations ADD COLUMN plan_at INTEGER
          CHECK (plan_at IS NULL OR planned_to IS NOT NULL);
        ALTER TABLE automations ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE automations ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE automations ADD COLUMN is_failing INTEGER NOT NULL DEFAULT 0;
        DROP INDEX automations_planned;
        CREATE INDEX automations_due ON automations (plan_at) WHERE plan_at IS NOT NULL;

        ALTER TABLE occurrences ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
        DROP INDEX occurrences_due;
        CREATE INDEX occurrences_waiting ON occurrences (due_at, user_id) WHERE outcome IS NULL;
        CREATE INDEX occurrences_held ON occurrences (user_id)
          WHERE outcome IS NULL AND claimed_by IS NOT NULL;

        ALTER TABLE runs ADD COLUMN rerun_of TEXT;
        ALTER TABLE steps ADD COLUMN retry_at INTEGER;

        CREATE TABLE stops (
          id INTEGER PRIMARY KEY,
          user_id TEXT NOT NULL,
          trace_id TEXT REFERENCES automation_traces (id) ON DELETE CASCADE,
          reason_code TEXT NOT NULL,
          reason TEXT NOT NULL,
          since INTEGER NOT NULL,
          until INTEGER
        ) STRICT;
        CREATE INDEX stops_of_trace ON stops (trace_id) WHERE trace_id IS NOT NULL;
        CREATE INDEX stops_of_user ON stops (user_id) WHERE trace_id IS NULL;

        CREATE TABLE daily_totals (
          user_id TEXT NOT NULL,
          trace_id TEXT NOT NULL,
          day INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (user_id, trace_id, day, outcome)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notices (
          id INTEGER PRIMARY KEY,
          user_id TEXT NOT NULL,
          trace_id TEXT NOT NULL REFERENCES automation_traces (id) ON DELETE CASCADE,
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          words TEXT NOT NULL
        ) STRICT;
        CREATE INDEX notices_of_user ON notices (user_id, at);
        CREATE INDEX notices_of_trace ON notices (trace_id);

        UPDATE automations SET plan_at = next_run_at, planned_to = next_run_at - 1
          WHERE next_run_at IS NOT NULL;
        """)
    try accountForStopped(db)
  }

  /// Since when instants are accounted for without a gap; `NULL`: since the version was deployed.
  static func plannedSince(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE automations ADD COLUMN planned_since INTEGER")
  }

  /// Automations that were stopped before their instants were accounted for begin now.
  private static func accountForStopped(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        UPDATE automations
        SET plan_at = unixepoch() * 1000, planned_to = unixepoch() * 1000
        WHERE version IS NOT NULL AND trace_id IN (
          SELECT id FROM automation_traces WHERE deployment_status IN ('paused', 'failed'));
        INSERT INTO stops (user_id, trace_id, reason_code, reason, since)
        SELECT a.user_id, a.trace_id,
          iif(t.deployment_status = 'paused', 'paused', 'circuit'),
          coalesce(a.status_reason, iif(t.deployment_status = 'paused',
            'The automation was paused.', 'The automation had failed.')),
          a.planned_to
        FROM automations AS a JOIN automation_traces AS t ON t.id = a.trace_id
        WHERE a.version IS NOT NULL AND t.deployment_status IN ('paused', 'failed');
        """)
  }
}
