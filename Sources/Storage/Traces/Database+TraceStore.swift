package import Automations
import GRDB
package import Scheduling

extension Database: TraceStore {
  package func insert(_ trace: NewTrace) async throws {
    let data = TraceText(trace.draft.traceData)
    try await write { try $0.insert(trace, data) }
  }

  package func upsert(_ trace: NewTrace) async throws -> (id: String, isNew: Bool) {
    let data = TraceText(trace.draft.traceData)
    return try await write { db in
      guard let known = try db.newestTrace(like: trace) else {
        try db.insert(trace, data)
        return (trace.id, true)
      }
      try db.update(known, name: trace.draft.name, at: trace.createdAt)
      try db.update(known, data, at: trace.createdAt)
      return (known.id, false)
    }
  }

  package func update(
    _ id: String, _ change: TraceChange, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    let data = change.traceData.map(TraceText.init)
    return try await write { db in
      guard let trace = try db.ownedTrace(id, in: scope) else { return false }
      try db.update(trace, name: change.name, at: now)
      if let data { try db.update(trace, data, at: now) }
      return true
    }
  }

  package func delete(
    _ id: String, at now: Instant, in scope: Scope
  ) async throws -> Deletion? {
    try await write { db in
      guard let trace = try db.ownedTrace(id, in: scope) else { return nil }
      let reason = Reason(.withdrawn, "The automation was deleted.")
      let deletion = Deletion(
        withdrawn: try db.withdraw(from: trace, .cancelled, reason),
        ended: try db.endAll(of: trace, because: reason, at: now))
      try db.keepTotals(where: "trace_id = ? AND user_id = ?", [trace.id, trace.userID])
      try db.run(
        "DELETE FROM automation_traces WHERE id = ? AND user_id = ?", [trace.id, trace.userID])
      return deletion
    }
  }

  package func trace(_ id: String, in scope: Scope) async throws -> Trace? {
    try read { db in
      try db.first(
        """
        SELECT \(Trace.columns) FROM \(TraceSummary.tables)
        WHERE t.id = ? AND t.user_id = coalesce(?, t.user_id)
        """,
        [id, scope.userID], read: Trace.init)
    }
  }

  package func summary(_ id: String, in scope: Scope) async throws -> TraceSummary? {
    try read { db in
      try db.first(
        """
        SELECT \(TraceSummary.columns) FROM \(TraceSummary.tables)
        WHERE t.id = ? AND t.user_id = coalesce(?, t.user_id)
        """,
        [id, scope.userID], read: TraceSummary.init)
    }
  }

  package func newestTrace(ofThread threadID: String, in scope: Scope) async throws -> Trace? {
    var conditions = Conditions(scope, column: "t.user_id")
    conditions.add("t.thread_id = ?", threadID)
    return try read { db in
      try db.first(
        """
        SELECT \(Trace.columns) FROM \(TraceSummary.tables) \(conditions.sql)
        ORDER BY t.created_at DESC, t.rowid DESC LIMIT 1
        """,
        conditions.arguments, read: Trace.init)
    }
  }

  package func summaries(_ query: TraceQuery) async throws -> Listing<TraceSummary> {
    var conditions = Conditions(query.scope, column: "t.user_id")
    conditions.add("t.provider_id = ?", query.providerID)
    conditions.add("t.deployment_status = ?", query.status?.rawValue)
    return try read { db in
      let elements = try db.all(
        """
        SELECT \(TraceSummary.columns) FROM \(TraceSummary.tables) \(conditions.sql)
        ORDER BY t.created_at DESC, t.rowid DESC LIMIT ? OFFSET ?
        """,
        conditions.arguments + [query.window.limit, query.window.offset], read: TraceSummary.init)
      let total = try db.count(
        "SELECT count(*) FROM automation_traces AS t \(conditions.sql)", conditions.arguments)
      return Listing(elements: elements, total: total)
    }
  }
}
