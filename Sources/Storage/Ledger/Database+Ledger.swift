import GRDB
package import Scheduling
package import Workflows

extension Database: Ledger {
  package func due(at now: Instant, limit: Int) async throws -> [DueAutomation] {
    try read { db in
      try db.all(
        """
        SELECT \(DueAutomation.columns) FROM \(Version.deployedTables)
        WHERE a.next_run_at <= ? ORDER BY a.next_run_at LIMIT ?
        """,
        [now.milliseconds, limit], read: DueAutomation.init)
    }
  }

  package func nextInstant() async throws -> Instant? {
    try read { db in
      try db.first("SELECT min(next_run_at) FROM automations WHERE next_run_at IS NOT NULL") {
        $0.instantIfAny(0)
      } ?? nil
    }
  }

  package func planned(after traceID: String?, limit: Int) async throws -> [DueAutomation] {
    try read { db in
      try db.all(
        """
        SELECT \(DueAutomation.columns) FROM \(Version.deployedTables)
        WHERE a.trace_id > ? AND a.next_run_at IS NOT NULL ORDER BY a.trace_id LIMIT ?
        """,
        [traceID ?? "", limit], read: DueAutomation.init)
    }
  }

  package func plan(_ plan: Plan) async throws {
    try await write { try $0.plan(plan) }
  }

  package func claim(
    limit: Int, by worker: String, at now: Instant, lease: Instant
  ) async throws -> [Claim] {
    try await write { try $0.claim(limit: limit, by: worker, at: now, lease: lease) }
  }

  package func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key> {
    try await write { db in
      Set(
        try claims.filter { claim in
          try db.run(
            "UPDATE occurrences SET due_at = ? WHERE \(SQLiteConnection.isHeld)",
            [lease.milliseconds, claim.occurrenceID, claim.epoch]) > 0
        })
    }
  }

  package func hasEarlierRun(than claim: Claim.Key, of traceID: String) async throws -> Bool {
    try read { db in
      try db.exists(
        """
        SELECT 1 FROM occurrences
        WHERE trace_id = ? AND outcome IS NULL AND claimed_by IS NOT NULL
          AND scheduled_at < (SELECT scheduled_at FROM occurrences WHERE id = ?)
        """,
        [traceID, claim.occurrenceID])
    }
  }

  package func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool {
    let request = attempt.request.serialized
    return try await write { try $0.begin(attempt, request: request, of: claim) }
  }

  package func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool {
    let (response, result) = (attempt.response?.serialized, attempt.result?.serialized)
    return try await write {
      try $0.end(attempt, response: response, result: result, of: claim)
    }
  }

  package func finish(
    _ claim: Claim.Key, outcome: Outcome, reason: Reason?, at now: Instant
  ) async throws -> Bool {
    try await write { try $0.finish(claim, outcome: outcome, reason: reason, at: now) }
  }

  package func release(_ claims: [Claim.Key]) async throws {
    try await write { db in
      for claim in claims { try db.release(claim) }
    }
  }
}
