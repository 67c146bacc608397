import Automations
import OrderedJSON
import Scheduling

// A store that has secrets in its rows puts and forgets them in the transaction that changes the row.
extension Session {
  /// Puts a secret in the place of the one before.
  /// - Throws: also where the data key that sealed it is gone.
  func put(_ secret: SealedSecret) throws {
    let place = secret.place
    try run(
      """
      INSERT INTO secrets
        (user_id, table_name, row_id, name, sealed, data_key_id, last4, set_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (user_id, table_name, row_id, name) DO UPDATE
      SET sealed = excluded.sealed, data_key_id = excluded.data_key_id, last4 = excluded.last4,
        set_at = excluded.set_at, used_at = NULL
      """,
      [
        secret.userID, place.row.table, place.row.id, place.name, secret.sealed, secret.dataKeyID,
        secret.last4, secret.setAt.milliseconds,
      ])
  }

  /// Forgets a row's secrets.
  /// - Parameter kept: names of those that stay.
  func forgetSecrets(
    in row: SecretRow, except kept: Set<String> = [], of userID: String
  ) throws {
    let names = JSON.array(kept.sorted().map(JSON.string))
    try run(
      """
      DELETE FROM secrets
      WHERE user_id = ? AND table_name = ? AND row_id = ? AND name NOT IN (\(dialect.texts("?")))
      """,
      [userID, row.table, row.id, names.serialized])
  }
}

extension Session {
  /// The data key by which an owner's secrets are sealed.
  func dataKey(of userID: String) throws -> WrappedKey? {
    try first(
      """
      SELECT user_id, id, wrapped, wrapped_by FROM data_keys WHERE user_id = ? AND is_current = 1
      """,
      [userID], read: WrappedKey.init)
  }

  /// One data key of each key that has wrapped some.
  func wrappedKeys() throws -> [WrappedKey] {
    var keys: [WrappedKey] = []
    // No key's id is empty. From each to the next the index leads, however many there are of one.
    while let next = try first(
      """
      SELECT user_id, id, wrapped, wrapped_by FROM data_keys WHERE wrapped_by > ?
      ORDER BY wrapped_by LIMIT 1
      """,
      [keys.last?.wrappedBy ?? ""], read: WrappedKey.init)
    {
      keys.append(next)
    }
    return keys
  }
}

extension WrappedKey {
  fileprivate init(_ row: Row) throws {
    self.init(
      userID: try row.text(0), id: try row.text(1), wrapped: try row.bytes(2),
      wrappedBy: try row.text(3))
  }
}
