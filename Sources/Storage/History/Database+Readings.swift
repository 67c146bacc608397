package import Automations
package import Scheduling

extension Database: ReadingStore {
  package func readings(at now: Instant) async throws -> Readings {
    let (databaseBytes, logBytes) = (FileSize.of(path), FileSize.of(path + "-wal"))
    return try read { db in
      let rows = try db.waiting(
        """
        SELECT count(*), min(due) FROM (
          SELECT due_at AS due FROM occurrences
          WHERE outcome IS NULL AND due_at <= ?
            AND (claimed_by IS NULL OR \(Session.isParked))
          UNION ALL
          SELECT scheduled_at FROM occurrences
          WHERE outcome IS NULL AND due_at = \(Session.never)) AS waiting
        """, at: now)
      let automations = try db.waiting(
        "SELECT count(*), min(plan_at) FROM automations WHERE plan_at <= ?", at: now)
      return Readings(
        waiting: rows.count + automations.count,
        oldestDueAt: [rows.oldest, automations.oldest].compactMap(\.self).min(),
        databaseBytes: databaseBytes, logBytes: logBytes)
    }
  }
}

extension Session {
  fileprivate func waiting(_ sql: String, at now: Instant) throws -> (count: Int, oldest: Instant?)
  {
    try first(sql, [now.milliseconds]) { (try $0.integer(0), $0.instantIfAny(1)) } ?? (0, nil)
  }
}
