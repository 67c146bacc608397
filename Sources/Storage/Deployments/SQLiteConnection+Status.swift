import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// What a status means for instants: those that wait end, those that come run or do not.
  func setStatus(of traceID: String, _ change: StatusChange) throws {
    try mark(change.at)
    try endStop(of: traceID, at: change.at)
    switch change.status {
    case .deployed:
      break
    case .draft:
      try withdraw(from: traceID, .cancelled, Reason(.withdrawn, change.reason ?? ""))
    case .paused, .failed:
      let code: ReasonCode = change.status == .paused ? .paused : .circuit
      let reason = Reason(code, change.reason ?? "")
      try withdraw(from: traceID, .skipped, reason)
      try beginStop(of: traceID, because: reason, at: change.at)
    }
    try run(
      """
      UPDATE automations SET status_reason = ?, next_run_at = ?, plan_at = ?,
        planned_to = max(coalesce(planned_to, ?4), ?4), failures = 0, revision = revision + 1
      WHERE trace_id = ?
      """,
      [
        change.status == .failed ? change.reason : nil, change.nextRunAt?.milliseconds,
        change.planAt?.milliseconds, change.at.milliseconds, traceID,
      ])
  }

  /// - Returns: whether the automation's circuit was closed until now.
  @discardableResult
  func openCircuit(of traceID: String, because words: String, at now: Instant) throws -> Bool {
    let isOther =
      try run(
        """
        UPDATE automation_traces SET deployment_status = 'failed', updated_at = ?
        WHERE id = ? AND deployment_status = 'deployed'
        """,
        [now.storedText, traceID]) > 0
    guard isOther else { return false }
    try mark(now)
    let reason = Reason(.circuit, words)
    try withdraw(from: traceID, .skipped, reason)
    try beginStop(of: traceID, because: reason, at: now)
    try run(
      """
      UPDATE automations SET status_reason = ?, next_run_at = NULL, is_failing = 1,
        revision = revision + 1
      WHERE trace_id = ?
      """,
      [words, traceID])
    try notify(of: traceID, .circuitOpened, words, at: now)
    return true
  }

  func notify(
    of traceID: String, _ kind: AutomationNotice.Kind, _ words: String, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO notices (user_id, trace_id, at, kind, words)
      SELECT user_id, trace_id, ?, ?, ? FROM automations WHERE trace_id = ?
      """,
      [now.milliseconds, kind.rawValue, words, traceID])
  }

  /// Ends the planned rows that nobody has claimed. A manual run goes on waiting: a person was told
  /// its name, and it runs whatever the status.
  func withdraw(from traceID: String, _ outcome: Outcome, _ reason: Reason) throws {
    try run(
      """
      UPDATE occurrences SET outcome = ?, reason_code = ?, reason = ?, due_at = NULL
      WHERE \(SQLiteConnection.waitsUnclaimed)
      """,
      [outcome.rawValue, reason.code.rawValue, reason.words, traceID])
  }

  /// As a term of a WHERE; its value is the automation.
  static let waitsUnclaimed =
    "trace_id = ? AND outcome IS NULL AND claimed_by IS NULL AND manual = 0"

  private func beginStop(of traceID: String, because reason: Reason, at now: Instant) throws {
    try run(
      """
      INSERT INTO stops (user_id, trace_id, reason_code, reason, since)
      SELECT user_id, trace_id, ?, ?, ? FROM automations WHERE trace_id = ?
      """,
      [reason.code.rawValue, reason.words, now.milliseconds, traceID])
  }

  func endStop(of traceID: String, at now: Instant) throws {
    try run(
      "UPDATE stops SET until = max(since, ?), is_ended = 1 WHERE trace_id = ? AND until IS NULL",
      [now.milliseconds, traceID])
  }
}
