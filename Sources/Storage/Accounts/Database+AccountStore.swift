package import Automations

extension Database: AccountStore {
  package func insert(_ account: Account, by act: Act) async throws -> Bool {
    try await write { try $0.insert(account) }
  }

  package func insert(
    _ account: Account, with token: APIToken, by act: Act
  ) async throws -> Bool {
    try await write { db in
      guard try db.insert(account, unlessAlike: true) else { return false }
      try db.insert(token)
      return true
    }
  }

  package func account(named name: String) async throws -> Account? {
    try read { db in
      try db.first(
        """
        SELECT name, is_administrator, created_at, password_salt, password_hash, password_rounds,
          password_block_size, password_parallelism
        FROM accounts WHERE name = ?
        """,
        [name], read: Account.init)
    }
  }

  package func setPassword(
    _ hash: PasswordHash, of name: String, by act: Act
  ) async throws -> Bool {
    try await write { db in
      let exists =
        try db.run(
          """
          UPDATE accounts SET password_salt = ?, password_hash = ?, password_rounds = ?,
            password_block_size = ?, password_parallelism = ?
          WHERE name = ?
          """,
          Session.arguments(of: hash) + [name]) > 0
      if exists { try db.run("DELETE FROM sessions WHERE user_id = ?", [name]) }
      return exists
    }
  }

  package func change(_ change: PasswordChange, by act: Act) async throws -> Bool {
    let name = change.next.userID
    return try await write { db in
      // Of two changes at a time, the later one finds another password than the one it knew.
      let isChanged =
        try db.run(
          """
          UPDATE accounts SET password_salt = ?, password_hash = ?, password_rounds = ?,
            password_block_size = ?, password_parallelism = ?
          WHERE name = ? AND password_hash IS NOT DISTINCT FROM ?
            AND EXISTS (SELECT 1 FROM sessions WHERE id = ? AND user_id = accounts.name)
          """,
          Session.arguments(of: change.hash)
            + [name, change.previous.map { $0.hash }, change.session]) > 0
      guard isChanged else { return false }
      try db.run("DELETE FROM sessions WHERE user_id = ?", [name])
      try db.insert(change.next)
      return true
    }
  }
}
