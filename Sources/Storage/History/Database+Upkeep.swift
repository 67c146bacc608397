package import Automations
import GRDB
package import Scheduling

extension Database: Upkeep {
  /// So many automations are looked at in one go, and so many rows go in one transaction.
  private static let (automations, rows) = (1000, 500)

  package func prune(
    _ limits: HistoryLimits, after traceID: String?, at now: Instant
  ) async throws -> (removed: Int, last: String?) {
    let oldest = now.advanced(bySeconds: -Int64(limits.days) * 86_400)
    let (last, ids) = try read { db in
      let last = try db.automation(after: traceID ?? "", by: Database.automations)
      return (last, try db.automations(after: traceID ?? "", to: last, over: limits.rows, oldest))
    }
    var removed = 0
    for id in ids {
      try Task.checkCancellation()
      guard let end = try read({ try $0.endOfOldRows(of: id, limits.rows, oldest) }) else {
        continue
      }
      var batch: Int
      repeat {
        batch = try await write { try $0.prune(id, before: end, limit: Database.rows) }
        removed += batch
        try Task.checkCancellation()
      } while batch == Database.rows
    }
    return (removed, last)
  }

  package func logState() async throws -> LogState {
    LogState(bytes: FileSize.of(path + "-wal"), commits: commits)
  }

  package func checkpoint() async throws {
    try await checkpointLog()
  }
}

extension SQLiteConnection {
  /// The id that stands so many behind another; `nil` where there are fewer.
  fileprivate func automation(after traceID: String, by count: Int) throws -> String? {
    try first(
      "SELECT trace_id FROM automations WHERE trace_id > ? ORDER BY trace_id LIMIT 1 OFFSET ?",
      [traceID, count - 1]
    ) { try $0.text(0) }
  }

  /// The automations that may have rows to remove. Most have none, and all are asked about in one
  /// statement, so that an idle server with a million of them stays idle.
  fileprivate func automations(
    after first: String, to last: String?, over count: Int, _ oldest: Instant
  ) throws -> [String] {
    try all(
      """
      SELECT trace_id FROM automations AS a
      WHERE trace_id > ?1 AND (?2 IS NULL OR trace_id <= ?2)
        AND (SELECT min(scheduled_at) FROM occurrences WHERE trace_id = a.trace_id) < max(?4,
          coalesce((SELECT scheduled_at FROM occurrences
            WHERE trace_id = a.trace_id AND \(Run.ran)
            ORDER BY scheduled_at DESC LIMIT 1 OFFSET ?3), ?4))
      ORDER BY trace_id
      """,
      [first, last, max(count - 1, 0), oldest.milliseconds]
    ) { try $0.text(0) }
  }

  /// Before which instant an automation has rows that are too old, or beyond the number that is
  /// kept; `nil` where it has none.
  fileprivate func endOfOldRows(of traceID: String, _ count: Int, _ oldest: Instant) throws
    -> Instant?
  {
    let surplus = try first(
      """
      SELECT scheduled_at FROM occurrences WHERE trace_id = ? AND \(Run.ran)
      ORDER BY scheduled_at DESC LIMIT 1 OFFSET ?
      """,
      [traceID, max(count - 1, 0)]
    ) { try $0.instant(0) }
    let end = max(surplus ?? oldest, oldest)
    let hasOlder = try exists(
      "SELECT 1 FROM occurrences WHERE \(SQLiteConnection.isOld)", [traceID, end.milliseconds])
    return hasOlder ? end : nil
  }

  /// As a term of a WHERE; its values are the automation and the instant. A stretch is as old as its
  /// last instant; an unknown outcome waits for a person.
  private static let isOld = """
    trace_id = ?1 AND scheduled_at < ?2 AND coalesce(until, scheduled_at) < ?2
      AND outcome IS NOT NULL
      AND NOT (outcome = 'unknown' AND reason_code IS NOT '\(ReasonCode.settled.rawValue)')
    """

  fileprivate func prune(_ traceID: String, before end: Instant, limit: Int) throws -> Int {
    let oldest = """
      id IN (
        SELECT id FROM occurrences WHERE \(SQLiteConnection.isOld)
        ORDER BY scheduled_at LIMIT ?3)
      """
    let arguments: StatementArguments = [traceID, end.milliseconds, limit]
    try keepTotals(where: oldest, arguments)
    try keepPruned(traceID, where: oldest, arguments)
    let removed = try run("DELETE FROM occurrences WHERE \(oldest)", arguments)
    try mendLastRun(of: traceID)
    return removed
  }

  /// Remembers up to where rows go, and from where on nothing was missed: what a clock that was
  /// ahead had missed is to come again when it is set back, and what ran is not.
  private func keepPruned(
    _ traceID: String, where oldest: String, _ arguments: StatementArguments
  ) throws {
    let (missed, last) =
      try first(
        """
        SELECT max(coalesce(until, scheduled_at)) FILTER (WHERE reason_code = 'missed'),
          max(coalesce(until, scheduled_at))
        FROM occurrences WHERE manual = 0 AND \(oldest)
        """,
        arguments
      ) { ($0.instantIfAny(0), $0.instantIfAny(1)) } ?? (nil, nil)
    guard let last else { return }
    try run(
      """
      UPDATE automations SET pruned_after = max(?1, coalesce(pruned_after, 0)),
        pruned_to = max(?2, coalesce(pruned_to, 0))
      WHERE trace_id = ?3
      """,
      [missed?.milliseconds ?? 0, last.milliseconds, traceID])
  }
}
