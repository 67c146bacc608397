package import Automations
import OrderedJSON
import Scheduling
package import Workflows

extension Database: WorkflowStore {
  package func keep(
    _ edited: EditedWorkflow?, of traceID: String, revision: Int, by act: Act
  ) async throws -> Bool? {
    let text = edited.map(EditedText.init)
    return try await write(bytes: text?.body.utf8.count ?? 0) { db in
      guard let trace = try db.ownedTrace(traceID, in: act.scope) else { return nil }
      return try db.keep(text, of: trace, revision: revision, at: act.at)
    }
  }
}

/// What people made of a workflow, as it is stored.
struct EditedText: Sendable {
  let body: String
  /// A JSON list of the names of the secrets that it sends.
  let secretNames: String

  init(_ edited: EditedWorkflow) {
    body = edited.json.serialized
    secretNames = JSON.array(edited.workflow.secretNames.sorted().map(JSON.string)).serialized
  }
}

extension Session {
  /// - Returns: whether it was at that revision; else nothing is changed.
  func keep(
    _ text: EditedText?, of trace: OwnedTrace, revision: Int, at now: Instant
  ) throws -> Bool {
    // Two that change it at once: the second finds another revision.
    let isHeld =
      try run(
        """
        UPDATE automations SET workflow_revision = workflow_revision + 1,
          changed = CASE WHEN version IS NULL THEN 0 ELSE 1 END
        WHERE trace_id = ? AND user_id = ? AND workflow_revision = ?
        """,
        [trace.id, trace.userID, revision]) > 0
    guard isHeld else { return false }
    if let text {
      try put(text, of: trace)
    } else {
      try run("DELETE FROM edited_workflows WHERE trace_id = ?", [trace.id])
    }
    try run(
      "UPDATE automation_traces SET updated_at = ? WHERE id = ? AND user_id = ?",
      [now.storedText, trace.id, trace.userID])
    return true
  }

  private func put(_ text: EditedText, of trace: OwnedTrace) throws {
    try run(
      """
      INSERT INTO edited_workflows (trace_id, body, secret_names) VALUES (?, ?, ?)
      ON CONFLICT (trace_id) DO UPDATE SET
        body = excluded.body, secret_names = excluded.secret_names
      """,
      [trace.id, text.body, text.secretNames])
  }
}
