import GRDB

extension Migrations {
  /// The runs of a person, over all automations: rows that a worker has claimed, or that a person
  /// asked for. What is skipped before that is no run.
  static func history(_ db: SQLiteConnection) throws {
    try db.execute(
      sql: """
        CREATE INDEX occurrences_run_of_user ON occurrences (user_id)
          WHERE epoch > 0 OR manual = 1;
        """)
  }
}
