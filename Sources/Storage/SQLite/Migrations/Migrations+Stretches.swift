import GRDB

extension Migrations {
  /// How many instants a stretch has on each of its days, UTC: an object by the days' numbers since
  /// 1970. `NULL`: all of them are on its first day, as far as is known.
  static func stretchDays(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE occurrences ADD COLUMN days TEXT")
  }
}
