import Automations
import OrderedJSON
import Scheduling

extension Session {
  /// Writes an instant down with those before it that ended alike.
  /// - Returns: the stretch's row; `nil` where the instant is to have a row of its own.
  func lengthenStretch(
    of traceID: String, _ version: Int, with instant: Instant, because reason: Reason
  ) throws -> Int64? {
    let place = try Plan.Stretch.place(of: instant, version: version, because: reason) { limit in
      try rows(of: traceID, before: instant, limit: limit)
    }
    switch place {
    case .alone:
      return nil
    case .joins(let id):
      try run(
        """
        UPDATE occurrences SET until = ?1, instants = instants + 1,
          days = \(dialect.counting("days", key: "CAST(?2 AS TEXT)"))
        WHERE id = ?3 AND until < ?1
        """,
        [instant.milliseconds, String(instant.day), id])
      return id
    case .begins(let stretch, let id, let others):
      for other in others { try run("DELETE FROM occurrences WHERE id = ?", [other]) }
      try run(
        "UPDATE occurrences SET until = ?, instants = ?, days = ? WHERE id = ?",
        [stretch.until.milliseconds, stretch.instants, stretch.daysByNumber, id])
      return id
    }
  }

  /// Lets a planned row that has just been skipped join those before it, where it ends like them.
  func foldIntoStretch(_ occurrenceID: Int64) throws {
    let row = try first(
      """
      SELECT trace_id, version, scheduled_at, reason_code, reason FROM occurrences
      WHERE id = ? AND manual = 0 AND version IS NOT NULL
      """,
      [occurrenceID]
    ) { (try $0.text(0), try $0.integer(1), try $0.instant(2), try $0.reasonIfAny(3)) }
    guard case (let traceID, let version, let instant, let reason?)? = row,
      let stretch = try lengthenStretch(of: traceID, version, with: instant, because: reason)
    else { return }
    try run("DELETE FROM occurrences WHERE id = ?", [occurrenceID])
    try mendLastRun(of: traceID, to: stretch)
  }

  /// The rows of an automation that come before an instant and were planned without a gap, the
  /// newest first: what it was in draft for is in no row.
  private func rows(
    of traceID: String, before instant: Instant, limit: Int
  ) throws -> [EndedNeighbour] {
    try all(
      """
      SELECT id, scheduled_at, until, version, reason_code, reason FROM occurrences
      WHERE trace_id = ?1 AND manual = 0 AND scheduled_at < ?2 AND scheduled_at >= (SELECT
        coalesce(planned_since, occurrences.scheduled_at) FROM automations WHERE trace_id = ?1)
      ORDER BY scheduled_at DESC LIMIT ?3
      """,
      [traceID, instant.milliseconds, limit], read: EndedNeighbour.init)
  }
}

extension Plan.Stretch {
  /// As `occurrences.days` has it.
  var daysByNumber: String {
    JSON.object(days.sorted { $0.key < $1.key }.map { JSON.Member("\($0.key)", JSON($0.value)) })
      .serialized
  }
}

extension EndedNeighbour {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: Int64(try row.integer(0)), scheduledAt: try row.instant(1), until: row.instantIfAny(2),
      version: row.integerIfAny(3),
      // What cannot be read of another row is like nothing.
      reason: try? row.reasonIfAny(4))
  }
}
