import GRDB

extension Migrations {
  /// A run whose step was taken and whose answer is to come is nobody's, and `answer_until` says until
  /// when. At the attempt stand its own deadline, when the answer came, what that means, and what is
  /// said of one that did not count.
  static func callbacks(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE occurrences ADD COLUMN answer_until INTEGER;
        ALTER TABLE attempts ADD COLUMN answer_until INTEGER;
        ALTER TABLE attempts ADD COLUMN answered_at INTEGER;
        ALTER TABLE attempts ADD COLUMN answer_is_permanent INTEGER;
        ALTER TABLE attempts ADD COLUMN refused_answer TEXT;
        """)
  }
}
