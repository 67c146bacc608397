import Automations
import GRDB
import Scheduling

/// Rows of a program before this one: `id, user_id, provider_id, thread_id, name, trace_data,
/// created_at, updated_at`, and perhaps some of the columns of deployments.
enum OlderTraces {
  /// Copies every row. Nothing of the older program runs here, so each becomes a draft; a schedule
  /// stays readable.
  static func take(from table: String, _ db: GRDB.Database) throws {
    let present = Set(try db.columns(in: table).map { $0.name.lowercased() })
    let columns = names.map { present.contains($0) ? "CAST(\($0) AS TEXT)" : "NULL" }
    let session = Session(try SQLiteDriver(of: db))
    try session.each(
      "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY rowid", []
    ) { row in
      try take(row, session)
      return true
    }
  }

  private static let names = [
    "id", "user_id", "provider_id", "thread_id", "name", "schedule_type", "schedule_time",
    "schedule_config", "deployed_at", "created_at", "updated_at", "trace_data",
    "deployment_status",
  ]

  private static func take(_ row: Row, _ session: Session) throws {
    // SQLite lets the primary key of such a table be NULL.
    let id = try session.freeID(row.textIfAny(0) ?? Identifier.random())
    let userID = row.textIfAny(1) ?? ""
    let data = TraceText(stored: row.textIfAny(11) ?? "[]")
    let status = row.textIfAny(12) ?? DeploymentStatus.draft.rawValue
    let isDraft = status == DeploymentStatus.draft.rawValue
    try session.run(
      """
      INSERT INTO automation_traces
        (id, user_id, provider_id, thread_id, name, schedule_type, schedule_time, schedule_config,
         deployed_at, created_at, updated_at, trace_data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id, userID, row.textIfAny(2) ?? "", row.textIfAny(3) ?? "", row.textIfAny(4),
        row.textIfAny(5), row.textIfAny(6), row.textIfAny(7), normalised(row.textIfAny(8)),
        normalised(row.textIfAny(9)), normalised(row.textIfAny(10)), data.text,
      ])
    try session.run(
      """
      INSERT INTO automations (trace_id, user_id, entry_count, step_count, status_reason)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        id, userID, data.entryCount, data.stepCount,
        isDraft ? nil : "It was \(status) in the older program; deploy it again to run it here",
      ])
  }

  /// `2026-11-02 08:10:00`, with or without fraction and offset, as this program writes it; a time
  /// without an offset is UTC. What cannot be read stays as it is, and reads as no time.
  private static func normalised(_ time: String?) -> String? {
    time.map { time in
      (Instant(rfc3339: time) ?? Instant(rfc3339: time + "Z"))?.storedText ?? time
    }
  }
}

extension Session {
  /// An id as addresses have it, unless another row has that already.
  fileprivate func freeID(_ id: String) throws -> String {
    let folded = Identifier.folded(id)
    let isTaken = try exists("SELECT 1 FROM automation_traces WHERE id = ?", [folded])
    return isTaken ? id : folded
  }
}
