import Automations

extension Occurrence {
  /// What `init(_:)` reads, in that order.
  static func columns(_ detail: Window.Detail) -> String {
    """
    o.id, o.trace_id, o.version, o.scheduled_at, o.until, o.instants, o.manual, o.outcome,
    o.reason_code, \(Reason.column(detail)), r.id, r.started_at, r.finished_at, o.late,
    \(Phase.columns), o.rehearses
    """
  }
  static let tables = "occurrences AS o LEFT JOIN runs AS r ON r.occurrence_id = o.id"

  init(_ row: Row) throws {
    self.init(
      id: Int64(try row.integer(0)), traceID: try row.text(1), version: row.integerIfAny(2),
      scheduledAt: try row.instant(3), until: row.instantIfAny(4), instants: row.integerIfAny(5),
      manual: row.flag(6), outcome: try row.nameIfAny(7), phase: row.phaseIfAny(14),
      reason: try row.reasonIfAny(8), runID: row.textIfAny(10), startedAt: row.instantIfAny(11),
      finishedAt: row.instantIfAny(12),
      late: row.flag(13), rehearses: row.instantIfAny(18))
  }
}
