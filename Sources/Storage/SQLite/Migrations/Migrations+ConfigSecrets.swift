import GRDB

extension Migrations {
  /// By which word the places of secrets are known in a `schedule_config`.
  static func configSecrets(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE automations ADD COLUMN config_mark TEXT;
        ALTER TABLE versions ADD COLUMN config_mark TEXT;
        """)
  }
}
