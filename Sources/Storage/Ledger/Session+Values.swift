import Automations
import OrderedJSON

// What is kept whole of runs until they end. Most have nothing of it.
extension Session {
  /// Says that what a step gives is to be kept, be it told by the adapter or by a call-back.
  func expectValue(at place: StepPlace, of occurrenceID: Int64) throws {
    try run(
      """
      INSERT INTO kept_values (occurrence_id, place) VALUES (?, ?)
      ON CONFLICT (occurrence_id, place) DO NOTHING
      """,
      [occurrenceID, place.number])
  }

  /// - Parameter value: as JSON.
  func keep(_ value: String, at place: StepPlace, of occurrenceID: Int64) throws {
    try run(
      """
      INSERT INTO kept_values (occurrence_id, place, bytes, value) VALUES (?, ?, ?, ?)
      ON CONFLICT (occurrence_id, place) DO UPDATE
      SET bytes = excluded.bytes, value = excluded.value
      """,
      [occurrenceID, place.number, value.utf8.count, value])
  }

  func forgetValue(at place: StepPlace, of occurrenceID: Int64) throws {
    try run(
      "DELETE FROM kept_values WHERE occurrence_id = ? AND place = ?",
      [occurrenceID, place.number])
  }

  func keptBytes(of occurrenceID: Int64) throws -> Int {
    try first(
      "SELECT coalesce(sum(bytes), 0) FROM kept_values WHERE occurrence_id = ?", [occurrenceID]
    ) { try $0.integer(0) } ?? 0
  }

  /// Where a run has so much that everybody would wait for it to go, it goes with the housekeeping.
  func removeFewValues(of occurrenceID: Int64) throws {
    try run(
      """
      DELETE FROM kept_values WHERE occurrence_id IN (
        SELECT occurrence_id FROM kept_values WHERE occurrence_id = ?
        GROUP BY occurrence_id HAVING sum(bytes) <= ? AND count(*) <= ?)
      """,
      [occurrenceID, Limits.prunedAtOnce.keptBytes, Limits.prunedAtOnce.rows])
  }
}

extension Database {
  /// - Returns: how many rows went.
  func removeValuesOfEndedRuns() async throws -> Int {
    var removed = 0
    while let occurrenceID = try read({ try $0.endedRunWithValues() }) {
      removed += try await write { try $0.removeSomeValues(of: occurrenceID) }
      try Task.checkCancellation()
    }
    return removed
  }
}

extension Session {
  fileprivate func endedRunWithValues() throws -> Int64? {
    try first(
      """
      SELECT k.occurrence_id FROM kept_values AS k JOIN occurrences AS o ON o.id = k.occurrence_id
      WHERE o.outcome IS NOT NULL LIMIT 1
      """
    ) { Int64(try $0.integer(0)) }
  }

  /// Removes as many as have `Limits.prunedAtOnce.keptBytes` bytes, one at least.
  fileprivate func removeSomeValues(of occurrenceID: Int64) throws -> Int {
    try run(
      """
      DELETE FROM kept_values WHERE occurrence_id = ?1 AND place IN (
        SELECT place FROM (
          SELECT place, sum(bytes) OVER (ORDER BY place) - bytes AS sum_before FROM kept_values
          WHERE occurrence_id = ?1) AS v
        WHERE sum_before < ?2 ORDER BY place LIMIT ?3)
      """,
      [occurrenceID, Limits.prunedAtOnce.keptBytes, Limits.prunedAtOnce.rows])
  }
}
