package import Automations
import OrderedJSON
package import Scheduling

extension Database: PauseStore {
  /// What the rows say before the person's own reason.
  private static let pauseWords = "Everything was paused: "

  package func begin(
    _ pause: Pause, inPlaceOf seen: SeenPause?, by act: Act
  ) async throws -> (ended: [EndedRow], isBegun: Bool) {
    let userID = act.caller.userID
    let reason = Reason(.paused, Database.pauseWords + pause.reason)
    // More than one transaction may end goes a part at a time before; the pause comes with the last.
    var ended: [EndedRow] = []
    while case let part = try await write({ db -> [EndedRow] in
      guard try db.isInForce(seen, of: userID, at: pause.since) else { return [] }
      return try db.endWaitingPart(of: userID, because: reason)
    }), !part.isEmpty {
      ended += part
    }
    let rest = try await write { db -> [EndedRow]? in
      guard try db.isInForce(seen, of: userID, at: pause.since) else { return nil }
      try db.mark(pause.since)
      _ = try db.endPause(of: userID, at: pause.since)
      try db.run(
        """
        INSERT INTO stops (user_id, reason_code, reason, since, until) VALUES (?, ?, ?, ?, ?)
        """,
        [
          userID, reason.code.rawValue, Database.pauseWords + pause.reason,
          pause.since.milliseconds,
          pause.until?.milliseconds,
        ])
      return try db.endWaiting(of: userID, because: reason, limit: .max)
    }
    return (ended + (rest ?? []), rest != nil)
  }

  package func endPause(_ seen: SeenPause?, by act: Act) async throws -> Bool {
    try await write { db in
      guard try db.isInForce(seen, of: act.caller.userID, at: act.at) else { return false }
      try db.mark(act.at)
      return try db.endPause(of: act.caller.userID, at: act.at)
    }
  }

  package func pauses(of userIDs: Set<String>, at now: Instant) async throws -> [String: Pause] {
    try read { db in
      let pauses = try db.all(
        """
        SELECT user_id, reason, since, until FROM stops
        WHERE user_id IN (\(db.dialect.texts("?"))) AND trace_id IS NULL
          AND (until IS NULL OR until > ?)
        """,
        [userIDs.storedText, now.milliseconds]
      ) { row in
        let pause = Pause(
          reason: String(try row.text(1).dropFirst(Database.pauseWords.count)),
          since: try row.instant(2), until: row.instantIfAny(3))
        return (try row.text(0), pause)
      }
      return Dictionary(pauses, uniquingKeysWith: { _, later in later })
    }
  }
}

extension Session {
  /// As a term of a WHERE; its values are the time and the person.
  private static let goesOn =
    "user_id = ?2 AND trace_id IS NULL AND (until IS NULL OR until > ?1)"

  /// Whether the pause of a person that was seen is in force.
  /// - Parameter seen: `nil`: whichever is.
  fileprivate func isInForce(
    _ seen: SeenPause?, of userID: String, at now: Instant
  ) throws -> Bool {
    guard let seen else { return true }
    let inForce = try all(
      "SELECT since FROM stops WHERE \(Session.goesOn)", [now.milliseconds, userID]
    ) { try $0.instant(0) }
    return seen.since.map { inForce.contains($0) } ?? inForce.isEmpty
  }

  /// A pause in which nothing can have been due, since no minute began in it, is forgotten: planning
  /// reads each of them for each automation.
  fileprivate func endPause(of userID: String, at now: Instant) throws -> Bool {
    let isForgotten =
      try run(
        """
        DELETE FROM stops WHERE \(Session.goesOn) AND (since + 59999) / 60000 * 60000 >= ?1
        """,
        [now.milliseconds, userID]) > 0
    let isEnded =
      try run(
        """
        UPDATE stops SET until = \(dialect.greatest("since", "?1")), is_ended = 1
        WHERE \(Session.goesOn)
        """,
        [now.milliseconds, userID]) > 0
    return isForgotten || isEnded
  }

  /// Planned rows of a person that wait; its value is the person's id.
  private var waitingOfUser: String {
    """
    FROM occurrences
    WHERE trace_id IN (SELECT id FROM automation_traces WHERE user_id = ?1)
      AND \(dialect.unindexed("user_id")) = ?1 AND outcome IS NULL AND claimed_by IS NULL
      AND manual = 0
    """
  }

  /// Ends as much of what waits of a person as one transaction may.
  /// - Returns: nothing where one may end all that waits, and so does not.
  fileprivate func endWaitingPart(
    of userID: String, because reason: Reason
  ) throws -> [EndedRow] {
    let limit = Limits.prunedAtOnce.rows
    guard try exists("SELECT 1 \(waitingOfUser) LIMIT 1 OFFSET ?2", [userID, limit]) else {
      return []
    }
    return try endWaiting(of: userID, because: reason, limit: limit)
  }

  /// Ends what waits of a person, but for manual runs.
  fileprivate func endWaiting(
    of userID: String, because reason: Reason, limit: Int
  ) throws -> [EndedRow] {
    try all(
      """
      UPDATE occurrences
      SET outcome = 'skipped', reason_code = ?2, reason = ?3, due_at = NULL
      WHERE id IN (SELECT id \(waitingOfUser) LIMIT ?4)
      RETURNING trace_id, scheduled_at
      """,
      [userID, reason.code.rawValue, reason.words, limit]
    ) { row in
      EndedRow(
        traceID: try row.text(0), scheduledAt: try row.instant(1), outcome: .skipped,
        reason: reason)
    }
  }
}
