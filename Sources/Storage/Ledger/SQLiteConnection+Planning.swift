import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// Of two plans made from one next instant, the second finds it advanced and changes nothing.
  func plan(_ plan: Plan) throws {
    let isCurrent =
      try run(
        """
        UPDATE automations SET next_run_at = ?
        WHERE trace_id = ? AND user_id = ? AND version = ? AND next_run_at = ?
        """,
        [
          plan.failure == nil ? plan.nextRunAt?.milliseconds : nil, plan.traceID, plan.userID,
          plan.version, plan.expected.milliseconds,
        ]) > 0
    guard isCurrent else { return }
    for row in plan.rows { try insert(row, of: plan) }
    if let failure = plan.failure { try fail(plan.traceID, reason: failure) }
  }

  private func insert(_ row: Plan.Row, of plan: Plan) throws {
    let time = row.scheduledAt.milliseconds
    try run(
      """
      INSERT INTO occurrences
        (trace_id, user_id, version, workflow, scheduled_at, until, instants, manual, due_at,
         outcome, reason_code, reason)
      SELECT trace_id, ?, number, workflow, ?, ?, ?, 0, ?, ?, ?, ?
      FROM versions WHERE trace_id = ? AND number = ?
      ON CONFLICT DO NOTHING
      """,
      [
        plan.userID, time, row.stretch?.until.milliseconds, row.stretch?.instants,
        row.skipped == nil ? time : nil, row.skipped.map { _ in Outcome.skipped.rawValue },
        row.skipped?.code.rawValue, row.skipped?.words, plan.traceID, plan.version,
      ])
  }

  private func fail(_ traceID: String, reason: String) throws {
    try run("UPDATE automation_traces SET deployment_status = 'failed' WHERE id = ?", [traceID])
    try run("UPDATE automations SET status_reason = ? WHERE trace_id = ?", [reason, traceID])
  }
}
