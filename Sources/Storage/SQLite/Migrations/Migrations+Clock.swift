import GRDB

extension Migrations {
  /// `clock` has the latest moment at which instants or stops were written: a clock that shows an
  /// earlier one was set back, and what was written ahead of it is to be mended. A stop that
  /// somebody ended is told from one whose own end has not come.
  static func clock(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE clock (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          latest INTEGER NOT NULL
        ) STRICT;
        INSERT INTO clock SELECT 1, coalesce(max(planned_to), 0) FROM automations;

        ALTER TABLE stops ADD COLUMN is_ended INTEGER NOT NULL DEFAULT 0;
        UPDATE stops SET is_ended = 1 WHERE trace_id IS NOT NULL AND until IS NOT NULL;
        """)
  }
}
