package import Scheduling

extension DueRow {
  /// Why it does not run any more, since it waited too long: planned in time or caught up, it was left
  /// waiting by a server that went down, or had too much to do.
  /// - Parameter isSuperseded: whether a later row of its automation is caught up, or, where it is told
  ///   `true`, has come and waits too. Asked where it matters.
  /// - Parameter areEnoughLater: whether `Limits.caughtUp` later rows of its automation wait.
  ///   Asked where it matters.
  /// - Returns: `nil` where it may run.
  package func reasonOfBeingMissed(
    at now: Instant, isSuperseded: (_ byAnyDue: Bool) throws -> Bool,
    areEnoughLater: () throws -> Bool
  ) rethrows -> Reason? {
    let isOverdue = isOverdue(at: now)
    let lateness = now.milliseconds(since: plannedAt)
    // What waited for the run before it is late by right, though not for ever.
    let days = isOverdue ? policies.catchUpDays : max(policies.catchUpDays, 1)
    if lateness > policies.grace, lateness > Int64(days) * 86_400_000 {
      return .missedLongAgo(policies)
    }
    switch policies.missed {
    case .all:
      return try (late || isOverdue) && areEnoughLater() ? .missedBeforeTheLatestOnes : nil
    case .skip: return isOverdue ? .missedAndSkipped : nil
    case .once:
      // What is caught up, or waited for the run before it, is late by right, unless a later one had
      // to be caught up.
      return try isSuperseded(isOverdue && !late) ? .missedBeforeTheLatest : nil
    }
  }
}
