import Automations
import OrderedJSON
import Scheduling

// Messages that are over and go: as many and for as long as an automation's runs are kept.
extension Session {
  func usersWithOldMessages(_ count: Int, _ oldest: Instant) throws -> [String] {
    try all(
      """
      SELECT user_id FROM notification_messages
      GROUP BY user_id HAVING min(at) < ? OR count(*) > ?
      """,
      [oldest.milliseconds, count]
    ) { try $0.text(0) }
  }

  /// Those that wait to be delivered stay, and the questions by which a day's are counted.
  func removeMessages(
    of userID: String, _ count: Int, _ oldest: Instant, at now: Instant
  ) throws -> Int {
    let kept = """
      coalesce((SELECT at FROM notification_messages WHERE user_id = ?1
        ORDER BY at DESC LIMIT 1 OFFSET ?3), ?2)
      """
    return try run(
      """
      DELETE FROM notification_messages WHERE id IN (
        SELECT id FROM notification_messages AS m
        WHERE user_id = ?1 AND at < \(dialect.greatest("?2", kept)) AND NOT EXISTS (
          SELECT 1 FROM notification_deliveries WHERE message_id = m.id AND outcome IS NULL)
          AND NOT (kind = 'confirmation' AND at > ?4)
        LIMIT \(Limits.prunedAtOnce.rows))
      """,
      [
        userID, oldest.milliseconds, max(count - 1, 0),
        now.advanced(bySeconds: -Session.dayOfConfirmations).milliseconds,
      ])
  }
}
