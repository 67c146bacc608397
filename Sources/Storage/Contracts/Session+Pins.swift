import Automations
import Scheduling

/// A version, and whose it is.
struct PinnedVersion: Sendable {
  let traceID: String
  let userID: String
  let number: Int
}

extension Session {
  /// Has a version rely on a tool as it is. Two runs of one version may come at once: what is pinned of the
  /// same tool stays.
  /// - Returns: whether it is pinned so now, or the version is gone.
  func pin(_ contract: ToolContract, of version: PinnedVersion, at now: Instant) throws -> Bool {
    // It may be gone by now: of one that is not deployed any more nothing is kept.
    let isThere = try exists(
      "SELECT 1 FROM versions WHERE trace_id = ? AND number = ?",
      [version.traceID, version.number])
    guard isThere else { return true }
    return try run(
      """
      INSERT INTO tool_contracts
        (trace_id, user_id, version, tool, connection_id, remote, pin, pinned_at, schema)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (trace_id, version, tool) DO UPDATE
      SET connection_id = excluded.connection_id, remote = excluded.remote, pin = excluded.pin,
        pinned_at = excluded.pinned_at, schema = excluded.schema, new_pin = NULL, seen_at = NULL,
        changes = NULL, new_schema = NULL
      WHERE tool_contracts.connection_id <> excluded.connection_id
        OR tool_contracts.remote <> excluded.remote
      """,
      [
        version.traceID, version.userID, version.number, contract.tool, contract.connection,
        contract.remote, contract.pin, now.milliseconds, contract.schema,
      ]) > 0
  }
}
