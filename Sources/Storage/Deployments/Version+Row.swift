import Automations
import GRDB
import Scheduling

extension Version {
  /// What `init(_:)` reads, in that order.
  static let columns = """
    v.schedule_type, v.schedule_time, v.schedule_config, v.trace_id, v.number, w.body, v.anchor,
    v.created_at, v.policies
    """
  /// The deployed version of each automation that has one.
  static let deployedTables = """
    automations AS a
    JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
    JOIN workflows AS w ON w.trace_id = v.trace_id AND w.number = v.workflow
    """

  init(_ row: Row) throws {
    self.init(
      traceID: try row.text(3), number: try row.integer(4), workflow: try row.workflow(5),
      schedule: try StoredSchedule(row), policies: try row.policies(8),
      anchor: try row.instant(6), createdAt: try row.instant(7))
  }
}

extension StoredSchedule {
  /// Reads `schedule_type`, `schedule_time` and `schedule_config` of a version, in the first columns.
  init(_ row: Row) throws {
    self.init(type: try row.text(0), time: row.textIfAny(1), config: try row.jsonIfAny(2))
  }
}

extension Row {
  /// Policies as they are kept with a version; a version from before there were any has the
  /// defaults.
  func policies(_ column: Int) throws -> Policies {
    guard let kept = try jsonIfAny(column) else { return Policies() }
    return (try? Policies(config: kept)) ?? Policies()
  }
}
