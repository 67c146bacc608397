import GRDB

extension Migrations {
  /// What a schedule leaves open is settled when it is deployed: the zone, and the edition of the
  /// rules. Versions without a zone are from before: in UTC, by the rules of then.
  static func scheduleDefaults(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE versions ADD COLUMN timezone TEXT;
        ALTER TABLE versions ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
        """)
  }
}
