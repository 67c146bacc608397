import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Session {
  /// The newest trace of the same user, provider and thread.
  func newestTrace(like trace: NewTrace) throws -> OwnedTrace? {
    try first(
      """
      SELECT id, user_id FROM automation_traces WHERE thread_id = ? AND user_id = ? AND provider_id = ?
      ORDER BY created_at DESC, sequence DESC LIMIT 1
      """,
      [trace.draft.threadID, trace.userID, trace.draft.providerID]
    ) { OwnedTrace(id: try $0.text(0), userID: try $0.text(1)) }
  }

  /// Changes nothing where there is a trace of that id.
  func insert(_ trace: NewTrace, _ data: TraceText) throws {
    let time = trace.createdAt.storedText
    let isNew =
      try run(
        """
        INSERT INTO automation_traces
          (id, user_id, provider_id, thread_id, name, created_at, updated_at, trace_data)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        [
          trace.id, trace.userID, trace.draft.providerID, trace.draft.threadID, trace.draft.name,
          time, time, data.text,
        ]) > 0
    guard isNew else { return }
    try run(
      """
      INSERT INTO automations
        (trace_id, user_id, entry_count, step_count, default_name, secret_mark)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        trace.id, trace.userID, data.entryCount, data.stepCount, data.defaultName,
        data.secretMark,
      ])
    for secret in trace.recording.secrets { try put(secret) }
  }

  /// Whether it stands as it was seen.
  /// - Parameter seen: `nil`: however it stands.
  func stands(_ trace: OwnedTrace, as seen: SeenAutomation?) throws -> Bool {
    guard let seen else { return true }
    guard try isNamed(seen.name ?? "", trace) else { return false }
    return try exists(
      """
      SELECT 1 FROM \(Automation.tables)
      WHERE t.id = ? AND t.user_id = ? AND a.version IS NOT DISTINCT FROM ?
        AND a.workflow_revision = ? AND t.deployment_status = ?
      """,
      [trace.id, trace.userID, seen.version, seen.revision, seen.status.rawValue])
  }

  /// - Parameter name: an empty one: it has none; `nil`: whatever its name is.
  func isNamed(_ name: String?, _ trace: OwnedTrace) throws -> Bool {
    guard let name else { return true }
    let current = try first(
      "SELECT name FROM automation_traces WHERE id = ? AND user_id = ?", [trace.id, trace.userID]
    ) { $0.textIfAny(0) ?? "" }
    return current == name
  }

  /// - Parameter name: an empty one takes the name away; `nil` leaves it.
  func update(_ trace: OwnedTrace, name: String?, at now: Instant) throws {
    try run(
      """
      UPDATE automation_traces SET name = nullif(coalesce(CAST(? AS TEXT), name), ''), updated_at = ?
      WHERE id = ? AND user_id = ?
      """,
      [name, now.storedText, trace.id, trace.userID])
  }

  /// A deployed automation whose entries become others is marked as changed.
  func update(
    _ trace: OwnedTrace, _ data: TraceText, _ recording: NewRecording, at now: Instant
  ) throws {
    // Where the vault was lost, they come back though the trace is as it was.
    for secret in recording.secrets { try put(secret) }
    let isOther =
      try run(
        """
        UPDATE automation_traces SET trace_data = ?, updated_at = ?
        WHERE id = ? AND user_id = ? AND \(dialect.json("trace_data")) <> ?
        """,
        [data.text, now.storedText, trace.id, trace.userID, data.text]) > 0
    guard isOther else { return }
    try run(
      """
      UPDATE automations SET entry_count = ?, step_count = ?, default_name = ?,
        secret_mark = ?, data_revision = data_revision + 1,
        workflow_revision = workflow_revision + CASE
          WHEN EXISTS (SELECT 1 FROM edited_workflows WHERE trace_id = ?) THEN 0 ELSE 1 END,
        changed = CASE WHEN version IS NULL THEN 0 ELSE 1 END
      WHERE trace_id = ? AND user_id = ?
      """,
      [
        data.entryCount, data.stepCount, data.defaultName, data.secretMark, trace.id, trace.id,
        trace.userID,
      ])
    try forgetSecrets(of: trace, except: recording.names)
  }

  /// Those stay too that a kept workflow sends.
  private func forgetSecrets(of trace: OwnedTrace, except kept: Set<String>) throws {
    let row = SecretRow.trace(trace.id)
    try run(
      """
      DELETE FROM secrets
      WHERE user_id = ?1 AND table_name = ?2 AND row_id = ?3 AND name NOT IN (\(dialect.texts("?4")))
        AND name NOT IN (SELECT name FROM workflow_secrets WHERE trace_id = ?3)
        AND name NOT IN (
          \(dialect.texts("coalesce((SELECT secret_names FROM edited_workflows WHERE trace_id = ?3), '[]')")))
      """,
      [
        trace.userID, row.table, row.id,
        JSON.array(kept.sorted().map(JSON.string)).serialized,
      ])
  }

  /// The names of all secrets that the trace or a kept workflow of it names, be they there or not.
  private func secretNames(of trace: OwnedTrace) throws -> Set<String> {
    let row = SecretRow.trace(trace.id)
    return Set(
      try all(
        """
        SELECT name FROM secrets WHERE user_id = ?1 AND table_name = ?2 AND row_id = ?3
        UNION SELECT s.name FROM workflow_secrets AS s JOIN automations AS a ON a.trace_id = s.trace_id
        WHERE s.trace_id = ?3 AND a.user_id = ?1
        """,
        [trace.userID, row.table, row.id]
      ) { try $0.text(0) })
  }

  /// - Parameter trace: whose recording is to be replaced; `nil`: there is none.
  /// - Throws: `RecordingOutpaced` where it is another one.
  func check(_ basis: NewRecording.Basis, against trace: OwnedTrace?) throws {
    let stands =
      switch basis {
      case .any: true
      case .none: trace == nil
      case .trace(let id, let revision):
        try trace.map { try $0.id == id && dataRevision(of: $0) == revision } ?? false
      }
    guard stands else { throw RecordingOutpaced() }
  }

  func dataRevision(of trace: OwnedTrace) throws -> Int {
    try count(
      "SELECT data_revision FROM automations WHERE trace_id = ? AND user_id = ?",
      [trace.id, trace.userID])
  }

  func workflowRevision(of trace: OwnedTrace) throws -> Int {
    try count(
      "SELECT workflow_revision FROM automations WHERE trace_id = ? AND user_id = ?",
      [trace.id, trace.userID])
  }

  func keptRecording(of trace: OwnedTrace) throws -> KeptRecording? {
    let names = try secretNames(of: trace)
    return try first(
      """
      SELECT \(Recording.columns(dialect)), a.data_revision FROM \(Automation.tables)
      WHERE t.id = ? AND t.user_id = ?
      """,
      [trace.id, trace.userID]
    ) { row in
      KeptRecording(
        traceID: trace.id, userID: trace.userID, revision: try row.integer(2),
        recording: Recording(row, 0), secretNames: names)
    }
  }
}
