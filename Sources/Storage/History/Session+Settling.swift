import Automations
import Scheduling

extension Session {
  /// The row of a run and how it ended; `nil` where there is no such run in the scope.
  func open(
    _ runID: String, in scope: Scope
  ) throws -> (occurrenceID: Int64, traceID: String, outcome: Outcome?)? {
    try first(
      """
      SELECT o.id, o.trace_id, o.outcome FROM runs AS r JOIN occurrences AS o ON o.id = r.occurrence_id
      WHERE r.id = ? AND o.user_id = coalesce(CAST(? AS TEXT), o.user_id)
      """,
      [runID, scope.userID]
    ) { (Int64(try $0.integer(0)), try $0.text(1), try $0.nameIfAny(2)) }
  }

  func insertRerun(
    of runID: String, as newID: String, at now: Instant, in scope: Scope
  ) throws -> Bool {
    if try exists("SELECT 1 FROM runs WHERE id = ?", [newID]) { return true }
    let occurrenceID = try first(
      """
      INSERT INTO occurrences
        (trace_id, user_id, version, workflow, scheduled_at, manual, due_at, rehearses)
      SELECT o.trace_id, o.user_id, o.version, o.workflow, ?1, 1, ?1, o.rehearses
      FROM runs AS r JOIN occurrences AS o ON o.id = r.occurrence_id
      WHERE r.id = ?2 AND o.user_id = coalesce(CAST(?3 AS TEXT), o.user_id)
      RETURNING id
      """,
      [now.milliseconds, runID, scope.userID]
    ) { try $0.integer(0) }
    guard let occurrenceID else { return false }
    try run(
      "INSERT INTO runs (occurrence_id, id, rerun_of) VALUES (?, ?, ?)",
      [occurrenceID, newID, runID])
    return true
  }

  func settle(_ runID: String, _ settlement: Settlement, in scope: Scope) throws -> Bool {
    guard let open = try open(runID, in: scope) else { return false }
    let before = try first(
      "SELECT coalesce(reason, '') FROM occurrences WHERE id = ?", [open.occurrenceID]
    ) { try $0.text(0) }
    let reason = Reason(
      settlement.reason.code, settlement.reason.words + " Before that: " + (before ?? ""))
    let isOpen =
      try run(
        """
        UPDATE occurrences SET outcome = ?1, reason_code = ?2, reason = ?3
        WHERE id = ?4 AND user_id = coalesce(CAST(?5 AS TEXT), user_id) AND outcome = 'unknown'
          AND reason_code IS DISTINCT FROM ?2
        """,
        [
          (settlement.outcome ?? .unknown).rawValue, reason.code.rawValue, reason.words,
          open.occurrenceID, scope.userID,
        ]) > 0
    guard isOpen else { return false }
    try run(
      """
      UPDATE automations SET last_outcome = ?
      WHERE trace_id = (SELECT trace_id FROM occurrences WHERE id = ?)
        AND user_id = coalesce(CAST(? AS TEXT), user_id) AND last_run_id = ?
      """,
      [(settlement.outcome ?? .unknown).rawValue, open.occurrenceID, scope.userID, runID])
    try tellSettled(open.traceID, at: settlement.at)
    if let rerunID = settlement.rerunID {
      _ = try insertRerun(of: runID, as: rerunID, at: settlement.at, in: scope)
    }
    return true
  }
}
