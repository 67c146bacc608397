import Automations

extension Run {
  /// What `init(_:steps:)` reads, in that order.
  static func columns(_ detail: Window.Detail = .whole) -> String {
    """
    r.id, o.trace_id, o.version, o.scheduled_at, o.manual, r.started_at, r.finished_at, o.outcome,
    o.reason_code, \(Reason.column(detail)), o.late, r.rerun_of, o.id, \(Phase.columns), o.rehearses
    """
  }
  /// Of `columns`, the row's own id.
  static let idColumn = 12
  static let columnCount = 18
  static let tables = "occurrences AS o JOIN runs AS r ON r.occurrence_id = o.id"

  init(_ row: Row, steps: [StepRecord], stepCount: Int? = nil) throws {
    self.init(
      id: try row.text(0), traceID: try row.text(1), version: row.integerIfAny(2),
      scheduledAt: try row.instant(3), manual: row.flag(4), startedAt: row.instantIfAny(5),
      finishedAt: row.instantIfAny(6), outcome: try row.nameIfAny(7),
      phase: row.phaseIfAny(13), reason: try row.reasonIfAny(8), steps: steps,
      late: row.flag(10), rerunOf: row.textIfAny(11), stepCount: stepCount,
      rehearses: row.instantIfAny(Run.columnCount - 1))
  }
}

extension Reason {
  /// Its words, among the columns of a row.
  static func column(_ detail: Window.Detail) -> String {
    detail == .whole ? "o.reason" : Excerpt.sql("o.reason")
  }
}

extension Row {
  /// A reason: its code, and in the next column its words.
  func reasonIfAny(_ column: Int) throws -> Reason? {
    let code: ReasonCode? = try nameIfAny(column)
    return try code.map { Reason($0, try text(column + 1)) }
  }
}
