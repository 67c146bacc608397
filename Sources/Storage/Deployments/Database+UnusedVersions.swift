import OrderedJSON

extension Database {
  /// Removes versions and workflows that no row of the ledger needs, and that are not deployed.
  /// - Returns: how many went.
  func removeUnusedVersions(of traceID: String) async throws -> Int {
    let (versions, newest) = try read { try ($0.unusedVersions(of: traceID), $0.newestRow()) }
    var removed = 0
    for part in versions.parts(of: Limits.prunedAtOnce.rows) {
      try Task.checkCancellation()
      removed += try await write { try $0.removeVersions(part, of: traceID, unlessSince: newest) }
    }
    // Some of them were needed by those versions alone.
    let (workflows, last) = try read { try ($0.unusedWorkflows(of: traceID), $0.newestRow()) }
    for part in workflows.parts(of: Limits.prunedAtOnce.workflowBytes) {
      try Task.checkCancellation()
      removed += try await write(bytes: part.reduce(0) { $0 + $1.bytes }) { db in
        try db.removeWorkflows(part.map(\.number), of: traceID, unlessSince: last)
      }
    }
    return removed
  }
}

extension Session {
  /// The automations that have so many versions or workflows that it is worth to look which of them
  /// are needed.
  func haveManyVersions(_ range: TraceRange) throws -> [String] {
    try all(
      """
      SELECT a.trace_id FROM automations AS a
      WHERE \(TraceRange.sql("a.trace_id")) AND (
        EXISTS (SELECT 1 FROM versions WHERE trace_id = a.trace_id LIMIT 1 OFFSET ?3)
        OR EXISTS (SELECT 1 FROM workflows WHERE trace_id = a.trace_id LIMIT 1 OFFSET ?3))
      ORDER BY a.trace_id
      """,
      range.arguments + [Limits.versionsUnasked]
    ) { try $0.text(0) }
  }

  fileprivate func unusedVersions(of traceID: String) throws -> [Int] {
    try all(
      """
      SELECT number FROM versions
      WHERE trace_id = ?1 AND number < (SELECT version FROM automations WHERE trace_id = ?1)
        AND number NOT IN (
          SELECT version FROM occurrences WHERE trace_id = ?1 AND version IS NOT NULL)
      """,
      [traceID]
    ) { try $0.integer(0) }
  }

  fileprivate func unusedWorkflows(of traceID: String) throws -> [UnusedWorkflow] {
    try all(
      """
      SELECT number, bytes FROM workflows
      WHERE trace_id = ?1 AND number NOT IN (
        SELECT workflow FROM versions WHERE trace_id = ?1
        UNION SELECT workflow FROM occurrences WHERE trace_id = ?1)
      """,
      [traceID]
    ) { UnusedWorkflow(number: try $0.integer(0), bytes: try $0.integer(1)) }
  }

  /// The number of the ledger's newest row: what needs something since then is newer.
  fileprivate func newestRow() throws -> Int {
    try count("SELECT coalesce(max(id), 0) FROM occurrences")
  }

  fileprivate func removeVersions(
    _ numbers: [Int], of traceID: String, unlessSince newest: Int
  ) throws -> Int {
    try numbers.reduce(0) { removed, number in
      try removed
        + run(
          """
          DELETE FROM versions WHERE trace_id = ?1 AND number = ?2 AND NOT EXISTS (
            SELECT 1 FROM occurrences WHERE id > ?3 AND \(dialect.unindexed("trace_id")) = ?1 AND version = ?2)
          """,
          [traceID, number, newest])
    }
  }

  fileprivate func removeWorkflows(
    _ numbers: [Int], of traceID: String, unlessSince newest: Int
  ) throws -> Int {
    try numbers.reduce(0) { removed, number in
      try removed
        + run(
          """
          DELETE FROM workflows WHERE trace_id = ?1 AND number = ?2
            AND NOT EXISTS (SELECT 1 FROM versions WHERE trace_id = ?1 AND workflow = ?2)
            AND NOT EXISTS (
              SELECT 1 FROM occurrences WHERE id > ?3 AND \(dialect.unindexed("trace_id")) = ?1 AND workflow = ?2)
          """,
          [traceID, number, newest])
    }
  }
}

private struct UnusedWorkflow: Sendable {
  let number: Int
  let bytes: Int
}

extension [Int] {
  fileprivate func parts(of count: Int) -> [[Int]] {
    stride(from: 0, to: self.count, by: count).map { Array(dropFirst($0).prefix(count)) }
  }
}

extension [UnusedWorkflow] {
  /// Each of so many bytes at most, or of one workflow.
  fileprivate func parts(of bytes: Int) -> [[UnusedWorkflow]] {
    var parts: [[UnusedWorkflow]] = []
    var room = 0
    for workflow in self {
      if workflow.bytes <= room, let last = parts.indices.last {
        parts[last].append(workflow)
      } else {
        parts.append([workflow])
        room = bytes
      }
      room -= workflow.bytes
    }
    return parts
  }
}
