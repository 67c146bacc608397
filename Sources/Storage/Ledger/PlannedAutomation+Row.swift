import Automations
import GRDB
import Scheduling

extension PlannedAutomation {
  /// What `init(_:stops:)` reads, in that order.
  static let columns = """
    a.trace_id, a.user_id, v.number, v.schedule_type, v.schedule_time,
    v.schedule_config, v.anchor, v.policies, a.planned_to, a.plan_at, a.next_run_at, a.revision,
    a.pruned_after, a.pruned_to
    """
  static let tables = """
    automations AS a
    JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
    """

  init(_ row: Row, stops: [Stop], written: Set<Instant>) throws {
    let (schedule, policies) = try PlannedAutomation.readable(row)
    self.init(
      traceID: try row.text(0), userID: try row.text(1), version: try row.integer(2),
      schedule: schedule, anchor: try row.instant(6), policies: policies,
      plannedTo: try row.instant(8), planAt: try row.instant(9), nextRunAt: row.instantIfAny(10),
      revision: try row.integer(11), stops: stops, written: written,
      pruned: row.instantIfAny(12).flatMap { after in row.instantIfAny(13).map { (after, $0) } })
  }

  /// What cannot be read of one automation must not hold up the others.
  private static func readable(_ row: Row) throws -> (StoredSchedule?, Policies) {
    do {
      let schedule = StoredSchedule(
        type: try row.text(3), time: row.textIfAny(4), config: try row.jsonIfAny(5))
      return (schedule, try row.policies(7))
    } catch StorageFault.unreadable {
      return (nil, Policies())
    }
  }
}

extension SQLiteConnection {
  /// - Parameter condition: what follows the tables; its values are the arguments.
  func plannedAutomations(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [PlannedAutomation] {
    try all(
      "SELECT \(PlannedAutomation.columns) FROM \(PlannedAutomation.tables) \(condition)",
      arguments
    ) { row in
      let (traceID, plannedTo) = (try row.text(0), try row.instant(8))
      return try PlannedAutomation(
        row, stops: try stops(of: traceID, and: try row.text(1), after: plannedTo),
        written: try instants(of: traceID, after: plannedTo))
    }
  }

  /// The planned instants later than another that have rows of their own.
  func instants(of traceID: String, after instant: Instant) throws -> Set<Instant> {
    Set(
      try all(
        """
        SELECT scheduled_at FROM occurrences
        WHERE trace_id = ? AND manual = 0 AND scheduled_at > ? AND until IS NULL
        """,
        [traceID, instant.milliseconds]
      ) { try $0.instant(0) })
  }

  /// The stops of an automation and those of all that its owner has, which were not over at an
  /// instant.
  func stops(of traceID: String, and userID: String, after instant: Instant) throws -> [Stop] {
    let columns = "reason_code, reason, since, until, trace_id IS NULL, id"
    return try all(
      """
      SELECT \(columns) FROM stops WHERE trace_id = ?1 AND (until IS NULL OR until > ?3)
      UNION ALL
      SELECT \(columns) FROM stops
      WHERE user_id = ?2 AND trace_id IS NULL AND (until IS NULL OR until > ?3)
      ORDER BY since, id
      """,
      [traceID, userID, instant.milliseconds]
    ) { row in
      Stop(
        reason: Reason(try row.name(0), try row.text(1)), since: try row.instant(2),
        until: row.instantIfAny(3), isOfAll: row.flag(4))
    }
  }
}
