import Automations
import Scheduling

extension Session {
  private static let day: Int64 = 86_400_000

  /// What is kept of rows that went, and what the rows say that are there.
  func totals(of traceID: String, since: Instant, in scope: Scope) throws -> [DailyTotal] {
    try all(
      """
      SELECT day, outcome, sum(count) FROM (
        SELECT day, outcome, count FROM daily_totals
        WHERE trace_id = ?2 AND day >= ?3 AND user_id = coalesce(CAST(?1 AS TEXT), user_id)
        UNION ALL
        SELECT CAST(d.key AS INTEGER), outcome, CAST(d.value AS INTEGER)
        FROM occurrences AS o, \(dialect.members(Session.days)) AS d
        WHERE user_id = coalesce(CAST(?1 AS TEXT), user_id) AND trace_id = ?2
          AND CAST(d.key AS INTEGER) >= ?3
          AND outcome IS NOT NULL AND rehearses IS NULL) AS t
      GROUP BY day, outcome ORDER BY day DESC, outcome
      """,
      [scope.userID, traceID, since.day]
    ) { row in
      DailyTotal(
        day: Instant(day: try row.integer(0)), outcome: try row.name(1),
        count: try row.integer(2))
    }
  }

  /// The instants of a row by their days, be it a stretch or not.
  private static let days = """
    coalesce(o.days, '{"' || CAST(o.scheduled_at / \(day) AS TEXT) || '":'
      || CAST(coalesce(o.instants, 1) AS TEXT) || '}')
    """

  /// Counts rows that are about to go.
  /// - Parameter condition: of the rows; its values are the arguments.
  func keepTotals(where condition: String, _ arguments: Values) throws {
    try run(
      """
      INSERT INTO daily_totals (trace_id, day, outcome, user_id, count)
      SELECT trace_id, CAST(d.key AS INTEGER), outcome, user_id, sum(CAST(d.value AS INTEGER))
      FROM (SELECT * FROM occurrences
        WHERE outcome IS NOT NULL AND rehearses IS NULL AND \(condition)) AS o,
        \(dialect.members(Session.days)) AS d
      WHERE true
      GROUP BY trace_id, 2, outcome, user_id
      ON CONFLICT (trace_id, day, outcome, user_id)
      DO UPDATE SET count = daily_totals.count + excluded.count
      """, arguments)
  }
}
