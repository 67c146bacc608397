import GRDB

extension Migrations {
  /// The runs of a person, over all automations: rows that a worker has claimed, or that a person
  /// asked for. What is skipped before that is no run.
  static func history(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE INDEX occurrences_run_of_user ON occurrences (user_id)
          WHERE epoch > 0 OR manual = 1;
        """)
  }

  /// Pruning counts the runs of an automation. Between `pruned_after` and `pruned_to` instants were
  /// pruned of which none was missed: they must not come again where the clock is set back.
  static func pruning(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE INDEX occurrences_run ON occurrences (trace_id, scheduled_at, epoch, manual)
          WHERE epoch > 0 OR manual = 1;
        ALTER TABLE automations ADD COLUMN pruned_after INTEGER;
        ALTER TABLE automations ADD COLUMN pruned_to INTEGER
          CHECK (pruned_to IS NULL OR pruned_after IS NOT NULL);
        """)
  }

  /// A run is found by the one that it repeats.
  static func repeatedRuns(_ db: GRDB.Database) throws {
    try db.execute(
      sql: "CREATE INDEX runs_repeating ON runs (rerun_of) WHERE rerun_of IS NOT NULL")
  }
}
