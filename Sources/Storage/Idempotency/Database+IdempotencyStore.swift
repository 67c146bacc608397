package import Automations
package import Scheduling

extension Database: IdempotencyStore {
  package func begin(
    _ call: RepeatableCall, at now: Instant, answeredSince since: Instant
  ) async throws -> KnownCall {
    try await write { db in
      if let known = try db.known(call, since: since) { return known }
      try db.run(
        """
        INSERT INTO idempotency_keys (user_id, route, key, fingerprint, began_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (user_id, route, key) DO UPDATE SET fingerprint = excluded.fingerprint,
          began_at = excluded.began_at, status = NULL, content_type = NULL, location = NULL,
          body = NULL, receipt = NULL
        """,
        [call.userID, call.route, call.key, call.fingerprint, now.milliseconds])
      return .new(began: now)
    }
  }

  package func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws {
    try await write { db in
      guard let answer else {
        try db.run(
          """
          DELETE FROM idempotency_keys
          WHERE user_id = ? AND route = ? AND key = ? AND fingerprint = ?
          """,
          [call.userID, call.route, call.key, call.fingerprint])
        return
      }
      try db.run(
        """
        UPDATE idempotency_keys
        SET status = ?, content_type = ?, location = ?, body = ?, receipt = ?
        WHERE user_id = ? AND route = ? AND key = ? AND fingerprint = ?
        """,
        [
          answer.status, answer.contentType, answer.location, answer.body, answer.receipt,
          call.userID, call.route, call.key, call.fingerprint,
        ])
    }
  }

  package func take(
    _ receipt: String, of userID: String, since: Instant
  ) async throws -> String? {
    try await write { db in
      try db.first(
        """
        UPDATE idempotency_keys SET receipt = NULL
        WHERE receipt = ? AND user_id = ? AND began_at >= ? RETURNING location
        """,
        [receipt, userID, since.milliseconds]
      ) { $0.textIfAny(0) } ?? nil
    }
  }
}

extension Session {
  /// - Returns: `nil` where it is another call than any that is known.
  fileprivate func known(_ call: RepeatableCall, since: Instant) throws -> KnownCall? {
    try first(
      """
      SELECT fingerprint, status, content_type, location, body, receipt, began_at
      FROM idempotency_keys WHERE user_id = ? AND route = ? AND key = ?
      """,
      [call.userID, call.route, call.key]
    ) { row -> KnownCall? in
      let began = try row.instant(6)
      guard began >= since else { return nil }
      guard try row.bytes(0) == call.fingerprint else {
        return call.sender == .form ? nil : .differs
      }
      guard let status = row.integerIfAny(1) else { return .new(began: began) }
      return .answered(
        KeptAnswer(
          status: status, contentType: row.textIfAny(2), location: row.textIfAny(3),
          body: try row.bytes(4), receipt: row.textIfAny(5)),
        at: began)
    } ?? nil
  }
}
