import GRDB
import Scheduling
import Workflows

extension SQLiteConnection {
  /// Whether a claim is held still, as a term of a WHERE; its values are the claim's row and epoch.
  static let isHeld = "id = ? AND epoch = ? AND outcome IS NULL AND claimed_by IS NOT NULL"

  func isHeld(_ claim: Claim.Key) throws -> Bool {
    try exists(
      "SELECT 1 FROM occurrences WHERE \(SQLiteConnection.isHeld)",
      [claim.occurrenceID, claim.epoch])
  }

  /// One statement takes the rows. Whoever comes second finds them due only when the lease is over.
  func claim(
    limit: Int, by worker: String, at now: Instant, lease: Instant
  ) throws -> [Claim] {
    let rows = try all(
      """
      UPDATE occurrences SET epoch = epoch + 1, claimed_by = ?, due_at = ?
      WHERE id IN (
        SELECT id FROM occurrences WHERE outcome IS NULL AND due_at <= ?
        ORDER BY due_at, id LIMIT ?)
      RETURNING id, epoch, trace_id, user_id, workflow, scheduled_at, manual
      """,
      [worker, lease.milliseconds, now.milliseconds, limit], read: ClaimedRow.init)
    return
      try rows
      .sorted { ($0.scheduledAt, $0.key.occurrenceID) < ($1.scheduledAt, $1.key.occurrenceID) }
      .map { try claim($0, at: now) }
  }

  /// Gives the row back to whoever comes next; where a step had begun, the run stays as it is.
  func release(_ claim: Claim.Key) throws {
    let wasHeld =
      try run(
        "UPDATE occurrences SET claimed_by = NULL, due_at = scheduled_at WHERE \(Self.isHeld)",
        [claim.occurrenceID, claim.epoch]) > 0
    guard wasHeld else { return }
    try run(
      """
      UPDATE runs SET started_at = NULL WHERE occurrence_id = ?1
        AND NOT EXISTS (SELECT 1 FROM steps WHERE occurrence_id = ?1)
      """,
      [claim.occurrenceID])
  }

  private func claim(_ row: ClaimedRow, at now: Instant) throws -> Claim {
    let id = row.key.occurrenceID
    let runID = try first(
      """
      INSERT INTO runs (occurrence_id, id, started_at) VALUES (?, ?, ?)
      ON CONFLICT (occurrence_id) DO UPDATE SET started_at = coalesce(started_at, excluded.started_at)
      RETURNING id
      """,
      [id, Identifier.random(), now.milliseconds]
    ) { try $0.text(0) }
    let workflow = try first(
      "SELECT body FROM workflows WHERE trace_id = ? AND number = ?", [row.traceID, row.workflow]
    ) { try $0.workflow(0) }
    guard let runID, let workflow else {
      throw StorageFault.unreadable(column: "occurrences.workflow")
    }
    return Claim(
      key: row.key, runID: runID, traceID: row.traceID, userID: row.userID, workflow: workflow,
      scheduledAt: row.scheduledAt, manual: row.manual, steps: try steps(ofRun: id),
      results: try results(ofRun: id))
  }
}

/// A row of the ledger that was just claimed.
private struct ClaimedRow {
  let key: Claim.Key
  let traceID: String
  let userID: String
  let workflow: Int
  let scheduledAt: Instant
  let manual: Bool

  init(_ row: Row) throws {
    key = Claim.Key(occurrenceID: Int64(try row.integer(0)), epoch: try row.integer(1))
    traceID = try row.text(2)
    userID = try row.text(3)
    workflow = try row.integer(4)
    scheduledAt = try row.instant(5)
    manual = row.flag(6)
  }
}
