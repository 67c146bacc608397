package import Automations
import OrderedJSON
package import Scheduling

extension Database {
  package func insert(_ token: APIToken, by act: Act) async throws -> KeptToken {
    try await write { db in
      if try db.exists("SELECT 1 FROM api_tokens WHERE id = ?", [token.id]) { return .known }
      let count =
        try db.first("SELECT count(*) FROM api_tokens WHERE user_id = ?", [token.userID]) {
          try $0.integer(0)
        } ?? 0
      guard count < Limits.tokensOfAccount else { return .tooMany }
      try db.insert(token)
      return .kept
    }
  }

  package func token(_ secretHash: [UInt8]) async throws -> APIToken? {
    try read { db in
      try db.first(
        "SELECT \(APIToken.columns) FROM \(APIToken.tables) WHERE t.secret_hash = ?",
        [secretHash], read: APIToken.init)
    }
  }

  package func tokens(of userID: String) async throws -> [APIToken] {
    try read { db in
      try db.all(
        """
        SELECT \(APIToken.columns) FROM \(APIToken.tables) WHERE t.user_id = ?
        ORDER BY t.created_at DESC, t.id
        """,
        [userID], read: APIToken.init)
    }
  }

  package func touch(token secretHash: [UInt8], at now: Instant) async throws {
    try await write { db in
      try db.run(
        "UPDATE api_tokens SET last_used_at = ? WHERE secret_hash = ?",
        [now.milliseconds, secretHash])
    }
  }

  package func deleteToken(_ id: String, by act: Act) async throws -> Bool {
    try await write { db in
      try db.run("DELETE FROM api_tokens WHERE id = ? AND user_id = ?", [id, act.caller.userID]) > 0
    }
  }

  package func replace(with token: APIToken, by act: Act) async throws {
    try await write { db in
      try db.run(
        "DELETE FROM api_tokens WHERE name = ? AND user_id = ?", [token.name, token.userID])
      try db.insert(token)
    }
  }
}

extension Session {
  /// - Parameter token: of an id that no other has.
  func insert(_ token: APIToken) throws {
    try run(
      """
      INSERT INTO api_tokens
        (secret_hash, id, user_id, name, access, created_at, expires_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        token.secretHash, token.id, token.userID, token.name, token.access.rawValue,
        token.createdAt.milliseconds, token.expiresAt?.milliseconds,
        token.lastUsedAt?.milliseconds,
      ])
  }
}

extension APIToken {
  /// What `init(_:)` reads, in that order. Who is an administrator, the account says each time.
  fileprivate static let columns = """
    t.id, t.secret_hash, t.user_id, a.is_administrator, t.name, t.access, t.created_at,
    t.expires_at, t.last_used_at
    """
  fileprivate static let tables = "api_tokens AS t JOIN accounts AS a ON a.name = t.user_id"

  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.text(0), secretHash: try row.bytes(1), userID: try row.text(2),
      isAdministrator: row.flag(3), name: try row.text(4), access: try row.name(5),
      createdAt: try row.instant(6), expiresAt: row.instantIfAny(7),
      lastUsedAt: row.instantIfAny(8))
  }
}
