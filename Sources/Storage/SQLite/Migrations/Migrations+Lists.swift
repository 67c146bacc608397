import GRDB

extension Migrations {
  /// What lists show and would else have to read entries and configurations for. `default_name` is
  /// written when a trace is saved, and for the older ones little by little; `time_zone` is the
  /// schedule's. A trace of which nobody knows when it was made stands behind all others: `''`.
  static func lists(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE automations ADD COLUMN default_name TEXT;
        ALTER TABLE automations ADD COLUMN time_zone TEXT;
        CREATE INDEX automations_unnamed ON automations (trace_id) WHERE default_name IS NULL;

        UPDATE automations SET time_zone = t.time_zone
        FROM (
          SELECT id, CASE WHEN json_valid(schedule_config) THEN
            CASE json_type(schedule_config, '$.timezone') WHEN 'text'
              THEN json_extract(schedule_config, '$.timezone') END END AS time_zone
          FROM automation_traces WHERE schedule_config IS NOT NULL) AS t
        WHERE t.id = automations.trace_id;

        UPDATE automation_traces SET created_at = '' WHERE created_at IS NULL;
        """)
  }

  /// What tells rows of one moment apart is in the index, and so is what of an automation goes on
  /// first: without them each page, and each row of it, is sorted.
  static func newestFirst(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        DROP INDEX automation_traces_of_user;
        DROP INDEX automation_traces_by_age;
        DROP INDEX automation_traces_of_thread;
        CREATE INDEX automation_traces_of_user
          ON automation_traces (user_id, created_at, sequence, deployment_status, provider_id);
        CREATE INDEX automation_traces_by_age
          ON automation_traces (created_at, sequence, deployment_status, provider_id);
        CREATE INDEX automation_traces_of_thread
          ON automation_traces (thread_id, user_id, created_at, sequence);

        DROP INDEX occurrences_open;
        CREATE INDEX occurrences_open ON occurrences (trace_id, claimed_by DESC, due_at)
          WHERE outcome IS NULL
        """)
  }
}
