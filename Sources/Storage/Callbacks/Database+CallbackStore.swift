package import Automations
import OrderedJSON
package import Scheduling

extension Database: CallbackStore {
  package func answer(
    _ token: CallbackToken, with answer: CallbackAnswer, at now: Instant
  ) async throws -> CallbackReceipt {
    let keepsResult = try read { try $0.expectsValue(of: token) }
    let text = AnswerText(answer, keepsResult: keepsResult)
    return try await write(bytes: text.bytes) { db in
      guard let attempt = try db.calledAttempt(token) else { return .gone }
      let receipt: CallbackReceipt =
        if try attempt.isAnswered
          || db.newAnswer(of: attempt.occurrenceID, StepPlace(number: token.step)) != nil
        {
          .second
        } else {
          attempt.isOpen && now < token.expires ? .taken : .late
        }
      if receipt == .taken {
        try db.take(text, of: token, attempt.occurrenceID, at: now)
      } else {
        try db.note(answer.refused(because: receipt, at: now), of: token, attempt.occurrenceID)
      }
      return receipt
    }
  }

  package func tool(of token: CallbackToken) async throws -> CalledTool? {
    try read { db in
      try db.first(
        """
        SELECT o.user_id, s.tool, o.trace_id FROM runs AS r JOIN occurrences AS o ON o.id = r.occurrence_id
        JOIN steps AS s ON s.occurrence_id = o.id
        WHERE r.id = ? AND s.number = ?
        """,
        [token.runID, token.step]
      ) { row in
        CalledTool(
          userID: try row.text(0), tool: try row.text(1), traceID: try row.text(2))
      }
    }
  }
}

/// An answer as its attempt has it.
private struct AnswerText {
  let response: String?
  let error: String?
  let isPermanent: Bool
  /// The result where others refer to it; `nil`: it is not kept.
  let value: String?

  init(_ answer: CallbackAnswer, keepsResult: Bool) {
    switch answer {
    case .result(let record, let whole):
      (response, error, isPermanent) = (record.serialized, nil, false)
      value = keepsResult ? whole?.serialized ?? response : nil
    case .error(let words, let isPermanent):
      (response, error, self.isPermanent) = (nil, words, isPermanent)
      value = nil
    }
  }

  var bytes: Int { (response?.utf8.count ?? 0) + (value?.utf8.count ?? 0) }
}

/// The attempt that an address was made for.
private struct CalledAttempt {
  let occurrenceID: Int64
  /// Whether its step has not ended.
  let isOpen: Bool
  /// Whether an answer to it was taken before.
  let isAnswered: Bool
}

extension Session {
  /// Found by what is signed, which proves who asks.
  fileprivate func calledAttempt(_ token: CallbackToken) throws -> CalledAttempt? {
    try first(
      """
      SELECT o.id, coalesce(o.outcome, s.outcome), a.answered_at
      FROM runs AS r JOIN occurrences AS o ON o.id = r.occurrence_id
      JOIN steps AS s ON s.occurrence_id = o.id
      JOIN attempts AS a ON a.occurrence_id = s.occurrence_id AND a.step = s.number
      WHERE r.id = ? AND s.number = ? AND a.number = ?
      """,
      [token.runID, token.step, token.attempt]
    ) { row in
      CalledAttempt(
        occurrenceID: Int64(try row.integer(0)), isOpen: row.textIfAny(1) == nil,
        isAnswered: row.integerIfAny(2) != nil)
    }
  }

  /// Whether the result of a step is kept whole.
  fileprivate func expectsValue(of token: CallbackToken) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM runs AS r JOIN kept_values AS k ON k.occurrence_id = r.occurrence_id
      WHERE r.id = ? AND k.place = ?
      """,
      [token.runID, token.step])
  }

  /// Whoever holds the run finds the answer when the attempt ends that goes on; where nobody does, it
  /// is due.
  fileprivate func take(
    _ answer: AnswerText, of token: CallbackToken, _ occurrenceID: Int64, at now: Instant
  ) throws {
    try run(
      """
      UPDATE attempts SET response = ?, error = ?, answered_at = ?, answer_is_permanent = ?,
        duration_ms = NULL, is_cut_off = 0
      WHERE occurrence_id = ? AND step = ? AND number = ?
      """,
      [
        answer.response, answer.error, now.milliseconds, answer.isPermanent, occurrenceID,
        token.step, token.attempt,
      ])
    if let value = answer.value {
      try keep(value, at: StepPlace(number: token.step), of: occurrenceID)
    }
    try run(
      """
      UPDATE occurrences SET due_at = ?, answer_until = NULL
      WHERE id = ? AND outcome IS NULL AND \(Session.isParked)
      """,
      [now.milliseconds, occurrenceID])
  }

  fileprivate func note(
    _ words: String, of token: CallbackToken, _ occurrenceID: Int64
  ) throws {
    try run(
      """
      UPDATE attempts SET refused_answer = ?
      WHERE occurrence_id = ? AND step = ? AND number = ? AND refused_answer IS NULL
      """,
      [words, occurrenceID, token.step, token.attempt])
  }
}
