import GRDB

extension Migrations {
  /// Whoever looks for runs whose holder is gone must not go through those that wait, and pruning
  /// counts the runs of an automation. What was pruned up to is not planned again.
  static func leases(_ db: SQLiteConnection) throws {
    try db.execute(
      sql: """
        DROP INDEX occurrences_held;
        CREATE INDEX occurrences_leased ON occurrences (due_at, user_id)
          WHERE outcome IS NULL AND claimed_by > '';
        CREATE INDEX occurrences_run ON occurrences (trace_id, scheduled_at)
          WHERE epoch > 0 OR manual = 1;
        ALTER TABLE automations ADD COLUMN pruned_to INTEGER;
        """)
  }
}
