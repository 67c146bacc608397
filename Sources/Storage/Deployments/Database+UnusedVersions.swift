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
    for part in workflows.parts(of: Limits.prunedAtOnce.workflows) {
      try Task.checkCancellation()
      removed += try await write { try $0.removeWorkflows(part, of: traceID, unlessSince: last) }
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

  fileprivate func unusedWorkflows(of traceID: String) throws -> [Int] {
    try all(
      """
      SELECT number FROM workflows
      WHERE trace_id = ?1 AND number NOT IN (
        SELECT workflow FROM versions WHERE trace_id = ?1
        UNION SELECT workflow FROM occurrences WHERE trace_id = ?1)
      """,
      [traceID]
    ) { try $0.integer(0) }
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

extension [Int] {
  fileprivate func parts(of count: Int) -> [[Int]] {
    stride(from: 0, to: self.count, by: count).map { Array(dropFirst($0).prefix(count)) }
  }
}
