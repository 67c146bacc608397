package import Automations
import OrderedJSON
package import Scheduling

extension Database: Ledger {
  package func nextWork() async throws -> NextWork {
    try read { db in
      try db.first(
        """
        SELECT (SELECT min(plan_at) FROM automations WHERE plan_at IS NOT NULL),
          (SELECT min(due_at) FROM occurrences WHERE outcome IS NULL)
        """
      ) { NextWork(planAt: $0.instantIfAny(0), dueAt: $0.instantIfAny(1)) }
        ?? NextWork(planAt: nil, dueAt: nil)
    }
  }

  package func due(at now: Instant, limit: Int) async throws -> [PlannedAutomation] {
    // The one that writes has the pages warm that the plans change; a reader's grow cold with each
    // commit.
    try await write { db in
      try db.plannedAutomations(
        "WHERE a.plan_at <= ? ORDER BY a.plan_at LIMIT ?", [now.milliseconds, limit])
    }
  }

  package func automation(_ traceID: String) async throws -> PlannedAutomation? {
    try read { db in
      try db.plannedAutomations("WHERE a.trace_id = ? AND a.plan_at IS NOT NULL", [traceID]).first
    }
  }

  package func planned(after traceID: String?, limit: Int) async throws -> [PlannedAutomation] {
    try read { db in
      try db.plannedAutomations(
        "WHERE a.trace_id > ? AND a.plan_at IS NOT NULL ORDER BY a.trace_id LIMIT ?",
        [traceID ?? "", limit])
    }
  }

  package func schedule(of traceID: String, version: Int) async throws -> StoredSchedule? {
    do {
      return try read { db in
        try db.first(
          """
          SELECT \(StoredSchedule.columns) FROM versions AS v WHERE trace_id = ? AND number = ?
          """,
          [traceID, version], read: StoredSchedule.init)
      }
    } catch StorageFault.unreadable {
      return nil
    }
  }

  package func plan(_ plans: [Plan], at now: Instant) async throws -> [String: Finished] {
    guard !plans.isEmpty else { return [:] }
    return try await write { db in
      try db.mark(now)
      var written: [String: Finished] = [:]
      for plan in plans { written[plan.basis.traceID] = try db.plan(plan, at: now) }
      return written
    }
  }

  package func claim(_ request: ClaimRequest) async throws -> ClaimBatch {
    try await write { try $0.claim(request) }
  }

  package func park(_ claim: Claim.Key, until time: Instant) async throws -> Bool {
    try await write { try $0.park(claim, until: time) }
  }

  package func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key> {
    try await write { db in
      Set(
        try claims.filter { claim in
          try db.run(
            "UPDATE occurrences SET due_at = ? WHERE \(Session.isHeld)",
            [lease.milliseconds, claim.occurrenceID, claim.epoch]) > 0
        })
    }
  }

  package func mendTimes(
    holding: [Claim.Key], at now: Instant, lease: Instant, retry: Instant
  ) async throws {
    try await write { db in
      try db.run(
        """
        UPDATE occurrences SET due_at = ?1
        WHERE outcome IS NULL AND \(Session.isLeased) AND due_at > ?2
          AND id NOT IN (\(db.dialect.integers("?3")))
        """,
        [now.milliseconds, lease.milliseconds, holding.occurrenceIDs])
      try db.run(
        """
        UPDATE steps SET retry_at = ?1 WHERE retry_at > ?1 AND occurrence_id IN (
          SELECT id FROM occurrences
          WHERE outcome IS NULL AND \(Session.isParked) AND due_at > ?1)
        """,
        [retry.milliseconds])
      try db.run(
        """
        UPDATE occurrences SET due_at = ?1
        WHERE outcome IS NULL AND \(Session.isParked) AND due_at > ?1 AND answer_until IS NULL
        """,
        [retry.milliseconds])
      try db.mendWaits(at: now)
      try db.run(
        """
        UPDATE occurrences SET due_at = ?1
        WHERE outcome IS NULL AND due_at > ?1 AND due_at < ?2 AND claimed_by IS NULL
          AND (manual = 1 OR scheduled_at <= ?1 AND due_at - scheduled_at > ?3)
        """,
        [now.milliseconds, Session.never, Limits.spreadSeconds.upperBound * 1000])
    }
  }

  package func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool {
    let request = attempt.request.serialized
    let notices = JSON.array(attempt.notices.map(JSON.string))
    let kept = attempt.notices.isEmpty ? nil : notices.serialized
    return try await write(bytes: request.utf8.count) {
      try $0.begin(attempt, request: request, notices: kept, of: claim)
    }
  }

  package func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool {
    let (response, value) = (attempt.response?.serialized, attempt.result?.serialized)
    return try await write(bytes: (response?.utf8.count ?? 0) + (value?.utf8.count ?? 0)) {
      try $0.end(attempt, response: response, value: value, of: claim)
    }
  }

  package func finish(
    _ claim: Claim.Key, _ end: RunEnd, at now: Instant
  ) async throws -> Finished? {
    try await write { try $0.finish(claim, end, at: now) }
  }
}
