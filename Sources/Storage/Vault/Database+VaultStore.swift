package import Automations
package import Scheduling

extension Database: VaultStore {
  package func dataKey(of userID: String) async throws -> WrappedKey? {
    try read { try $0.dataKey(of: userID) }
  }

  package func keep(_ key: WrappedKey, at now: Instant) async throws -> WrappedKey {
    try await write { db in
      // Of two that make the first one at a time, the later one's is not kept.
      try db.run(
        """
        INSERT INTO data_keys (user_id, id, is_current, wrapped, wrapped_by, made_at)
        VALUES (?, ?, 1, ?, ?, ?)
        ON CONFLICT (user_id) WHERE is_current = 1 DO NOTHING
        """,
        [key.userID, key.id, key.wrapped, key.wrappedBy, now.milliseconds])
      return try db.dataKey(of: key.userID) ?? key
    }
  }

  package func wrappedKeys() async throws -> [WrappedKey] {
    try read { try $0.wrappedKeys() }
  }

  package func put(_ secrets: [SealedSecret], by act: Act) async throws {
    try await write { db in
      for secret in secrets { try db.put(secret) }
    }
  }

  package func replace(_ secret: SealedSecret, by act: Act) async throws -> Bool {
    try await write { db in
      let place = secret.place
      guard
        try db.exists(
          """
          SELECT 1 FROM secrets WHERE user_id = ? AND table_name = ? AND row_id = ? AND name = ?
          """,
          [secret.userID, place.row.table, place.row.id, place.name])
      else { return false }
      try db.put(secret)
      return true
    }
  }

  package func secrets(in row: SecretRow, of userID: String) async throws -> [KeptSecret] {
    try read { db in
      try db.all(
        """
        SELECT s.name, s.sealed, s.set_at, s.used_at, k.id, k.wrapped, k.wrapped_by
        FROM secrets AS s JOIN data_keys AS k ON k.user_id = s.user_id AND k.id = s.data_key_id
        WHERE s.user_id = ? AND s.table_name = ? AND s.row_id = ? ORDER BY s.name
        """,
        [userID, row.table, row.id]
      ) { columns in
        KeptSecret(
          use: SecretUse(
            place: SecretPlace(row, try columns.text(0)), userID: userID,
            setAt: try columns.instant(2)),
          sealed: try columns.bytes(1),
          key: WrappedKey(
            userID: userID, id: try columns.text(4), wrapped: try columns.bytes(5),
            wrappedBy: try columns.text(6)),
          usedAt: columns.instantIfAny(3))
      }
    }
  }

  package func notes(in row: SecretRow, of userID: String) async throws -> [SecretNote] {
    try read { db in
      try db.all(
        """
        SELECT name, last4, set_at, used_at FROM secrets
        WHERE user_id = ? AND table_name = ? AND row_id = ? ORDER BY name
        """,
        [userID, row.table, row.id], read: SecretNote.init)
    }
  }

  package func notes(
    inTable table: String, of userID: String
  ) async throws -> [String: [SecretNote]] {
    try read { db in
      let notes = try db.all(
        """
        SELECT name, last4, set_at, used_at, row_id FROM secrets
        WHERE user_id = ? AND table_name = ? ORDER BY row_id, name
        """,
        [userID, table]
      ) { (row: try $0.text(4), note: try SecretNote($0)) }
      return Dictionary(grouping: notes, by: \.row).mapValues { $0.map(\.note) }
    }
  }

  package func touch(
    _ secret: SecretUse, at now: Instant, unlessAfter earlier: Instant
  ) async throws {
    let place = secret.place
    try await write { db in
      try db.run(
        """
        UPDATE secrets SET used_at = ?
        WHERE user_id = ? AND table_name = ? AND row_id = ? AND name = ? AND set_at = ?
          AND (used_at IS NULL OR used_at <= ?)
        """,
        [
          now.milliseconds, secret.userID, place.row.table, place.row.id, place.name,
          secret.setAt.milliseconds, earlier.milliseconds,
        ])
    }
  }

  package func forget(
    in row: SecretRow, except kept: Set<String>, of userID: String, by act: Act
  ) async throws {
    try await write { try $0.forgetSecrets(in: row, except: kept, of: userID) }
  }
}

extension SecretNote {
  fileprivate init(_ row: Row) throws {
    self.init(
      name: try row.text(0), last4: try row.text(1), setAt: try row.instant(2),
      usedAt: row.instantIfAny(3))
  }
}
