import Automations
import Scheduling

extension Session {
  /// Changes nothing where the status is that already. What a status means for instants: those that
  /// wait end, those that come run or do not.
  /// - Returns: the rows that waited; `nil` where another version is deployed now, or it had another
  ///   status before.
  func setStatus(of trace: OwnedTrace, _ change: StatusChange) throws -> [EndedRow]? {
    let isCurrent = try exists(
      """
      SELECT 1 FROM \(Automation.tables)
      WHERE t.id = ? AND t.user_id = ? AND a.version IS NOT DISTINCT FROM ?
        AND t.deployment_status = coalesce(CAST(? AS TEXT), t.deployment_status)
      """,
      [trace.id, trace.userID, change.version, change.before?.rawValue])
    guard isCurrent else { return nil }
    let isOther =
      try run(
        """
        UPDATE automation_traces SET deployment_status = ?1, updated_at = ?2
        WHERE id = ?3 AND user_id = ?4 AND deployment_status <> ?1
        """,
        [change.status.rawValue, change.at.storedText, trace.id, trace.userID]) > 0
    guard isOther else { return [] }
    try mark(change.at)
    try endStop(of: trace, at: change.at)
    let withdrawn: [EndedRow]
    switch change.status {
    case .deployed:
      withdrawn = []
      try forgetStop(of: trace)
    case .draft:
      withdrawn = try withdraw(
        from: trace, .cancelled, Reason(.withdrawn, change.reason ?? ""))
    case .paused, .failed:
      let code: ReasonCode = change.status == .paused ? .paused : .circuit
      let reason = Reason(code, change.reason ?? "")
      withdrawn = try withdraw(from: trace, .skipped, reason)
      try beginStop(of: trace, because: reason, at: change.at)
    }
    try run(
      """
      UPDATE automations SET status_reason = ?1, next_run_at = ?2,
        planned_since = CASE WHEN plan_at IS NULL THEN ?4 ELSE planned_since END, plan_at = ?3,
        planned_to = \(dialect.greatest("coalesce(planned_to, ?4)", "?4")), failures = 0,
        revision = revision + 1
      WHERE trace_id = ?5 AND user_id = ?6
      """,
      [
        change.status == .failed ? change.reason : nil, change.nextRunAt?.milliseconds,
        change.planAt?.milliseconds, change.at.milliseconds, trace.id, trace.userID,
      ])
    return withdrawn
  }

  /// - Returns: the rows that waited; `nil` where the automation's circuit was open already, or it
  ///   is not deployed.
  func openCircuit(
    of trace: OwnedTrace, because words: String, at now: Instant
  ) throws -> [EndedRow]? {
    let isOther =
      try run(
        """
        UPDATE automation_traces SET deployment_status = 'failed', updated_at = ?
        WHERE id = ? AND user_id = ? AND deployment_status = 'deployed'
        """,
        [now.storedText, trace.id, trace.userID]) > 0
    guard isOther else { return nil }
    try mark(now)
    let reason = Reason(.circuit, words)
    let withdrawn = try withdraw(from: trace, .skipped, reason)
    try beginStop(of: trace, because: reason, at: now)
    try run(
      """
      UPDATE automations SET status_reason = ?, next_run_at = NULL, is_failing = 1,
        revision = revision + 1
      WHERE trace_id = ? AND user_id = ?
      """,
      [reason.words, trace.id, trace.userID])
    try notify(of: trace, .circuitOpened, reason.words, at: now)
    return withdrawn
  }

  func notify(
    of trace: OwnedTrace, _ kind: AutomationNotice.Kind, _ words: String, at now: Instant
  ) throws {
    try run(
      "INSERT INTO notices (user_id, trace_id, at, kind, words) VALUES (?, ?, ?, ?, ?)",
      [trace.userID, trace.id, now.milliseconds, kind.rawValue, words])
  }

  /// Ends the planned rows that nobody has claimed. A manual run goes on waiting: a person was told
  /// its name, and it runs whatever the status.
  func withdraw(
    from trace: OwnedTrace, _ outcome: Outcome, _ reason: Reason
  ) throws -> [EndedRow] {
    try all(
      """
      UPDATE occurrences SET outcome = ?, reason_code = ?, reason = ?, due_at = NULL
      WHERE \(Session.waitsUnclaimed)
      RETURNING trace_id, scheduled_at
      """,
      [outcome.rawValue, reason.code.rawValue, reason.words, trace.id, trace.userID]
    ) { row in
      EndedRow(
        traceID: try row.text(0), scheduledAt: try row.instant(1), outcome: outcome,
        reason: reason)
    }
  }

  /// As a term of a WHERE; its values are the automation and its owner.
  static let waitsUnclaimed =
    "trace_id = ? AND user_id = ? AND outcome IS NULL AND claimed_by IS NULL AND manual = 0"

  private func beginStop(of trace: OwnedTrace, because reason: Reason, at now: Instant) throws {
    try run(
      "INSERT INTO stops (user_id, trace_id, reason_code, reason, since) VALUES (?, ?, ?, ?, ?)",
      [trace.userID, trace.id, reason.code.rawValue, reason.words, now.milliseconds])
  }

  func endStop(of trace: OwnedTrace, at now: Instant) throws {
    try run(
      """
      UPDATE stops SET until = \(dialect.greatest("since", "?")), is_ended = 1
      WHERE trace_id = ? AND user_id = ? AND until IS NULL
      """,
      [now.milliseconds, trace.id, trace.userID])
  }
}
