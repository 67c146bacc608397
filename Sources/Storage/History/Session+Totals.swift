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
        WHERE trace_id = ?2 AND day >= ?3 AND user_id = coalesce(?1, user_id)
        UNION ALL
        SELECT CAST(d.key AS INTEGER), outcome, d.value
        FROM occurrences AS o, json_each(\(Session.days)) AS d
        WHERE user_id = coalesce(?1, user_id) AND trace_id = ?2
          AND CAST(d.key AS INTEGER) >= ?3
          AND outcome IS NOT NULL)
      GROUP BY day, outcome ORDER BY day DESC, outcome
      """,
      [scope.userID, traceID, since.day]
    ) { row in
      DailyTotal(
        day: Instant(seconds: Int64(try row.integer(0)) * 86_400), outcome: try row.name(1),
        count: try row.integer(2))
    }
  }

  /// The instants of a row by their days, be it a stretch or not.
  private static let days = """
    coalesce(o.days, json_object(CAST(o.scheduled_at / \(day) AS TEXT), coalesce(o.instants, 1)))
    """

  /// Counts rows that are about to go.
  /// - Parameter condition: of the rows; its values are the arguments.
  func keepTotals(where condition: String, _ arguments: Values) throws {
    try run(
      """
      INSERT INTO daily_totals (trace_id, day, outcome, user_id, count)
      SELECT trace_id, CAST(d.key AS INTEGER), outcome, user_id, sum(d.value)
      FROM (SELECT * FROM occurrences WHERE outcome IS NOT NULL AND \(condition)) AS o,
        json_each(\(Session.days)) AS d
      WHERE true
      GROUP BY trace_id, 2, outcome, user_id
      ON CONFLICT (trace_id, day, outcome, user_id) DO UPDATE SET count = count + excluded.count
      """, arguments)
  }
}
