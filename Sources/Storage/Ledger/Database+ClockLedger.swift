package import Automations
package import Scheduling

extension Database: ClockLedger {
  package func latestMoment() async throws -> Instant {
    try read { db in
      try db.first("SELECT latest FROM clock") { try $0.instant(0) } ?? Instant(milliseconds: .min)
    }
  }

  package func mendStops(at now: Instant) async throws {
    try await write { db in
      try db.run(
        """
        UPDATE stops SET since = \(db.dialect.least("since", "?1")),
          until = CASE WHEN is_ended = 1 AND until > ?1 THEN ?1 ELSE until END
        WHERE since > ?1 OR until > ?1 AND is_ended = 1
        """,
        [now.milliseconds])
    }
  }

  package func writtenBeyond(
    _ now: Instant, after traceID: String?, limit: Int
  ) async throws -> [WrittenAhead] {
    try read { db in
      try db.all(
        """
        SELECT trace_id FROM automations WHERE trace_id > ? AND planned_to > ?
        ORDER BY trace_id LIMIT ?
        """,
        [traceID ?? "", now.milliseconds, limit]
      ) { row in
        let traceID = try row.text(0)
        return WrittenAhead(
          traceID: traceID, stretches: try db.stretches(over: now, of: traceID))
      }
    }
  }

  package func rewind(_ rewinds: [Rewind], to now: Instant) async throws {
    guard !rewinds.isEmpty else { return }
    try await write { db in for rewind in rewinds { try db.rewind(rewind, to: now) } }
  }

  package func setClock(to now: Instant) async throws {
    try await write { db in
      try db.run("UPDATE clock SET latest = ?", [now.milliseconds])
    }
  }
}

extension Session {
  /// Remembers by which clock things are written.
  func mark(_ now: Instant) throws {
    try run("UPDATE clock SET latest = ?1 WHERE latest < ?1", [now.milliseconds])
  }

  fileprivate func stretches(
    over now: Instant, of traceID: String
  ) throws -> [WrittenAhead.Stretch] {
    try all(
      """
      SELECT o.id, o.scheduled_at, o.reason_code, v.number, v.anchor
      FROM occurrences AS o
      JOIN versions AS v ON v.trace_id = o.trace_id AND v.number = o.version
      WHERE o.trace_id = ?1 AND o.manual = 0 AND o.scheduled_at <= ?2 AND o.until > ?2
      """,
      [traceID, now.milliseconds]
    ) { row in
      let first = try row.instant(1)
      let reason: ReasonCode? = try? row.name(2)
      return WrittenAhead.Stretch(
        id: Int64(try row.integer(0)), first: first, isExcluded: reason == .excluded,
        version: try row.integer(3), anchor: try row.instant(4),
        single: try instants(of: traceID, after: first.advanced(byMilliseconds: -1)))
    }
  }

  fileprivate func rewind(_ rewind: Rewind, to now: Instant) throws {
    let isAhead =
      try run(
        """
        UPDATE automations SET planned_to = ?1,
          planned_since = CASE WHEN planned_since > ?1 THEN ?1 ELSE planned_since END,
          revision = revision + 1, plan_at = CASE WHEN version IS NULL OR 'draft' = (
            SELECT deployment_status FROM automation_traces WHERE id = ?2) THEN NULL ELSE ?1 END
        WHERE trace_id = ?2 AND planned_to > ?1
        """,
        [now.milliseconds, rewind.traceID]) > 0
    guard isAhead else { return }
    try run(
      """
      DELETE FROM occurrences
      WHERE trace_id = ? AND manual = 0 AND scheduled_at > ? AND claimed_by IS NULL
        AND (until IS NOT NULL
          OR NOT EXISTS (SELECT 1 FROM runs WHERE occurrence_id = occurrences.id))
      """,
      [rewind.traceID, now.milliseconds])
    try mendLastRun(of: rewind.traceID)
    for cut in rewind.cuts {
      try run(
        "UPDATE occurrences SET until = ?, instants = ?, days = ? WHERE id = ?",
        [
          cut.stretch.until.milliseconds, cut.stretch.instants, cut.stretch.daysByNumber, cut.id,
        ])
    }
  }
}
