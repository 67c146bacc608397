import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// Of two plans made from one state, the second finds it changed and writes nothing.
  /// - Returns: what its failure brought about; `nil` where this one was not the first.
  func plan(_ plan: Plan, at now: Instant) throws -> Finished? {
    let basis = plan.basis
    // A pause of all that somebody has changes no automation, so it is looked at again.
    guard try stops(of: basis.traceID, and: basis.userID, after: basis.plannedTo) == basis.stops
    else { return nil }
    let isCurrent =
      try run(
        """
        UPDATE automations SET plan_at = ?, planned_to = ?, next_run_at = ?,
          revision = revision + 1
        WHERE trace_id = ? AND user_id = ? AND revision = ?
        """,
        [
          plan.planAt?.milliseconds, plan.plannedTo.milliseconds, plan.nextRunAt?.milliseconds,
          basis.traceID, basis.userID, basis.revision,
        ]) > 0
    guard isCurrent else { return nil }
    for row in plan.rows { try write(row, of: basis) }
    let trace = OwnedTrace(id: basis.traceID, userID: basis.userID)
    guard let failure = plan.failure,
      let withdrawn = try openCircuit(of: trace, because: failure, at: now)
    else { return Finished() }
    return Finished(circuitOpened: failure, withdrawn: withdrawn)
  }

  private func write(_ row: Plan.Row, of automation: PlannedAutomation) throws {
    if let reason = row.skipped, row.stretch == nil,
      try lengthen(with: row.scheduledAt, because: reason, of: automation)
    {
      return
    }
    try run(
      """
      INSERT INTO occurrences
        (trace_id, user_id, version, workflow, scheduled_at, until, instants, manual, due_at, late,
         outcome, reason_code, reason)
      SELECT trace_id, ?, number, workflow, ?, ?, ?, 0, ?, ?, ?, ?, ?
      FROM versions WHERE trace_id = ? AND number = ?
      ON CONFLICT DO NOTHING
      """,
      [
        automation.userID, row.scheduledAt.milliseconds, row.stretch?.until.milliseconds,
        row.stretch?.instants, row.skipped == nil ? row.dueAt.milliseconds : nil, row.late,
        row.skipped.map { _ in Outcome.skipped.rawValue }, row.skipped?.code.rawValue,
        row.skipped?.words, automation.traceID, automation.version,
      ])
  }

  /// Adds an instant to the stretch that it follows, or makes one of it and the longest list of
  /// single rows that it follows, where all of them end alike.
  private func lengthen(
    with instant: Instant, because reason: Reason, of automation: PlannedAutomation
  ) throws -> Bool {
    guard let last = try earlierRows(of: automation, limit: 1).first, last.isLike(reason),
      last.scheduledAt < instant, last.version == automation.version
    else { return false }
    if last.until != nil {
      try run(
        "UPDATE occurrences SET until = ?, instants = instants + 1 WHERE id = ? AND until < ?1",
        [instant.milliseconds, last.id])
      return true
    }
    let limit = Plan.Stretch.longestList
    let rows = try earlierRows(of: automation, limit: limit)
    guard rows.count == limit, let first = rows.last,
      rows.allSatisfy({ $0.isLike(reason) && $0.until == nil && $0.version == last.version })
    else { return false }
    for row in rows.dropLast() { try run("DELETE FROM occurrences WHERE id = ?", [row.id]) }
    try run(
      "UPDATE occurrences SET until = ?, instants = ? WHERE id = ?",
      [instant.milliseconds, limit + 1, first.id])
    return true
  }

  /// The newest rows of an automation that were planned without a gap, the newest first: what it
  /// was in draft for is in no row.
  private func earlierRows(of automation: PlannedAutomation, limit: Int) throws -> [PlannedRow] {
    try all(
      """
      SELECT id, scheduled_at, until, version, reason_code, reason FROM occurrences
      WHERE trace_id = ?1 AND manual = 0 AND scheduled_at >= (SELECT
        coalesce(planned_since, occurrences.scheduled_at) FROM automations WHERE trace_id = ?1)
      ORDER BY scheduled_at DESC LIMIT ?2
      """,
      [automation.traceID, limit], read: PlannedRow.init)
  }
}

private struct PlannedRow {
  let id: Int
  let scheduledAt: Instant
  let until: Instant?
  let version: Int?
  let reason: Reason?

  init(_ row: Row) throws {
    id = try row.integer(0)
    scheduledAt = try row.instant(1)
    until = row.instantIfAny(2)
    version = row.integerIfAny(3)
    reason = try row.reasonIfAny(4)
  }

  func isLike(_ other: Reason) -> Bool { reason == other }
}
