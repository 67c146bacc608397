package import Automations
import OrderedJSON
package import Scheduling

extension Database: ContractLedger {
  package func hold(
    _ contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws -> ContractState {
    guard let version = try read({ try $0.version(of: claim) }) else { return .holds }
    while true {
      let pinned = try read { try $0.contract(contract.tool, of: version) }
      if let pinned, pinned.isOf(contract) {
        guard pinned.pin == contract.pin else { return .differs(from: pinned.schema) }
        if pinned.isChanged {
          try await write { try $0.withdrawChange(of: contract.tool, of: version) }
        }
        return .holds
      }
      let bytes = contract.schema?.utf8.count ?? 0
      let length = try read { try $0.schemaLength(of: version) }
      let kept = length + bytes <= Limits.contractBytes.all ? contract : contract.withoutSchema
      let isPinned = try await write(bytes: bytes) { db in
        // A claim that somebody else took over changes nothing.
        guard try db.isHeld(claim) else { return true }
        return try db.pin(kept, of: version, at: now)
      }
      // Where it is not, another run of the version has pinned it meanwhile.
      if isPinned { return .holds }
    }
  }

  package func note(
    _ words: [String], of contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws {
    guard let version = try read({ try $0.version(of: claim) }) else { return }
    let changes = words.storedText
    try await write(bytes: contract.schema?.utf8.count ?? 0) { db in
      guard try db.isHeld(claim) else { return }
      try db.run(
        """
        UPDATE tool_contracts SET new_pin = ?, new_schema = ?, changes = ?,
          seen_at = coalesce(seen_at, ?)
        WHERE trace_id = ? AND user_id = ? AND version = ? AND tool = ? AND connection_id = ?
          AND remote = ? AND pin <> ?
        """,
        [
          contract.pin, contract.schema, changes, now.milliseconds, version.traceID,
          version.userID, version.number, contract.tool, contract.connection, contract.remote,
          contract.pin,
        ])
    }
  }
}

/// What a version relies on of a tool, as it rests.
private struct PinnedContract: Sendable {
  let connection: String
  let remote: String
  let pin: String
  let schema: String?
  /// Whether a run found it to be other.
  let isChanged: Bool

  func isOf(_ contract: ToolContract) -> Bool {
    connection == contract.connection && remote.utf8.elementsEqual(contract.remote.utf8)
  }
}

extension Session {
  /// The version that a claimed run carries out; `nil`: it has none, or the claim is over.
  fileprivate func version(of claim: Claim.Key) throws -> PinnedVersion? {
    try first(
      """
      SELECT trace_id, user_id, version FROM occurrences
      WHERE version IS NOT NULL AND \(Session.isHeld)
      """,
      [claim.occurrenceID, claim.epoch]
    ) { row in
      PinnedVersion(
        traceID: try row.text(0), userID: try row.text(1), number: try row.integer(2))
    }
  }

  fileprivate func contract(
    _ tool: String, of version: PinnedVersion
  ) throws -> PinnedContract? {
    try first(
      """
      SELECT connection_id, remote, pin, schema, new_pin FROM tool_contracts
      WHERE trace_id = ? AND user_id = ? AND version = ? AND tool = ?
      """,
      [version.traceID, version.userID, version.number, tool]
    ) { row in
      PinnedContract(
        connection: try row.text(0), remote: try row.text(1), pin: try row.text(2),
        schema: row.textIfAny(3), isChanged: row.textIfAny(4) != nil)
    }
  }

  /// How long the schemas are that are kept beside a version: about their bytes.
  fileprivate func schemaLength(of version: PinnedVersion) throws -> Int {
    try count(
      """
      SELECT coalesce(sum(length(schema)), 0) FROM tool_contracts
      WHERE trace_id = ? AND user_id = ? AND version = ?
      """,
      [version.traceID, version.userID, version.number])
  }

  /// The tool is again what it was.
  fileprivate func withdrawChange(of tool: String, of version: PinnedVersion) throws {
    try run(
      """
      UPDATE tool_contracts
      SET new_pin = NULL, new_schema = NULL, changes = NULL, seen_at = NULL
      WHERE trace_id = ? AND user_id = ? AND version = ? AND tool = ?
      """,
      [version.traceID, version.userID, version.number, tool])
  }
}
