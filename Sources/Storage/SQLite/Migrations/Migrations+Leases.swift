import GRDB

extension Migrations {
  /// Whoever looks for runs whose holder is gone must not go through those that wait. A run that
  /// waits for its next attempt is nobody's: `claimed_by` is empty, and `due_at` says when that is.
  static func leases(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        DROP INDEX occurrences_held;
        CREATE INDEX occurrences_leased ON occurrences (due_at, user_id)
          WHERE outcome IS NULL AND claimed_by > '';
        CREATE INDEX occurrences_parked ON occurrences (due_at, user_id)
          WHERE outcome IS NULL AND claimed_by = '';
        UPDATE occurrences SET claimed_by = '', due_at = s.retry_at FROM steps AS s
          WHERE s.occurrence_id = occurrences.id AND s.outcome IS NULL AND s.retry_at IS NOT NULL
            AND occurrences.outcome IS NULL AND claimed_by IS NOT NULL;
        """)
  }
}
