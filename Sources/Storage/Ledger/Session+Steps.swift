import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Session {
  /// - Parameter notices: a list as JSON; `nil`: none.
  func begin(
    _ attempt: AttemptStart, request: String, notices: String?, of claim: Claim.Key
  ) throws -> Bool {
    guard try isHeld(claim) else { return false }
    if let answer = try newAnswer(of: claim.occurrenceID, attempt.place) {
      _ = try park(claim, until: answer.at)
      return false
    }
    try run(
      """
      INSERT INTO steps (occurrence_id, number, tool, adapter, effect, notices, elements, step_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (occurrence_id, number) DO UPDATE
      SET adapter = excluded.adapter, effect = excluded.effect, notices = excluded.notices,
        outcome = NULL, retry_at = NULL, result_notice = NULL
      """,
      [
        claim.occurrenceID, attempt.place.number, attempt.tool, attempt.adapter.rawValue,
        attempt.effect.rawValue, notices, attempt.elements, attempt.stepID,
      ])
    try run(
      """
      INSERT INTO attempts (occurrence_id, step, number, started_at, request)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        claim.occurrenceID, attempt.place.number, attempt.number,
        attempt.startedAt.milliseconds, request,
      ])
    if attempt.keepsResult { try expectValue(at: attempt.place, of: claim.occurrenceID) }
    return true
  }

  /// - Parameter value: the result where it is kept whole, as JSON.
  func end(
    _ attempt: AttemptEnd, response: String?, value: String?, of claim: Claim.Key
  ) throws -> Bool {
    guard try isHeld(claim) else { return false }
    if !attempt.isAnswered, let answer = try newAnswer(of: claim.occurrenceID, attempt.place) {
      if answer.isError, answer.attempt != attempt.number, attempt.outcome == .succeeded {
        // What failed before was done since.
        _ = try settleAnswer(of: claim.occurrenceID, attempt.place)
        return try end(attempt, response: response, value: value, of: claim)
      }
      if answer.attempt != attempt.number {
        try write(attempt, response, of: claim.occurrenceID)
      }
      _ = try park(claim, until: answer.at)
      return false
    }
    if let time = attempt.answerUntil { return try wait(attempt, until: time, of: claim) }
    try write(attempt, response, of: claim.occurrenceID)
    try run(
      """
      UPDATE steps SET outcome = ?, is_permanent = ?, retry_at = ?, result_notice = ?
      WHERE occurrence_id = ? AND number = ?
      """,
      [
        attempt.outcome?.rawValue, attempt.isPermanent, attempt.retryAt?.milliseconds,
        attempt.notice, claim.occurrenceID, attempt.place.number,
      ])
    if let value { try keep(value, at: attempt.place, of: claim.occurrenceID) }
    if attempt.isAnswered, attempt.outcome == .failed {
      try forgetValue(at: attempt.place, of: claim.occurrenceID)
    }
    if let retryAt = attempt.retryAt { _ = try park(claim, until: retryAt) }
    return true
  }

  private func write(
    _ attempt: AttemptEnd, _ response: String?, of occurrenceID: Int64
  ) throws {
    try run(
      """
      UPDATE attempts SET duration_ms = ?, response = ?, error = ?, is_cut_off = ?
      WHERE occurrence_id = ? AND step = ? AND number = ?
      """,
      [
        attempt.durationMilliseconds, response, attempt.error, attempt.isCutOff,
        occurrenceID, attempt.place.number, attempt.number,
      ])
  }

  /// Lets a run wait for its next attempt or its turn: it goes on, and nobody holds it.
  /// - Returns: whether the claim was held still.
  func park(_ claim: Claim.Key, until time: Instant) throws -> Bool {
    try run(
      """
      UPDATE occurrences SET claimed_by = '', due_at = ?, epoch = epoch + 1
      WHERE \(Session.isHeld)
      """,
      [time.milliseconds, claim.occurrenceID, claim.epoch]) > 0
  }
}
