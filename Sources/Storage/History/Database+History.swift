package import Automations
import GRDB
package import Scheduling

extension Database: History {
  package func insertManualRun(_ run: NewManualRun, in scope: Scope) async throws -> Bool {
    try await write { db in
      guard let trace = try db.ownedTrace(run.traceID, in: scope) else { return false }
      if try db.exists("SELECT 1 FROM runs WHERE id = ?", [run.runID]) { return true }
      let time = run.requestedAt.milliseconds
      try db.run(
        """
        INSERT INTO occurrences
          (trace_id, user_id, version, workflow, scheduled_at, manual, due_at)
        VALUES (?, ?, ?, ?, ?, 1, ?)
        """,
        [
          trace.id, trace.userID, run.version, try db.keep(run.workflow, of: trace.id), time, time,
        ])
      try db.run(
        "INSERT INTO runs (occurrence_id, id) VALUES (last_insert_rowid(), ?)", [run.runID])
      return true
    }
  }

  package func insertRerun(
    of runID: String, as newID: String, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    try await write { db in try db.insertRerun(of: runID, as: newID, at: now, in: scope) }
  }

  package func cancel(
    _ runID: String, because reason: Reason, at now: Instant, in scope: Scope
  ) async throws -> Cancellation? {
    try await write { db in
      guard let run = try db.open(runID, in: scope) else { return nil }
      if let outcome = run.outcome { return .hadEnded(outcome) }
      let step = try db.end(run.occurrenceID, because: reason, at: now)
      return .ended(
        EndedRun(traceID: run.traceID, runID: runID, reason: reason, step: step))
    }
  }

  package func settle(
    _ runID: String, _ settlement: Settlement, in scope: Scope
  ) async throws -> Bool {
    try await write { db in try db.settle(runID, settlement, in: scope) }
  }

  package func runs(
    of traceID: String, _ window: Window, in scope: Scope
  ) async throws -> Listing<Run> {
    var conditions = Conditions(scope, column: "o.user_id")
    conditions.add("o.trace_id = ?", traceID)
    return try read { db in
      let elements = try db.all(
        """
        SELECT \(Run.columns) FROM \(Run.tables) \(conditions.sql)
        ORDER BY o.scheduled_at DESC, o.id DESC LIMIT ? OFFSET ?
        """,
        conditions.arguments + [window.limit, window.offset]
      ) { try Run($0, steps: []) }
      let total = try db.count(
        "SELECT count(*) FROM \(Run.tables) \(conditions.sql)", conditions.arguments)
      return Listing(elements: elements, total: total)
    }
  }

  package func run(_ id: String, in scope: Scope) async throws -> Run? {
    try read { db in try db.run(id, steps: 1...Int.max, in: scope)?.run }
  }

  package func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<Occurrence> {
    var conditions = Conditions(scope, column: "o.user_id")
    conditions.add("o.trace_id = ?", traceID)
    conditions.add("o.outcome = ?", filter.outcome?.rawValue)
    conditions.add("o.reason_code = ?", filter.reasonCode?.rawValue)
    conditions.add("coalesce(o.until, o.scheduled_at) >= ?", filter.from?.milliseconds)
    conditions.add("o.scheduled_at <= ?", filter.to?.milliseconds)
    conditions.add("o.manual = ?", filter.manual)
    return try read { db in
      let elements = try db.all(
        """
        SELECT \(Occurrence.columns) FROM \(Occurrence.tables) \(conditions.sql)
        ORDER BY o.scheduled_at DESC, o.id DESC LIMIT ? OFFSET ?
        """,
        conditions.arguments + [window.limit, window.offset], read: Occurrence.init)
      let total = try db.count(
        "SELECT count(*) FROM occurrences AS o \(conditions.sql)", conditions.arguments)
      return Listing(elements: elements, total: total)
    }
  }

  package func totals(
    of traceID: String, since: Instant, in scope: Scope
  ) async throws -> [DailyTotal] {
    try read { try $0.totals(of: traceID, since: since, in: scope) }
  }
}
