import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// - Returns: the number of the new version.
  func deploy(_ deployment: NewDeployment) throws -> Int {
    let traceID = deployment.traceID
    let number =
      try count("SELECT coalesce(max(number), 0) FROM versions WHERE trace_id = ?", [traceID]) + 1
    let schedule = deployment.schedule
    let config = schedule.config?.serialized
    try run(
      """
      INSERT INTO versions
        (trace_id, number, workflow, schedule_type, schedule_time, schedule_config, anchor,
         created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        traceID, number, try keep(deployment.workflow, of: traceID), schedule.type, schedule.time,
        config, deployment.anchor.milliseconds, deployment.deployedAt.milliseconds,
      ])
    try deleteWaiting(of: traceID)
    let time = deployment.deployedAt.storedText
    try run(
      """
      UPDATE automation_traces SET deployment_status = 'deployed', name = coalesce(?, name),
        schedule_type = ?, schedule_time = ?, schedule_config = ?, deployed_at = ?, updated_at = ?
      WHERE id = ?
      """,
      [deployment.name, schedule.type, schedule.time, config, time, time, traceID])
    try run(
      """
      UPDATE automations SET version = ?, schedule_summary = ?, status_reason = NULL, changed = 0,
        next_run_at = ?
      WHERE trace_id = ?
      """,
      [number, deployment.scheduleSummary, deployment.nextRunAt.milliseconds, traceID])
    return number
  }

  /// Removes the planned rows that nobody has claimed. A manual run goes on waiting: a person was
  /// told its name, and it runs whatever the status.
  func deleteWaiting(of traceID: String) throws {
    try run(
      """
      DELETE FROM occurrences
      WHERE trace_id = ? AND outcome IS NULL AND claimed_by IS NULL AND manual = 0
      """,
      [traceID])
  }

  /// Keeps a workflow that is to run, once for all that run the same.
  /// - Returns: its number within the automation.
  func keep(_ workflow: Workflow, of traceID: String) throws -> Int {
    let body = workflow.json.serialized
    let kept = try first(
      "SELECT number FROM workflows WHERE trace_id = ? AND body = ?", [traceID, body]
    ) { try $0.integer(0) }
    if let kept { return kept }
    let number =
      try count("SELECT coalesce(max(number), 0) FROM workflows WHERE trace_id = ?", [traceID]) + 1
    try run(
      "INSERT INTO workflows (trace_id, number, body) VALUES (?, ?, ?)", [traceID, number, body])
    return number
  }
}
