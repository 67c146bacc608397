import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Session {
  /// Ends a run from outside. Of a step in flight that may happen only once nobody
  /// knows what becomes of it.
  /// - Returns: the step that ended with it.
  @discardableResult
  func end(
    _ occurrenceID: Int64, as outcome: Outcome = .cancelled, because reason: Reason,
    at now: Instant
  ) throws -> EndedRun.Step? {
    let step = try first(
      "SELECT number, tool, effect FROM steps WHERE occurrence_id = ? AND outcome IS NULL",
      [occurrenceID]
    ) { row in
      // Of an effect that cannot be read the worst is taken.
      (
        place: StepPlace(number: try row.integer(0)), tool: try row.text(1),
        effect: (try? row.name(2)) ?? Effect.once
      )
    }
    var words = reason.words
    var ended: EndedRun.Step?
    if let step {
      let answered = try settleAnswer(of: occurrenceID, step.place)
      let wasSent = try cutOff(step.place, of: occurrenceID, at: now)
      let isUnknown = answered == nil && wasSent && step.effect == .once
      let outcome = answered ?? (isUnknown ? .unknown : .cancelled)
      ended = EndedRun.Step(index: step.place.step, outcome: outcome)
      try run(
        "UPDATE steps SET outcome = ?, retry_at = NULL WHERE occurrence_id = ? AND number = ?",
        [outcome.rawValue, occurrenceID, step.place.number])
      if isUnknown {
        words +=
          " \(step.place.words(step.tool)) had been sent; whether it was carried out is "
          + "not known."
      }
    }
    try close(occurrenceID, outcome, Reason(reason.code, words), at: now)
    return ended
  }

  /// Ends the attempt that goes on.
  /// - Returns: whether there was one.
  private func cutOff(_ place: StepPlace, of occurrenceID: Int64, at now: Instant) throws -> Bool {
    try run(
      """
      UPDATE attempts SET error = ?, duration_ms = \(dialect.greatest("0", "? - started_at"))
      WHERE occurrence_id = ? AND step = ? AND duration_ms IS NULL
      """,
      [
        "The run was stopped before the answer came.", now.milliseconds, occurrenceID,
        place.number,
      ]) > 0
  }

  /// Ends runs of an automation that have not ended.
  /// - Returns: `Limits.prunedAtOnce.rows` at most.
  func endSome(
    of trace: OwnedTrace, because reason: Reason, at now: Instant
  ) throws -> [EndedRun] {
    let open = try all(
      """
      SELECT o.id, r.id FROM occurrences AS o \(dialect.indexed(by: "occurrences_open"))
      JOIN runs AS r ON r.occurrence_id = o.id
      WHERE o.trace_id = ? AND o.user_id = ? AND o.outcome IS NULL LIMIT ?
      """,
      [trace.id, trace.userID, Limits.prunedAtOnce.rows]
    ) { (occurrenceID: Int64(try $0.integer(0)), runID: try $0.text(1)) }
    return try open.map { run in
      let step = try end(run.occurrenceID, because: reason, at: now)
      return EndedRun(traceID: trace.id, runID: run.runID, reason: reason, step: step)
    }
  }

  /// Writes the end of a row and of its run.
  func close(
    _ occurrenceID: Int64, _ outcome: Outcome, _ reason: Reason?, at now: Instant
  ) throws {
    try run(
      """
      UPDATE occurrences
      SET outcome = ?, reason_code = ?, reason = ?, due_at = NULL, claimed_by = NULL,
        answer_until = NULL
      WHERE id = ?
      """,
      [outcome.rawValue, reason?.code.rawValue, reason?.words, occurrenceID])
    try run(
      "UPDATE runs SET finished_at = ? WHERE occurrence_id = ?", [now.milliseconds, occurrenceID])
    try removeFewValues(of: occurrenceID)
    try run(
      """
      UPDATE automations SET last_run_id = r.id, last_outcome = o.outcome,
        last_finished_at = r.finished_at
      FROM occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id
      WHERE o.id = ? AND o.rehearses IS NULL AND automations.trace_id = o.trace_id
      """,
      [occurrenceID])
    try letGoAhead(after: occurrenceID, at: now)
  }

  /// Where the row of an automation's last run has gone, another stands for it.
  /// - Parameter occurrenceID: `nil`: none does.
  func mendLastRun(of traceID: String, to occurrenceID: Int64? = nil) throws {
    try run(
      """
      UPDATE automations SET last_run_id = (SELECT id FROM runs WHERE occurrence_id = ?)
      WHERE trace_id = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE id = last_run_id)
      """,
      [occurrenceID, traceID])
  }
}
