package import Automations
import OrderedJSON
package import Scheduling

extension Database {
  package func insert(
    _ session: Automations.Session, provedBy password: PasswordHash?, by act: Act
  ) async throws -> Bool {
    try await write { db in
      // A change of password has ended the sessions that there were, and this one was not yet.
      let isCurrent = try db.exists(
        "SELECT 1 FROM accounts WHERE name = ? AND password_hash IS NOT DISTINCT FROM ?",
        [session.userID, password.map { $0.hash }])
      if isCurrent { try db.insert(session) }
      return isCurrent
    }
  }

  package func insert(
    _ session: Automations.Session, spending link: String, expires: Instant, by act: Act
  ) async throws -> Bool {
    try await write { db in
      let isSpent =
        try db.run(
          "INSERT INTO sign_in_links (nonce, expires_at) VALUES (?, ?) ON CONFLICT (nonce) DO NOTHING",
          [link, expires.milliseconds]) > 0
      if isSpent { try db.insert(session) }
      return isSpent
    }
  }

  package func isSpent(_ link: String) async throws -> Bool {
    try read { try $0.exists("SELECT 1 FROM sign_in_links WHERE nonce = ?", [link]) }
  }

  package func session(_ secretHash: [UInt8]) async throws -> Automations.Session? {
    try read { db in
      try db.first(
        """
        SELECT \(Automations.Session.columns) FROM \(Automations.Session.tables)
        WHERE s.secret_hash = ?
        """,
        [secretHash], read: Automations.Session.init)
    }
  }

  package func sessions(of userID: String) async throws -> [Automations.Session] {
    try read { db in
      try db.all(
        """
        SELECT \(Automations.Session.columns) FROM \(Automations.Session.tables) WHERE s.user_id = ?
        ORDER BY s.last_used_at DESC, s.id
        """,
        [userID], read: Automations.Session.init)
    }
  }

  package func touch(session secretHash: [UInt8], at now: Instant) async throws {
    try await write { db in
      try db.run(
        "UPDATE sessions SET last_used_at = ? WHERE secret_hash = ?",
        [now.milliseconds, secretHash])
    }
  }

  package func deleteSession(_ id: String, by act: Act) async throws -> Bool {
    try await write { db in
      try db.run(
        "DELETE FROM sessions WHERE id = ? AND user_id = ?", [id, act.caller.userID]) > 0
    }
  }

  package func deleteSessions(except id: String, by act: Act) async throws {
    try await write { db in
      try db.run("DELETE FROM sessions WHERE user_id = ? AND id <> ?", [act.caller.userID, id])
    }
  }

  package func deleteSessions(
    unusedSince idle: Instant, createdBefore absolute: Instant
  ) async throws {
    try await write { db in
      _ = try db.removeSessions(unusedSince: idle, createdBefore: absolute)
    }
  }
}

extension Session {
  /// Ends those that were not used for the longest, where the account has too many.
  func insert(_ session: Automations.Session) throws {
    try run(
      """
      INSERT INTO sessions (secret_hash, id, user_id, created_at, last_used_at)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        session.secretHash, session.id, session.userID, session.createdAt.milliseconds,
        session.lastUsedAt.milliseconds,
      ])
    try run(
      """
      DELETE FROM sessions WHERE secret_hash IN (
        SELECT secret_hash FROM sessions WHERE user_id = ? AND id <> ?
        ORDER BY last_used_at DESC LIMIT \(Int32.max) OFFSET \(Limits.sessionsOfAccount - 1))
      """,
      [session.userID, session.id])
  }
}

extension Automations.Session {
  /// What `init(_:)` reads, in that order. Who is an administrator, the account says each time.
  fileprivate static let columns =
    "s.id, s.secret_hash, s.user_id, a.is_administrator, s.created_at, s.last_used_at"
  fileprivate static let tables = "sessions AS s JOIN accounts AS a ON a.name = s.user_id"

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.text(0), secretHash: try row.bytes(1), userID: try row.text(2),
      isAdministrator: row.flag(3), createdAt: try row.instant(4), lastUsedAt: try row.instant(5))
  }
}
