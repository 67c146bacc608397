import GRDB

extension Migrations {
  /// Runs are found by the run that they repeat. Whoever looks for runs whose holder is gone must not go through those that wait, and pruning
  /// counts the runs of an automation. Between `pruned_after` and `pruned_to` instants were pruned of
  /// which none was missed: they must not come again where the clock is set back.
  static func leases(_ db: SQLiteConnection) throws {
    try db.execute(
      sql: """
        DROP INDEX occurrences_held;
        CREATE INDEX occurrences_leased ON occurrences (due_at, user_id)
          WHERE outcome IS NULL AND claimed_by > '';
        CREATE INDEX occurrences_parked ON occurrences (due_at, user_id)
          WHERE outcome IS NULL AND claimed_by = '';
        CREATE INDEX occurrences_run ON occurrences (trace_id, scheduled_at, epoch, manual)
          WHERE epoch > 0 OR manual = 1;
        UPDATE occurrences SET claimed_by = '', due_at = s.retry_at FROM steps AS s
          WHERE s.occurrence_id = occurrences.id AND s.outcome IS NULL AND s.retry_at IS NOT NULL
            AND occurrences.outcome IS NULL AND claimed_by IS NOT NULL;
        CREATE INDEX runs_repeating ON runs (rerun_of) WHERE rerun_of IS NOT NULL;
        ALTER TABLE automations ADD COLUMN pruned_after INTEGER;
        ALTER TABLE automations ADD COLUMN pruned_to INTEGER
          CHECK (pruned_to IS NULL OR pruned_after IS NOT NULL);
        """)
  }
}
