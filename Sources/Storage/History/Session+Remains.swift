import OrderedJSON
import Scheduling

// What is over and goes: each of these removes `Limits.prunedAtOnce.rows` at most, and tells how many.
extension Session {
  private static let most = Limits.prunedAtOnce.rows

  // MARK: Stops

  /// Whether nothing is to be written down any more for which a stop counts, be it the automation's
  /// own or of all that its owner has.
  private static let isPast = """
    until IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM automations AS a WHERE a.plan_at <= s.until
        AND (a.trace_id = s.trace_id OR s.trace_id IS NULL AND a.user_id = s.user_id))
    """

  func haveOldStops(_ range: TraceRange, _ count: Int, _ oldest: Instant) throws -> [String] {
    try all(
      """
      SELECT trace_id FROM stops WHERE trace_id IS NOT NULL AND \(TraceRange.sql("trace_id"))
      GROUP BY trace_id HAVING min(until) < ?4 OR count(*) > ?3
      """,
      range.arguments + [count, oldest.milliseconds]
    ) { try $0.text(0) }
  }

  func usersWithOldStops(_ count: Int, _ oldest: Instant) throws -> [String] {
    try all(
      """
      SELECT user_id FROM stops WHERE trace_id IS NULL
      GROUP BY user_id HAVING min(until) < ? OR count(*) > ?
      """,
      [oldest.milliseconds, count]
    ) { try $0.text(0) }
  }

  func removeStops(ofTrace traceID: String, _ count: Int, _ oldest: Instant) throws -> Int {
    try removeStops(where: "trace_id = ?1", traceID, count, oldest)
  }

  func removeStops(ofUser userID: String, _ count: Int, _ oldest: Instant) throws -> Int {
    try removeStops(where: "trace_id IS NULL AND user_id = ?1", userID, count, oldest)
  }

  private func removeStops(
    where condition: String, _ id: String, _ count: Int, _ oldest: Instant
  ) throws -> Int {
    let kept = """
      coalesce((SELECT until FROM stops WHERE \(condition) AND until IS NOT NULL
        ORDER BY until DESC LIMIT 1 OFFSET ?3), ?2)
      """
    return try run(
      """
      DELETE FROM stops WHERE id IN (
        SELECT id FROM stops AS s
        WHERE \(condition) AND \(Session.isPast)
          AND until < \(dialect.greatest("?2", kept))
        LIMIT \(Session.most))
      """,
      [id, oldest.milliseconds, max(count - 1, 0)])
  }

  // MARK: Notices

  /// The newest one stays, however old: it says how the automation stands.
  func haveOldNotices(_ range: TraceRange, _ count: Int, _ oldest: Instant) throws -> [String] {
    try all(
      """
      SELECT trace_id FROM notices WHERE \(TraceRange.sql("trace_id"))
      GROUP BY trace_id HAVING count(*) > 1 AND (min(at) < ?4 OR count(*) > ?3)
      """,
      range.arguments + [count, oldest.milliseconds]
    ) { try $0.text(0) }
  }

  func removeNotices(of traceID: String, _ count: Int, _ oldest: Instant) throws -> Int {
    let kept = """
      coalesce((SELECT at FROM notices WHERE trace_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?3), ?2)
      """
    return try run(
      """
      DELETE FROM notices WHERE id IN (
        SELECT id FROM notices WHERE trace_id = ?1 AND at < \(dialect.greatest("?2", kept))
          AND id <> (
            SELECT id FROM notices WHERE trace_id = ?1 ORDER BY at DESC, id DESC LIMIT 1)
        LIMIT \(Session.most))
      """,
      [traceID, oldest.milliseconds, max(count - 1, 0)])
  }

  // MARK: Totals

  /// The next automations that have totals, deleted ones too, each with its first day. Each is found
  /// by its place in the index: an automation has thousands of totals.
  func traces(
    withTotalsAfter traceID: String, _ count: Int
  ) throws -> [(id: String, firstDay: Int)] {
    try all(
      """
      WITH RECURSIVE ids (id) AS (
        SELECT min(trace_id) FROM daily_totals WHERE trace_id > ?1
        UNION ALL
        SELECT (SELECT min(trace_id) FROM daily_totals WHERE trace_id > ids.id) FROM ids
        WHERE ids.id IS NOT NULL)
      SELECT id, (SELECT min(day) FROM daily_totals WHERE trace_id = ids.id) FROM ids
      WHERE id IS NOT NULL LIMIT ?2
      """,
      [traceID, count]
    ) { (try $0.text(0), try $0.integer(1)) }
  }

  func removeTotals(of traceID: String, before day: Int) throws -> Int {
    try run(
      """
      DELETE FROM daily_totals WHERE (trace_id, day, outcome, user_id) IN (
        SELECT trace_id, day, outcome, user_id FROM daily_totals WHERE trace_id = ? AND day < ?
        LIMIT \(Session.most))
      """,
      [traceID, day])
  }

  // MARK: Sessions, links, calls with a key

  func removeSessions(at now: Instant) throws -> Int {
    try removeSessions(
      unusedSince: now.advanced(byMilliseconds: -Limits.sessionTime.unused),
      createdBefore: now.advanced(byMilliseconds: -Limits.sessionTime.inAll))
  }

  func removeSessions(unusedSince idle: Instant, createdBefore absolute: Instant) throws -> Int {
    try run(
      """
      DELETE FROM sessions WHERE secret_hash IN (
        SELECT secret_hash FROM sessions WHERE last_used_at <= ? OR created_at <= ?
        LIMIT \(Session.most))
      """,
      [idle.milliseconds, absolute.milliseconds])
  }

  func removeLinks(at now: Instant) throws -> Int {
    try run(
      """
      DELETE FROM sign_in_links WHERE nonce IN (
        SELECT nonce FROM sign_in_links WHERE expires_at < ? LIMIT \(Session.most))
      """,
      [now.advanced(byMilliseconds: -Limits.spentLinkTime).milliseconds])
  }

  func removeCalls(at now: Instant) throws -> Int {
    try removeCalls(
      "began_at < ?",
      [now.advanced(byMilliseconds: -Limits.keptCall).milliseconds])
  }

  func usersWithManyCalls() throws -> [String] {
    try all(
      "SELECT user_id FROM idempotency_keys GROUP BY user_id HAVING count(*) > ?",
      [Limits.keptCalls]
    ) { try $0.text(0) }
  }

  func removeSurplusCalls(of userID: String) throws -> Int {
    try removeCalls(
      """
      user_id = ?1 AND began_at < (
        SELECT began_at FROM idempotency_keys WHERE user_id = ?1
        ORDER BY began_at DESC LIMIT 1 OFFSET ?2)
      """,
      [userID, Limits.keptCalls - 1])
  }

  private func removeCalls(
    _ condition: String, _ arguments: Values
  ) throws -> Int {
    try run(
      """
      DELETE FROM idempotency_keys WHERE (user_id, route, key) IN (
        SELECT user_id, route, key FROM idempotency_keys WHERE \(condition)
        LIMIT \(Session.most))
      """,
      arguments)
  }
}
