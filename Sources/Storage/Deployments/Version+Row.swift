import Automations
import Scheduling
import Workflows

extension Version {
  /// What `init(_:)` reads, in that order.
  static let columns = """
    \(StoredSchedule.columns), v.trace_id, v.number, w.body, v.anchor, v.created_at, v.policies
    """
  /// The deployed version of each automation that has one.
  static let deployedTables = """
    automations AS a
    JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
    JOIN workflows AS w ON w.trace_id = v.trace_id AND w.number = v.workflow
    """

  init(_ row: Row) throws {
    self.init(
      traceID: try row.text(6), number: try row.integer(7), workflow: try row.workflow(8),
      schedule: try StoredSchedule(row), policies: try row.policies(11),
      anchor: try row.instant(9), createdAt: try row.instant(10))
  }
}

extension StoredSchedule {
  /// What `init(_:)` reads of a version, in that order.
  static let columns =
    "v.schedule_type, v.schedule_time, v.schedule_config, v.timezone, v.edition, v.config_mark"

  /// - Parameter row: its first columns are `columns`.
  init(_ row: Row) throws {
    let mark = row.textIfAny(5).map(SecretMark.init)
    self.init(
      type: try row.text(0), time: row.textIfAny(1), config: try row.jsonIfAny(2).map(mark.shown),
      defaults: ScheduleDefaults(timezone: row.textIfAny(3), edition: row.integerIfAny(4)))
  }
}

extension ScheduleDefaults {
  /// What the deployment of a version settled; one from before that was kept has the early ones.
  fileprivate init(timezone: String?, edition: Int?) {
    guard let timezone else {
      self = .early
      return
    }
    self.init(timezone: timezone, edition: edition.flatMap(Edition.init) ?? .newest)
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
