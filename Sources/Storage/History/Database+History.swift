import GRDB
import Scheduling
package import Workflows

extension Database: History {
  package func insertManualRun(_ run: NewManualRun, in scope: Scope) async throws -> Bool {
    try await write { db in
      guard let userID = try db.owner(ofTrace: run.traceID, scope) else { return false }
      if try db.exists("SELECT 1 FROM runs WHERE id = ?", [run.runID]) { return true }
      let time = run.requestedAt.milliseconds
      try db.run(
        """
        INSERT INTO occurrences
          (trace_id, user_id, version, workflow, scheduled_at, manual, due_at)
        VALUES (?, ?, ?, ?, ?, 1, ?)
        """,
        [
          run.traceID, userID, run.version, try db.keep(run.workflow, of: run.traceID), time, time,
        ])
      try db.run(
        "INSERT INTO runs (occurrence_id, id) VALUES (last_insert_rowid(), ?)", [run.runID])
      return true
    }
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
    try read { db in
      try db.first(
        """
        SELECT \(Run.columns) FROM \(Run.tables)
        WHERE r.id = ? AND o.user_id = coalesce(?, o.user_id)
        """,
        [id, scope.userID]
      ) { row in
        let occurrenceID = Int64(try row.integer(Run.columnCount - 1))
        return try Run(row, steps: try db.steps(ofRun: occurrenceID))
      }
    }
  }

  package func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<Occurrence> {
    var conditions = Conditions(scope, column: "o.user_id")
    conditions.add("o.trace_id = ?", traceID)
    conditions.add("o.outcome = ?", filter.outcome?.rawValue)
    conditions.add("coalesce(o.until, o.scheduled_at) >= ?", filter.from?.milliseconds)
    conditions.add("o.scheduled_at <= ?", filter.to?.milliseconds)
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
}
