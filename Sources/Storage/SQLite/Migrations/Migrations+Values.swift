import GRDB

extension Migrations {
  /// What is kept whole of a run until it ends: what steps gave that others refer to, and the elements
  /// of loops, these at the places of their first steps. A step whose value is to be kept has a row
  /// from its first attempt on, without a value.
  ///
  /// The number of a step in a loop is that of its place, and `elements` says over how many its loop
  /// goes.
  static func keptValues(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE kept_values (
          occurrence_id INTEGER NOT NULL REFERENCES runs (occurrence_id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          bytes INTEGER NOT NULL DEFAULT 0,
          value TEXT,
          PRIMARY KEY (occurrence_id, place)
        ) STRICT;
        ALTER TABLE steps ADD COLUMN elements INTEGER;
        """)
  }

  /// `step_id` is the step's own where that is not said by its number; `result_notice` says what of a step's result is other than was recorded; `rehearses` is the instant
  /// for which a run by hand is a rehearsal.
  static func rehearsals(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE steps ADD COLUMN step_id TEXT;
        ALTER TABLE steps ADD COLUMN result_notice TEXT;
        ALTER TABLE occurrences ADD COLUMN rehearses INTEGER;
        """)
  }
}
