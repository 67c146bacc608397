import GRDB

extension Migrations {
  /// Calls that were given a key; without a status they were not answered yet.
  static func idempotency(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE idempotency_keys (
          user_id TEXT NOT NULL,
          route TEXT NOT NULL,
          key TEXT NOT NULL,
          fingerprint BLOB NOT NULL,
          process TEXT NOT NULL,
          began_at INTEGER NOT NULL,
          status INTEGER,
          content_type TEXT,
          location TEXT,
          body BLOB,
          PRIMARY KEY (user_id, route, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_keys_by_age ON idempotency_keys (began_at);
        """)
  }

  /// Which calls go on, the process that carries them out knows best itself.
  static func callsGoingOn(_ db: GRDB.Database) throws {
    try db.execute(sql: "ALTER TABLE idempotency_keys DROP COLUMN process")
  }

  /// What the page that a form leads to is asked for with; `NULL` once it was shown.
  static func receipts(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE idempotency_keys ADD COLUMN receipt TEXT;
        CREATE UNIQUE INDEX idempotency_keys_by_receipt ON idempotency_keys (receipt)
          WHERE receipt IS NOT NULL;
        """)
  }
}
