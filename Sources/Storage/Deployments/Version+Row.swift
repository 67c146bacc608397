import GRDB
import Scheduling
import Workflows

extension Version {
  /// What `init(_:)` reads, in that order.
  static let columns = """
    v.trace_id, v.number, w.body, v.schedule_type, v.schedule_time, v.schedule_config, v.anchor,
    v.created_at
    """
  static let columnCount = 8
  /// The deployed version of each automation that has one.
  static let deployedTables = """
    automations AS a
    JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
    JOIN workflows AS w ON w.trace_id = v.trace_id AND w.number = v.workflow
    """

  init(_ row: Row) throws {
    self.init(
      traceID: try row.text(0), number: try row.integer(1), workflow: try row.workflow(2),
      schedule: StoredSchedule(
        type: try row.text(3), time: row.textIfAny(4), config: try row.jsonIfAny(5)),
      anchor: try row.instant(6), createdAt: try row.instant(7))
  }
}
