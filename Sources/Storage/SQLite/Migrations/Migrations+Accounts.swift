import Automations
import GRDB
import Workflows

extension Migrations {
  static func accounts(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE accounts (
          name TEXT NOT NULL PRIMARY KEY,
          is_administrator INTEGER NOT NULL,
          password_salt BLOB,
          password_hash BLOB,
          password_rounds INTEGER,
          password_block_size INTEGER,
          password_parallelism INTEGER,
          created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sessions (
          secret_hash BLOB NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          user_id TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
          created_at INTEGER NOT NULL,
          last_used_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_of_user ON sessions (user_id);

        CREATE TABLE api_tokens (
          secret_hash BLOB NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          user_id TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
          name TEXT NOT NULL,
          access TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER,
          last_used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX api_tokens_of_user ON api_tokens (user_id);

        CREATE TABLE sign_in_links (
          nonce TEXT NOT NULL PRIMARY KEY,
          expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// What names have in common that look alike; those that there are stay, whatever they look like.
  static func lookalikes(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE accounts ADD COLUMN skeleton TEXT NOT NULL DEFAULT '';
        CREATE INDEX accounts_by_skeleton ON accounts (skeleton);
        """)
    let session = Session(try SQLiteDriver(of: db))
    var last = ""
    while true {
      let names = try session.all(
        "SELECT name FROM accounts WHERE name > ? ORDER BY name LIMIT 1000", [last]
      ) { try $0.text(0) }
      for name in names {
        try session.run(
          "UPDATE accounts SET skeleton = ? WHERE name = ?",
          [AccountName.skeleton(of: name), name])
      }
      guard let end = names.last else { return }
      last = end
    }
  }
}
