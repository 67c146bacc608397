import Automations
import OrderedJSON
import Scheduling

// Rows of the ledger that are too old or too many. What goes in one transaction is told by its
// attempts: these are what takes room.
extension Database {
  /// - Returns: how many rows of the ledger went.
  func removeRows(of traceID: String, before end: Instant) async throws -> Int {
    try await removeRows {
      try $0.rows(
        of: traceID, where: Session.isOld, [traceID, end.milliseconds])
    } removing: { db, ids in
      try db.keepPruned(traceID, ids)
      let removed = try db.removeRows(ids)
      try db.mendLastRun(of: traceID)
      return removed
    }
  }

  /// Removes all rows of an automation that have ended, before the rest of it goes.
  func removeEndedRows(of trace: OwnedTrace) async throws {
    _ = try await removeRows {
      try $0.rows(
        of: trace.id, where: "trace_id = ?1 AND user_id = ?2 AND outcome IS NOT NULL",
        [trace.id, trace.userID])
    } removing: { db, ids in
      try db.removeRows(ids)
    }
  }

  private func removeRows(
    _ find: (Session) throws -> [EndedRowSize],
    removing remove: @escaping @Sendable (Session, String) throws -> Int
  ) async throws -> Int {
    var removed = 0
    while true {
      let rows = try read(find)
      guard let first = rows.first else { return removed }
      if first.attempts > Limits.prunedAtOnce.attempts {
        try await removeAttempts(of: first.id)
      } else {
        let list = "[" + rows.map { String($0.id) }.joined(separator: ",") + "]"
        removed += try await write { try remove($0, list) }
      }
      try Task.checkCancellation()
    }
  }

  /// Removes the attempts of a row that has too many to go at once, but for the last ones.
  private func removeAttempts(of occurrenceID: Int64) async throws {
    let limit = Limits.prunedAtOnce.attempts
    while let step = try read({ try $0.step(of: occurrenceID, behind: limit) }) {
      try await write { db in
        try db.run(
          "DELETE FROM attempts WHERE occurrence_id = ? AND step <= ?", [occurrenceID, step])
      }
      try Task.checkCancellation()
    }
  }
}

private struct EndedRowSize {
  let id: Int64
  let attempts: Int
}

extension Session {
  /// The automations that may have rows to remove. Most have none, and all are asked about in one
  /// statement, so that an idle server with a million of them stays idle.
  func haveOldRows(_ range: TraceRange, _ count: Int, _ oldest: Instant) throws -> [String] {
    let kept = """
      coalesce((SELECT scheduled_at FROM occurrences WHERE trace_id = a.trace_id AND \(Run.ran)
        ORDER BY scheduled_at DESC LIMIT 1 OFFSET ?3), ?4)
      """
    return try all(
      """
      SELECT trace_id FROM automations AS a
      WHERE \(TraceRange.sql("trace_id"))
        AND (SELECT min(scheduled_at) FROM occurrences WHERE trace_id = a.trace_id) < \(dialect.greatest("?4", kept))
      ORDER BY trace_id
      """,
      range.arguments + [max(count - 1, 0), oldest.milliseconds]
    ) { try $0.text(0) }
  }

  /// Before which instant an automation has rows that are too old, or beyond the number that is
  /// kept; `nil` where it has none.
  func endOfOldRows(of traceID: String, _ count: Int, _ oldest: Instant) throws -> Instant? {
    let surplus = try first(
      """
      SELECT scheduled_at FROM occurrences WHERE trace_id = ? AND \(Run.ran)
      ORDER BY scheduled_at DESC LIMIT 1 OFFSET ?
      """,
      [traceID, max(count - 1, 0)]
    ) { try $0.instant(0) }
    let end = max(surplus ?? oldest, oldest)
    let hasOlder = try exists(
      "SELECT 1 FROM occurrences WHERE \(Session.isOld)", [traceID, end.milliseconds])
    return hasOlder ? end : nil
  }

  /// As a term of a WHERE; its values are the automation and the instant. A stretch is as old as its
  /// last instant; an unknown outcome waits for a person.
  fileprivate static let isOld = """
    trace_id = ?1 AND scheduled_at < ?2 AND coalesce(until, scheduled_at) < ?2
      AND outcome IS NOT NULL
      AND NOT (outcome = 'unknown'
        AND reason_code IS DISTINCT FROM '\(ReasonCode.settled.rawValue)')
    """

  /// The oldest rows that meet a condition, and how many attempts each has: as many as go at once, one
  /// at least.
  fileprivate func rows(
    of traceID: String, where condition: String, _ arguments: Values
  ) throws -> [EndedRowSize] {
    var left = Limits.prunedAtOnce.attempts
    var isFirst = true
    return try prefix(
      """
      SELECT id, (SELECT count(*) FROM attempts WHERE occurrence_id = occurrences.id)
      FROM occurrences WHERE \(condition)
      ORDER BY scheduled_at LIMIT \(Limits.prunedAtOnce.rows)
      """,
      arguments
    ) { row in
      let size = EndedRowSize(id: Int64(try row.integer(0)), attempts: try row.integer(1))
      left -= size.attempts
      defer { isFirst = false }
      return left >= 0 || isFirst ? size : nil
    }
  }

  /// The step up to which a row has so many attempts; `nil` where it has no more than that.
  fileprivate func step(of occurrenceID: Int64, behind count: Int) throws -> Int? {
    try first(
      """
      SELECT step FROM attempts WHERE occurrence_id = ? ORDER BY step, number LIMIT 1 OFFSET ?
      """,
      [occurrenceID, count]
    ) { try $0.integer(0) }
  }

  /// - Parameter ids: a list as JSON.
  fileprivate func removeRows(_ ids: String) throws -> Int {
    let these = "id IN (\(dialect.integers("?1")))"
    try keepTotals(where: these, [ids])
    return try run("DELETE FROM occurrences WHERE \(these)", [ids])
  }

  /// Remembers up to where rows go, and from where on nothing was missed: what a clock that was
  /// ahead had missed is to come again when it is set back, and what ran is not.
  fileprivate func keepPruned(_ traceID: String, _ ids: String) throws {
    let (missed, last) =
      try first(
        """
        SELECT max(coalesce(until, scheduled_at)) FILTER (WHERE reason_code = 'missed'),
          max(coalesce(until, scheduled_at))
        FROM occurrences WHERE manual = 0 AND id IN (\(dialect.integers("?")))
        """,
        [ids]
      ) { ($0.instantIfAny(0), $0.instantIfAny(1)) } ?? (nil, nil)
    guard let last else { return }
    try run(
      """
      UPDATE automations SET pruned_after = \(dialect.greatest("?1", "coalesce(pruned_after, 0)")),
        pruned_to = \(dialect.greatest("?2", "coalesce(pruned_to, 0)"))
      WHERE trace_id = ?3
      """,
      [missed?.milliseconds ?? 0, last.milliseconds, traceID])
  }
}
