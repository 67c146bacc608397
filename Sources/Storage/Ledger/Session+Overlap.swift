import Automations
import Scheduling

// What the rules of overlap ask for, and what they decide (`DueRow`).
//
// The history of an automation is kept out of it: its open rows are few, and an index has them.
extension Session {
  /// Whether a later row of the same automation is caught up.
  /// - Parameter byAnyDue: whether one is enough that has come and waits.
  func isSuperseded(_ row: WaitingRow, byAnyDue: Bool, at now: Instant) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM occurrences \(dialect.indexed(by: "occurrences_open"))
      WHERE trace_id = ?1 AND outcome IS NULL AND manual = 0
        AND \(dialect.unindexed("scheduled_at")) > ?2
        AND (late = 1 OR CAST(?3 AS INTEGER) = 1 AND claimed_by IS NULL AND due_at <= ?4)
      """,
      [row.traceID, row.scheduledAt.milliseconds, byAnyDue, now.milliseconds])
  }

  /// Whether so many later rows of the same automation wait.
  func waits(_ count: Int, after row: WaitingRow) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM occurrences WHERE trace_id = ? AND manual = 0
        AND outcome IS NULL AND claimed_by IS NULL AND \(dialect.unindexed("scheduled_at")) > ?
      LIMIT 1 OFFSET ?
      """,
      [row.traceID, row.scheduledAt.milliseconds, count - 1])
  }

  /// A planned run of the same automation that goes on; one that is to be taken over counts. The
  /// outcome of one that is unknown is an outcome: it holds nobody up.
  func runGoingOn(besides row: WaitingRow) throws -> GoingOn? {
    try runsGoingOn(besides: row, atMost: 1).first
  }

  /// Those that go on so, the latest first: thousands, where they may overlap and wait for call-backs.
  func runsGoingOn(besides row: WaitingRow, atMost limit: Int) throws -> [GoingOn] {
    try all(
      """
      SELECT o.id, r.id FROM occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id
      WHERE o.trace_id = ? AND o.id <> ? AND o.manual = 0
        AND o.outcome IS NULL AND o.claimed_by IS NOT NULL
      ORDER BY \(dialect.unindexed("o.scheduled_at")) DESC LIMIT ?
      """,
      [row.traceID, row.id, limit]
    ) { GoingOn(occurrenceID: Int64(try $0.integer(0)), runID: try $0.text(1)) }
  }

  func isFirstToWait(_ row: WaitingRow) throws -> Bool {
    try !exists(
      """
      SELECT 1 FROM occurrences WHERE trace_id = ? AND id <> ? AND manual = 0
        AND outcome IS NULL AND claimed_by IS NULL AND \(dialect.unindexed("scheduled_at")) < ?
      """,
      [row.traceID, row.id, row.scheduledAt.milliseconds])
  }

  /// Ends the rows of the automation that wait and come before a row.
  func skipWaiting(before row: WaitingRow, _ reason: Reason) throws -> [EndedRow] {
    try all(
      """
      UPDATE occurrences SET outcome = 'skipped', reason_code = ?, reason = ?, due_at = NULL
      WHERE trace_id = ? AND manual = 0 AND outcome IS NULL AND claimed_by IS NULL
        AND \(dialect.unindexed("scheduled_at")) < ?
      RETURNING scheduled_at
      """,
      [reason.code.rawValue, reason.words, row.traceID, row.scheduledAt.milliseconds]
    ) { ended in
      EndedRow(
        traceID: row.traceID, scheduledAt: try ended.instant(0), outcome: .skipped, reason: reason)
    }
  }

  /// Nobody looks at the row until the run that it waits for ends.
  /// - Parameter late: whether it is caught up; its time says so no more when it is due again.
  func letWait(_ row: WaitingRow, late: Bool) throws {
    try run(
      "UPDATE occurrences SET due_at = ?, late = ? WHERE id = ? AND outcome IS NULL",
      [Self.never, late, row.id])
  }

  /// The row of the automation that waited for a run's end is due now.
  func letGoAhead(after occurrenceID: Int64, at now: Instant) throws {
    try run(
      """
      UPDATE occurrences \(dialect.indexed(by: "occurrences_open")) SET due_at = ?
      WHERE trace_id = (SELECT trace_id FROM occurrences WHERE id = ?)
        AND outcome IS NULL AND claimed_by IS NULL AND \(dialect.unindexed("due_at")) = ?
      """,
      [now.milliseconds, occurrenceID, Self.never])
  }

  /// When a row is due that waits for a run's end: the last millisecond of the year 9999.
  static let never: Int64 = 253_402_300_799_999
}

/// A run that somebody holds.
struct GoingOn {
  let occurrenceID: Int64
  let runID: String
}
