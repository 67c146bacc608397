package import Automations
import Foundation
import GRDB
package import Scheduling

extension Database: IdempotencyStore {
  package func begin(
    _ call: RepeatableCall, at now: Instant, forgettingBefore oldest: Instant
  ) async throws -> KnownCall {
    try await write { db in
      try db.run(
        "DELETE FROM idempotency_keys WHERE began_at < ?", [oldest.milliseconds])
      if let known = try db.known(call) { return known }
      try db.run(
        """
        INSERT INTO idempotency_keys (user_id, route, key, fingerprint, began_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint,
          began_at = excluded.began_at, status = NULL, content_type = NULL, location = NULL,
          body = NULL
        """,
        [call.userID, call.route, call.key, Data(call.fingerprint), now.milliseconds])
      return .new
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
          [call.userID, call.route, call.key, Data(call.fingerprint)])
        return
      }
      try db.run(
        """
        UPDATE idempotency_keys SET status = ?, content_type = ?, location = ?, body = ?
        WHERE user_id = ? AND route = ? AND key = ? AND fingerprint = ?
        """,
        [
          answer.status, answer.contentType, answer.location, Data(answer.body), call.userID,
          call.route, call.key, Data(call.fingerprint),
        ])
    }
  }
}

extension SQLiteConnection {
  /// - Returns: `nil` where the call is to be carried out.
  fileprivate func known(_ call: RepeatableCall) throws -> KnownCall? {
    try first(
      """
      SELECT fingerprint, status, content_type, location, body FROM idempotency_keys
      WHERE user_id = ? AND route = ? AND key = ?
      """,
      [call.userID, call.route, call.key]
    ) { row -> KnownCall? in
      guard try row.bytes(0) == call.fingerprint else { return call.supersedes ? nil : .differs }
      guard let status = row.integerIfAny(1) else { return nil }
      return .answered(
        KeptAnswer(
          status: status, contentType: row.textIfAny(2), location: row.textIfAny(3),
          body: try row.bytes(4)))
    } ?? nil
  }
}
