import Automations
import Scheduling

extension PlannedAutomation {
  /// What `init(_:stops:written:)` reads, in that order.
  static let columns = """
    a.trace_id, a.user_id, v.number, v.anchor, v.policies, a.planned_to, a.plan_at, a.next_run_at,
    a.revision, a.pruned_after, a.pruned_to
    """
  static let tables = """
    automations AS a
    JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
    """

  /// What cannot be read of one automation must not hold up the others.
  init(_ row: Row, stops: [Stop], written: Set<Instant>) throws {
    self.init(
      traceID: try row.text(0), userID: try row.text(1), version: try row.integer(2),
      anchor: try row.instant(3), policies: try? row.policies(4), plannedTo: try row.instant(5),
      planAt: try row.instant(6), nextRunAt: row.instantIfAny(7), revision: try row.integer(8),
      stops: stops, written: written,
      pruned: row.instantIfAny(9).flatMap { after in row.instantIfAny(10).map { (after, $0) } })
  }
}

extension Session {
  /// - Parameter condition: what follows the tables; its values are the arguments.
  func plannedAutomations(
    _ condition: String, _ arguments: Values
  ) throws -> [PlannedAutomation] {
    try all(
      "SELECT \(PlannedAutomation.columns) FROM \(PlannedAutomation.tables) \(condition)",
      arguments
    ) { row in
      let (traceID, plannedTo) = (try row.text(0), try row.instant(5))
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
  /// instant. One whose reason cannot be read stops it all the same.
  func stops(of traceID: String, and userID: String, after instant: Instant) throws -> [Stop] {
    // One by one: an index finds each of these, and there may be a thousand that are over.
    let parts = ["trace_id = ?1", "user_id = ?2 AND trace_id IS NULL"].flatMap { whose in
      ["until IS NULL", "until > ?3"].map { when in
        """
        SELECT reason_code, reason, since, until, CASE WHEN trace_id IS NULL THEN 1 ELSE 0 END, id
        FROM stops WHERE \(whose) AND \(when)
        """
      }
    }
    return try all(
      parts.joined(separator: " UNION ALL ") + " ORDER BY since, id",
      [traceID, userID, instant.milliseconds]
    ) { row in
      Stop(
        reason: Reason((try? row.name(0)) ?? .paused, row.textIfAny(1) ?? ""),
        since: try row.instant(2),
        until: row.instantIfAny(3), isOfAll: row.flag(4))
    }
  }
}
