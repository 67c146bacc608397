package import Automations
package import OrderedJSON
import Scheduling

extension Database: ValueLedger {
  package func values(
    at places: [StepPlace], of claim: Claim.Key
  ) async throws -> [StepPlace: JSON] {
    guard !places.isEmpty else { return [:] }
    let list = JSON.array(places.map { JSON($0.number) }).serialized
    let texts = try read { db in
      try db.texts(of: claim, where: "place IN (\(db.dialect.integers("?")))", list)
    }
    return try values(of: texts) { $0 }
  }

  package func values(ofLooped step: Int, of claim: Claim.Key) async throws -> [Int: JSON] {
    let texts = try read { db in
      try db.texts(
        of: claim,
        where: "place > \(StepPlace.loopDivisor) AND place % \(StepPlace.loopDivisor) = ?", step)
    }
    return try values(of: texts) { $0.element ?? 0 }
  }

  package func keep(
    _ list: JSON, ofLoopAt step: Int, of claim: Claim.Key
  ) async throws -> Bool {
    let text = list.serialized
    return try await write(bytes: text.utf8.count) { db in
      guard try db.isHeld(claim) else { return false }
      try db.keep(text, at: StepPlace(step: step), of: claim.occurrenceID)
      return true
    }
  }

  package func facts(of claim: Claim.Key) async throws -> RunFacts {
    let facts = try read { try $0.facts(of: claim.occurrenceID) }
    guard let facts else { throw StorageFault.unreadable(column: "occurrences.scheduled_at") }
    return facts
  }

  /// Parsed here, where nobody waits for the connection.
  private func values<Key: Hashable>(
    of texts: [(StepPlace, String)], _ key: (StepPlace) -> Key
  ) throws -> [Key: JSON] {
    var values: [Key: JSON] = [:]
    for (place, text) in texts {
      guard let value = try? JSON(stored: text) else {
        throw StorageFault.unreadable(column: "kept_values.value")
      }
      values[key(place)] = value
    }
    return values
  }
}

extension Session {
  fileprivate func texts(
    of claim: Claim.Key, where condition: String, _ argument: any Storable
  ) throws -> [(StepPlace, String)] {
    try all(
      """
      SELECT place, value FROM kept_values
      WHERE occurrence_id = ? AND value IS NOT NULL AND \(condition)
      """,
      [claim.occurrenceID, argument]
    ) { (StepPlace(number: try $0.integer(0)), try $0.text(1)) }
  }

  fileprivate func facts(of occurrenceID: Int64) throws -> RunFacts? {
    guard
      let (id, traceID, scheduledAt) = try first(
        """
        WITH RECURSIVE origins (id, trace_id, scheduled_at, rerun_of, depth) AS (
          SELECT o.id, o.trace_id, o.scheduled_at, r.rerun_of, 0
          FROM occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id WHERE o.id = ?
          UNION ALL
          SELECT o.id, o.trace_id, o.scheduled_at, r.rerun_of, origins.depth + 1
          FROM origins JOIN runs AS r ON r.id = origins.rerun_of
          JOIN occurrences AS o ON o.id = r.occurrence_id)
        SELECT id, trace_id, scheduled_at FROM origins ORDER BY depth DESC LIMIT 1
        """,
        [occurrenceID], read: { (try $0.integer(0), try $0.text(1), try $0.instant(2)) })
    else { return nil }
    let version = try first("SELECT version FROM occurrences WHERE id = ?", [occurrenceID]) {
      $0.integerIfAny(0)
    }
    return try first(
      """
      SELECT
        (SELECT coalesce(sum(count), 0) FROM daily_totals WHERE trace_id = ?1)
          + (SELECT coalesce(sum(coalesce(instants, 1)), 0) FROM occurrences
            WHERE trace_id = ?1 AND (scheduled_at, id) <= (?2, ?3) AND rehearses IS NULL),
        (SELECT max(o.scheduled_at) FROM occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id
          WHERE o.trace_id = ?1 AND (o.scheduled_at, o.id) < (?2, ?3) AND r.rerun_of IS NULL
            AND o.rehearses IS NULL AND o.outcome IS DISTINCT FROM 'skipped')
      """,
      [traceID, scheduledAt.milliseconds, id]
    ) { row in
      RunFacts(
        scheduledAt: scheduledAt, number: try row.integer(0), previous: row.instantIfAny(1),
        version: version ?? nil)
    }
  }
}
