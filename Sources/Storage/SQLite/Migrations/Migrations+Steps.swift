import GRDB

extension Migrations {
  /// Who claims a run has to know how long its workflow is, and need not read it for that.
  static func workflowBytes(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE workflows ADD COLUMN bytes INTEGER;
        UPDATE workflows SET bytes = length(CAST(body AS BLOB));
        DROP INDEX workflows_steps;
        CREATE INDEX workflows_steps ON workflows (trace_id, number, step_count, bytes);
        """)
  }

  /// Whoever goes on after a crash between the end of a step and that of its run has to know whether
  /// the step failed for good.
  static func permanentSteps(_ db: GRDB.Database) throws {
    try db.execute(
      sql: "ALTER TABLE steps ADD COLUMN is_permanent INTEGER NOT NULL DEFAULT 0")
  }

  /// What of a call was left away: a list of sentences as JSON; `NULL`: nothing.
  static func stepNotices(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE steps ADD COLUMN notices TEXT")
  }

  /// What a stop cut off is not among the attempts that the policies give.
  static func attemptsCutOff(_ db: GRDB.Database) throws {
    try db.execute(
      sql: "ALTER TABLE attempts ADD COLUMN is_cut_off INTEGER NOT NULL DEFAULT 0")
  }
}
