package import Automations
import GRDB
package import Scheduling

extension Database: PauseStore {
  /// What the rows say before the person's own reason.
  private static let pauseWords = "Everything was paused: "

  package func begin(_ pause: Pause, of userID: String) async throws -> [EndedRow] {
    try await write { db in
      try db.mark(pause.since)
      _ = try db.endPause(of: userID, at: pause.since)
      let reason = Reason(.paused, Database.pauseWords + pause.reason)
      try db.run(
        """
        INSERT INTO stops (user_id, reason_code, reason, since, until) VALUES (?, ?, ?, ?, ?)
        """,
        [
          userID, reason.code.rawValue, reason.words, pause.since.milliseconds,
          pause.until?.milliseconds,
        ])
      return try db.endWaiting(of: userID, because: reason)
    }
  }

  package func endPause(of userID: String, at now: Instant) async throws -> Bool {
    try await write { db in
      try db.mark(now)
      return try db.endPause(of: userID, at: now)
    }
  }

  package func pause(of userID: String, at now: Instant) async throws -> Pause? {
    try read { db in
      try db.first(
        """
        SELECT reason, since, until FROM stops
        WHERE user_id = ? AND trace_id IS NULL AND (until IS NULL OR until > ?)
        """,
        [userID, now.milliseconds]
      ) { row in
        Pause(
          reason: String(try row.text(0).dropFirst(Database.pauseWords.count)),
          since: try row.instant(1), until: row.instantIfAny(2))
      }
    }
  }
}

extension SQLiteConnection {
  fileprivate func endPause(of userID: String, at now: Instant) throws -> Bool {
    try run(
      """
      UPDATE stops SET until = max(since, ?1), is_ended = 1
      WHERE user_id = ?2 AND trace_id IS NULL AND (until IS NULL OR until > ?1)
      """,
      [now.milliseconds, userID]) > 0
  }

  /// Ends what waits of a person, but for manual runs.
  fileprivate func endWaiting(
    of userID: String, because reason: Reason
  ) throws -> [EndedRow] {
    try all(
      """
      UPDATE occurrences
      SET outcome = 'skipped', reason_code = ?, reason = ?, due_at = NULL
      WHERE user_id = ? AND outcome IS NULL AND claimed_by IS NULL AND manual = 0
      RETURNING trace_id, scheduled_at
      """,
      [reason.code.rawValue, reason.words, userID]
    ) { row in
      EndedRow(
        traceID: try row.text(0), scheduledAt: try row.instant(1), outcome: .skipped,
        reason: reason)
    }
  }
}
