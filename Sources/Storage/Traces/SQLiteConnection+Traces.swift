import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// The owner of a trace; `nil` where there is none in the scope.
  func owner(ofTrace id: String, _ scope: Scope) throws -> String? {
    try first(
      "SELECT user_id FROM automation_traces WHERE id = ? AND user_id = coalesce(?, user_id)",
      [id, scope.userID]
    ) { try $0.text(0) }
  }

  func ownsTrace(_ id: String, _ scope: Scope) throws -> Bool {
    try owner(ofTrace: id, scope) != nil
  }

  /// The id of the newest trace of the same user, provider and thread.
  func newestTrace(like trace: NewTrace) throws -> String? {
    try first(
      """
      SELECT id FROM automation_traces WHERE thread_id = ? AND user_id = ? AND provider_id = ?
      ORDER BY created_at DESC, rowid DESC LIMIT 1
      """,
      [trace.draft.threadID, trace.userID, trace.draft.providerID]
    ) { try $0.text(0) }
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
      "INSERT INTO automations (trace_id, user_id, entry_count, step_count) VALUES (?, ?, ?, ?)",
      [trace.id, trace.userID, data.entryCount, data.stepCount])
  }

  /// - Parameter name: an empty one takes the name away; `nil` leaves it.
  func update(_ id: String, name: String?, at now: Instant, in scope: Scope) throws {
    try run(
      """
      UPDATE automation_traces SET name = nullif(coalesce(?, name), ''), updated_at = ?
      WHERE id = ? AND user_id = coalesce(?, user_id)
      """,
      [name, now.storedText, id, scope.userID])
  }

  /// A deployed automation whose entries become others is marked as changed.
  func update(_ id: String, _ data: TraceText, at now: Instant, in scope: Scope) throws {
    let isOther =
      try run(
        """
        UPDATE automation_traces SET trace_data = ?, updated_at = ?
        WHERE id = ? AND user_id = coalesce(?, user_id) AND trace_data <> ?
        """,
        [data.text, now.storedText, id, scope.userID, data.text]) > 0
    guard isOther else { return }
    try run(
      """
      UPDATE automations SET entry_count = ?, step_count = ?, changed = version IS NOT NULL
      WHERE trace_id = ?
      """,
      [data.entryCount, data.stepCount, id])
  }
}
