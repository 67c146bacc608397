package import Automations
import OrderedJSON
import Scheduling

extension Database: ContractStore {
  package func pin(
    _ contracts: [ToolContract], of traceID: String, version: Int, by act: Act
  ) async throws {
    let bytes = contracts.reduce(0) { $0 + ($1.schema?.utf8.count ?? 0) }
    try await write(bytes: bytes) { db in
      guard let trace = try db.ownedTrace(traceID, in: act.scope) else { return }
      let pinned = PinnedVersion(traceID: trace.id, userID: trace.userID, number: version)
      for contract in contracts { _ = try db.pin(contract, of: pinned, at: act.at) }
    }
  }

  package func changedContracts(
    of traceID: String, in scope: Scope
  ) async throws -> [ChangedContract] {
    try read { db in
      try db.all(
        """
        SELECT c.tool, c.connection_id, c.remote, c.changes, c.new_pin, c.seen_at
        FROM tool_contracts AS c
        JOIN automations AS a ON a.trace_id = c.trace_id AND a.version = c.version
        WHERE c.trace_id = ? AND c.user_id = coalesce(CAST(? AS TEXT), c.user_id)
          AND c.new_pin IS NOT NULL
        ORDER BY c.tool
        """,
        [traceID, scope.userID]
      ) { row in
        ChangedContract(
          tool: try row.text(0), connection: try row.text(1), remote: try row.text(2),
          words: try row.jsonIfAny(3)?.elements?.compactMap(\.text) ?? [], pin: try row.text(4),
          seenAt: try row.instant(5))
      }
    }
  }

  package func accept(
    _ changes: [ChangedContract], of traceID: String, by act: Act
  ) async throws -> Bool? {
    try await write { db in
      guard let trace = try db.ownedTrace(traceID, in: act.scope) else { return nil }
      let stand = try changes.allSatisfy { change in
        try db.exists(
          """
          SELECT 1 FROM tool_contracts
          WHERE trace_id = ? AND user_id = ? AND tool = ? AND new_pin = ?
            AND version = (SELECT version FROM automations WHERE trace_id = ?)
          """,
          [trace.id, trace.userID, change.tool, change.pin, trace.id])
      }
      guard stand else { return false }
      for change in changes {
        try db.run(
          """
          UPDATE tool_contracts SET pin = new_pin, schema = new_schema, pinned_at = ?,
            new_pin = NULL, new_schema = NULL, changes = NULL, seen_at = NULL
          WHERE trace_id = ? AND user_id = ? AND tool = ? AND new_pin = ?
            AND version = (SELECT version FROM automations WHERE trace_id = ?)
          """,
          [
            act.at.milliseconds, trace.id, trace.userID, change.tool, change.pin, trace.id,
          ])
      }
      return true
    }
  }
}
