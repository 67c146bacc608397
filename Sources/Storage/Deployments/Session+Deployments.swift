import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Session {
  /// - Returns: the number of the new version, and the rows that waited.
  func deploy(
    _ text: DeploymentText, of trace: OwnedTrace
  ) throws -> (version: Int, withdrawn: [EndedRow]) {
    let deployment = text.deployment
    try keepSecrets(of: deployment, trace)
    let configMark = deployment.config?.mark.word
    let number =
      try count("SELECT coalesce(max(number), 0) FROM versions WHERE trace_id = ?", [trace.id]) + 1
    let schedule = deployment.schedule
    try run(
      """
      INSERT INTO versions
        (trace_id, number, workflow, schedule_type, schedule_time, schedule_config, anchor,
         created_at, policies, timezone, edition, config_mark)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        trace.id, number, try keep(text.workflow, of: trace, madeFrom: deployment.workflowRevision),
        schedule.type, schedule.time,
        text.config, deployment.anchor.milliseconds, deployment.deployedAt.milliseconds,
        deployment.policies.json.serialized, schedule.defaults.timezone,
        schedule.defaults.edition.rawValue, configMark,
      ])
    let now = deployment.deployedAt
    if let edited = text.edited, let revision = deployment.workflowRevision,
      try !keep(edited, of: trace, revision: revision, at: now)
    {
      throw Refusal.conflict("The workflow was changed meanwhile; see how it stands now")
    }
    try mark(now)
    try endStop(of: trace, at: now)
    try forgetStop(of: trace)
    // What a clock that went back has left ahead is planned anew.
    try run(
      "DELETE FROM occurrences WHERE \(Session.waitsUnclaimed) AND scheduled_at > ?",
      [trace.id, trace.userID, now.milliseconds])
    let withdrawn = try withdraw(
      from: trace, .cancelled,
      Reason(.withdrawn, "Version \(number) was deployed before this could start."))
    let time = now.storedText
    try run(
      """
      UPDATE automation_traces SET deployment_status = 'deployed', name = coalesce(CAST(? AS TEXT), name),
        schedule_type = ?, schedule_time = ?, schedule_config = ?, deployed_at = ?, updated_at = ?
      WHERE id = ? AND user_id = ?
      """,
      [
        deployment.name, schedule.type, schedule.time, text.config, time, time, trace.id,
        trace.userID,
      ])
    let lastWritten = """
      coalesce((
        SELECT max(until) FROM occurrences WHERE trace_id = ?7 AND manual = 0 AND until > ?6), 0)
      """
    try run(
      """
      UPDATE automations SET version = ?1, schedule_summary = ?2, time_zone = ?9, config_mark = ?10,
        status_reason = NULL,
        changed = CASE WHEN workflow_revision = coalesce(CAST(?3 AS INTEGER), workflow_revision)
          THEN 0 ELSE 1 END,
        next_run_at = ?4, plan_at = ?5, failures = 0, revision = revision + 1,
        planned_to = \(dialect.greatest("?6", lastWritten))
      WHERE trace_id = ?7 AND user_id = ?8
      """,
      [
        number, deployment.scheduleSummary, text.deployedRevision,
        deployment.nextRunAt.milliseconds, deployment.planAt.milliseconds, now.milliseconds,
        trace.id, trace.userID, schedule.timezone, configMark,
      ])
    return (number, withdrawn)
  }

  /// Only the newest version's config keeps its secrets: no older one is read for them.
  /// - Throws: `Refusal.conflict` where another version was deployed since their names were given.
  private func keepSecrets(of deployment: NewDeployment, _ trace: OwnedTrace) throws {
    if let config = deployment.config {
      let newest = try keptConfig(of: trace)
      guard newest?.version == config.basis else {
        throw Refusal.conflict("It was deployed meanwhile; see how it stands now")
      }
      for secret in config.secrets { try put(secret) }
    }
    try forgetSecrets(
      in: .schedule(trace.id), except: deployment.config?.names ?? [], of: trace.userID)
  }

  /// That of the version that was deployed last.
  func keptConfig(of trace: OwnedTrace) throws -> KeptConfig? {
    try first(
      """
      SELECT number, schedule_config, config_mark FROM versions WHERE trace_id = ?
      ORDER BY number DESC LIMIT 1
      """,
      [trace.id]
    ) { row in
      KeptConfig(
        version: try row.integer(0), json: row.jsonOrText(1),
        mark: row.textIfAny(2).map(SecretMark.init))
    }
  }

  /// Keeps a workflow that is to run, once for all that run the same.
  /// - Parameter revision: that of the workflow that it is, as of `Automation`; `nil`: any.
  /// - Returns: its number within the automation.
  /// - Throws: `Refusal.conflict` where it sends secrets that became others since, or are gone.
  func keep(
    _ workflow: WorkflowText, of trace: OwnedTrace, madeFrom revision: Int?
  ) throws -> Int {
    try checkSecrets(of: workflow, trace, madeFrom: revision)
    let (traceID, digest) = (trace.id, workflow.digest)
    let kept = try first(
      "SELECT number FROM workflows WHERE trace_id = ? AND digest = ?", [traceID, digest]
    ) { try $0.integer(0) }
    if let kept { return kept }
    let number =
      try count("SELECT coalesce(max(number), 0) FROM workflows WHERE trace_id = ?", [traceID]) + 1
    try run(
      """
      INSERT INTO workflows (trace_id, number, body, digest, step_count, bytes)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        traceID, number, workflow.body, digest, workflow.stepCount, workflow.body.utf8.count,
      ])
    for name in workflow.secretNames {
      try run(
        "INSERT INTO workflow_secrets (trace_id, workflow, name) VALUES (?, ?, ?)",
        [traceID, number, name])
    }
    return number
  }

  /// A trace whose workflow became another one since it was read may have lost the secrets of that, and
  /// given their names to others.
  private func checkSecrets(
    of workflow: WorkflowText, _ trace: OwnedTrace, madeFrom revision: Int?
  ) throws {
    guard !workflow.secretNames.isEmpty else { return }
    let row = SecretRow.trace(trace.id)
    let names = JSON.array(workflow.secretNames.sorted().map(JSON.string))
    let isOther = try revision.map { try $0 != workflowRevision(of: trace) } ?? false
    let kept = try count(
      """
      SELECT count(*) FROM secrets
      WHERE user_id = ? AND table_name = ? AND row_id = ? AND name IN (\(dialect.texts("?")))
      """,
      [trace.userID, row.table, row.id, names.serialized])
    guard !isOther, kept == workflow.secretNames.count else {
      throw Refusal.conflict("The trace was changed meanwhile; see how it stands now")
    }
  }
}
