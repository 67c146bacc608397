import GRDB
import OrderedJSON
import Scheduling

extension Migrations {
  /// Nobody who claims, plans or lists has to read what a caller made large, and what grows is read
  /// and pruned by an index.
  ///
  /// `data_revision` rises whenever the entries of a trace become others. A workflow is found again by
  /// its `digest`; an older one has none, and no `step_count`. Results of steps are not kept: no step
  /// refers to another's.
  static func weight(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE automations ADD COLUMN data_revision INTEGER NOT NULL DEFAULT 0;

        ALTER TABLE workflows ADD COLUMN digest BLOB;
        ALTER TABLE workflows ADD COLUMN step_count INTEGER;
        CREATE INDEX workflows_by_digest ON workflows (trace_id, digest, number);
        CREATE INDEX workflows_steps ON workflows (trace_id, number, step_count);
        UPDATE steps SET result = NULL WHERE result IS NOT NULL AND occurrence_id IN (
          SELECT id FROM occurrences WHERE outcome IS NULL);

        DROP INDEX stops_of_trace;
        DROP INDEX stops_of_user;
        CREATE INDEX stops_of_trace ON stops (trace_id, until) WHERE trace_id IS NOT NULL;
        CREATE INDEX stops_of_user ON stops (user_id, until) WHERE trace_id IS NULL;
        CREATE INDEX stops_by_since ON stops (since);
        CREATE INDEX stops_by_until ON stops (until) WHERE is_ended;
        DROP INDEX notices_of_trace;
        CREATE INDEX notices_of_trace ON notices (trace_id, at);
        CREATE INDEX notices_by_age ON notices (at);

        DROP INDEX automation_traces_of_user;
        DROP INDEX automation_traces_by_age;
        CREATE INDEX automation_traces_of_user
          ON automation_traces (user_id, created_at, deployment_status, provider_id);
        CREATE INDEX automation_traces_by_age
          ON automation_traces (created_at, deployment_status, provider_id);
        DROP INDEX occurrences_run_of_user;
        CREATE INDEX occurrences_run_of_user
          ON occurrences (user_id, id, outcome, epoch, manual)
          WHERE epoch > 0 OR manual = 1;

        DROP INDEX sessions_of_user;
        CREATE INDEX sessions_of_user ON sessions (user_id, last_used_at);
        CREATE INDEX sessions_by_use ON sessions (last_used_at);
        CREATE INDEX sessions_by_age ON sessions (created_at);
        CREATE INDEX sign_in_links_by_age ON sign_in_links (expires_at);
        CREATE INDEX idempotency_keys_of_user ON idempotency_keys (user_id, began_at);
        """)
    try totalsByTrace(db)
    try shortenTexts(db)
    try shortenConfigurations(db)
  }

  /// Whoever asks for totals names an automation, and an administrator nobody whose it is.
  private static func totalsByTrace(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE daily_totals RENAME TO older_daily_totals;
        CREATE TABLE daily_totals (
          trace_id TEXT NOT NULL,
          day INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          user_id TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (trace_id, day, outcome, user_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO daily_totals (trace_id, day, outcome, user_id, count)
        SELECT trace_id, day, outcome, user_id, count FROM older_daily_totals;
        DROP TABLE older_daily_totals;
        """)
  }

  /// Errors may quote what a server answered, at any length, and stops are read with each plan.
  private static func shortenTexts(_ db: GRDB.Database) throws {
    let most = Limits.recordedTextBytes
    for (table, column) in [
      ("automations", "status_reason"), ("occurrences", "reason"), ("notices", "words"),
    ] {
      try db.execute(
        sql: """
          UPDATE \(table) SET \(column) = substr(\(column), 1, \(most))
          WHERE length(\(column)) > \(most)
          """)
    }
    // That of a pause is a person's own.
    try db.execute(
      sql: """
        UPDATE stops SET reason = substr(reason, 1, \(most))
        WHERE trace_id IS NOT NULL AND length(reason) > \(most)
        """)
  }

  /// A version keeps of a configuration that is larger than any that is taken now what its schedule
  /// is made from; the trace has the whole still.
  private static func shortenConfigurations(_ db: GRDB.Database) throws {
    let session = Session(try SQLiteDriver(of: db))
    let large = try session.all(
      "SELECT trace_id, number FROM versions WHERE length(schedule_config) > ?",
      [Limits.scheduleConfigBytes]
    ) { (trace: try $0.text(0), number: try $0.integer(1)) }
    for version in large {
      let config = try? session.first(
        "SELECT schedule_config FROM versions WHERE trace_id = ? AND number = ?",
        [version.trace, version.number]
      ) { try $0.json(0) }
      guard let members = config?.members else { continue }
      let known = JSON.object(members.filter { ScheduleInput.configKeys.contains($0.key) })
      try session.run(
        "UPDATE versions SET schedule_config = ? WHERE trace_id = ? AND number = ?",
        [known.serialized, version.trace, version.number])
    }
  }
}
