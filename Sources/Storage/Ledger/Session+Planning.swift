import Automations
import OrderedJSON
import Scheduling

extension Session {
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
    let crowdedOut = plan.rows.isEmpty ? [] : try endCrowdedOut(of: basis.traceID, at: now)
    let trace = OwnedTrace(id: basis.traceID, userID: basis.userID)
    let missed = (plan.rows.compactMap(\.skipped) + crowdedOut.map(\.reason))
      .first { $0.code == .missed }
    if let missed { try tellMissed(trace.id, of: trace.userID, missed, at: now) }
    guard let failure = plan.failure,
      let withdrawn = try openCircuit(of: trace, because: failure, at: now)
    else { return Finished(withdrawn: crowdedOut) }
    try tellStop(of: trace, because: failure, at: now)
    return Finished(circuitOpened: failure, withdrawn: crowdedOut + withdrawn)
  }

  /// Ends what waits beyond the latest `Limits.waitingRows`, however late its policies let it be: of a
  /// person who has as much going on as one may, nobody looks at what waits, and it would heap up.
  /// - Returns: `Limits.prunedAtOnce.rows` at most.
  private func endCrowdedOut(of traceID: String, at now: Instant) throws -> [EndedRow] {
    let rows = try all(
      """
      SELECT \(WaitingRow.columns)
      FROM occurrences AS o \(dialect.indexed(by: "occurrences_open")) \(WaitingRow.versions)
      WHERE o.trace_id = ? AND o.outcome IS NULL AND o.claimed_by IS NULL AND o.manual = 0
      ORDER BY o.scheduled_at DESC LIMIT ? OFFSET ?
      """,
      [traceID, Limits.prunedAtOnce.rows, Limits.waitingRows], read: WaitingRow.init)
    // The oldest first, so that they become one stretch.
    return try rows.reversed().compactMap { row in
      let reason = try row.due.reasonOfBeingMissed(at: now) { byAnyDue in
        try isSuperseded(row, byAnyDue: byAnyDue, at: now)
      } areEnoughLater: {
        true
      }
      return try skip(row, reason ?? .crowdedOut)
    }
  }

  private func write(_ row: Plan.Row, of automation: PlannedAutomation) throws {
    if let reason = row.skipped, row.stretch == nil,
      try lengthenStretch(
        of: automation.traceID, automation.version, with: row.scheduledAt, because: reason) != nil
    {
      return
    }
    try run(
      """
      INSERT INTO occurrences
        (trace_id, user_id, version, workflow, scheduled_at, until, instants, days, manual, due_at,
         late, outcome, reason_code, reason)
      SELECT trace_id, ?, number, workflow, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?
      FROM versions WHERE trace_id = ? AND number = ?
      ON CONFLICT (trace_id, scheduled_at) WHERE manual = 0 DO NOTHING
      """,
      [
        automation.userID, row.scheduledAt.milliseconds, row.stretch?.until.milliseconds,
        row.stretch?.instants, row.stretch?.daysByNumber,
        row.skipped == nil ? row.dueAt.milliseconds : nil, row.late,
        row.skipped.map { _ in Outcome.skipped.rawValue }, row.skipped?.code.rawValue,
        row.skipped?.words, automation.traceID, automation.version,
      ])
  }
}
