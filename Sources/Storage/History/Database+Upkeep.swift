import GRDB
package import Scheduling
package import Workflows

extension Database: Upkeep {
  /// So many automations are looked at in one go, and so many rows go in one transaction.
  private static let (automations, rows) = (100, 500)

  package func prune(
    _ limits: HistoryLimits, after traceID: String?, at now: Instant
  ) async throws -> (removed: Int, last: String?) {
    let ids = try read { db in
      try db.all(
        "SELECT trace_id FROM automations WHERE trace_id > ? ORDER BY trace_id LIMIT ?",
        [traceID ?? "", Database.automations]
      ) { try $0.text(0) }
    }
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    var removed = 0
    for id in ids {
      guard let end = try read({ try $0.endOfOldRows(of: id, limits.rows, oldest) }) else {
        continue
      }
      var batch: Int
      repeat {
        batch = try await write { try $0.prune(id, before: end, limit: Database.rows) }
        removed += batch
      } while batch == Database.rows
    }
    return (removed, ids.count < Database.automations ? nil : ids.last)
  }

  package func logState() async throws -> LogState {
    LogState(bytes: FileSize.of(path + "-wal"), commits: commits)
  }

  package func checkpoint() async throws {
    try await checkpointLog()
  }
}

extension SQLiteConnection {
  /// Before which instant an automation has rows that are too old, or beyond the number that is
  /// kept; `nil` where it has none.
  fileprivate func endOfOldRows(of traceID: String, _ count: Int, _ oldest: Instant) throws
    -> Instant?
  {
    let surplus = try first(
      """
      SELECT scheduled_at FROM occurrences WHERE trace_id = ?
      ORDER BY scheduled_at DESC LIMIT 1 OFFSET ?
      """,
      [traceID, max(count - 1, 0)]
    ) { try $0.instant(0) }
    let end = max(surplus ?? oldest, oldest)
    let hasOlder = try exists(
      "SELECT 1 FROM occurrences WHERE trace_id = ? AND scheduled_at < ? AND outcome IS NOT NULL",
      [traceID, end.milliseconds])
    return hasOlder ? end : nil
  }

  fileprivate func prune(_ traceID: String, before end: Instant, limit: Int) throws -> Int {
    let oldest = """
      id IN (
        SELECT id FROM occurrences WHERE trace_id = ? AND scheduled_at < ? AND outcome IS NOT NULL
        ORDER BY scheduled_at LIMIT ?)
      """
    let arguments: StatementArguments = [traceID, end.milliseconds, limit]
    try keepTotals(where: oldest, arguments)
    return try run("DELETE FROM occurrences WHERE \(oldest)", arguments)
  }
}
