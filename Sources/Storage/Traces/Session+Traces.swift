import Automations
import Scheduling

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
      INSERT INTO automations (trace_id, user_id, entry_count, step_count, default_name)
      VALUES (?, ?, ?, ?, ?)
      """,
      [trace.id, trace.userID, data.entryCount, data.stepCount, data.defaultName])
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
        AND a.data_revision = ? AND t.deployment_status = ?
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
  func update(_ trace: OwnedTrace, _ data: TraceText, at now: Instant) throws {
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
        data_revision = data_revision + 1,
        changed = CASE WHEN version IS NULL THEN 0 ELSE 1 END
      WHERE trace_id = ? AND user_id = ?
      """,
      [data.entryCount, data.stepCount, data.defaultName, trace.id, trace.userID])
  }
}
