import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// Why a row that waited too long does not run any more: planned in time, it was left waiting by a
  /// server that went down, or had too much to do.
  func reasonOfBeingMissed(_ row: WaitingRow, at now: Instant) throws -> Reason? {
    guard !row.late, row.isOverdue(at: now) else { return nil }
    let lateness = now.milliseconds(since: row.dueAt)
    if lateness > Int64(row.policies.catchUpDays) * 86_400_000 {
      return .missedLongAgo(row.policies)
    }
    switch row.policies.missed {
    case .all: return nil
    case .skip: return .missedAndSkipped
    case .once:
      let isSuperseded = try exists(
        """
        SELECT 1 FROM occurrences
        WHERE trace_id = ? AND outcome IS NULL AND claimed_by IS NULL AND manual = 0
          AND scheduled_at > ? AND due_at <= ?
        """,
        [row.traceID, row.scheduledAt.milliseconds, now.milliseconds])
      return isSuperseded ? .missedBeforeTheLatest : nil
    }
  }

  /// A planned run of the same automation that goes on; one that is to be taken over counts. The
  /// outcome of one that is unknown is an outcome: it holds nobody up.
  func runGoingOn(besides row: WaitingRow) throws -> GoingOn? {
    try first(
      """
      SELECT o.id, r.id FROM occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id
      WHERE o.trace_id = ? AND o.id <> ? AND o.manual = 0
        AND o.outcome IS NULL AND o.claimed_by IS NOT NULL
      ORDER BY o.scheduled_at DESC LIMIT 1
      """,
      [row.traceID, row.id]
    ) { GoingOn(occurrenceID: Int64(try $0.integer(0)), runID: try $0.text(1)) }
  }

  func isFirstToWait(_ row: WaitingRow) throws -> Bool {
    try !exists(
      """
      SELECT 1 FROM occurrences WHERE trace_id = ? AND id <> ? AND manual = 0
        AND outcome IS NULL AND claimed_by IS NULL AND scheduled_at < ?
      """,
      [row.traceID, row.id, row.scheduledAt.milliseconds])
  }

  /// Nobody looks at the row until the run that it waits for ends.
  /// - Parameter late: whether it is caught up; its time says so no more when it is due again.
  func letWait(_ row: WaitingRow, late: Bool) throws {
    try run(
      "UPDATE occurrences SET due_at = ?, late = ? WHERE id = ?", [Self.never, late, row.id])
  }

  /// The row of the automation that waited for a run's end is due now.
  func letGoAhead(after occurrenceID: Int64, at now: Instant) throws {
    try run(
      """
      UPDATE occurrences SET due_at = ?
      WHERE trace_id = (SELECT trace_id FROM occurrences WHERE id = ?)
        AND outcome IS NULL AND due_at = ?
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

extension Reason {
  static let overlapping = Reason(.overlap, "The run before this one was still going on.")
  static let overlappingTwo = Reason(
    .overlap, "The run before this one was still going on, and another one waited for it.")
  static let overtaken = Reason(.overlap, "The next run came while this one was going on.")
}
