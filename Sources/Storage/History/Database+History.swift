package import Automations
package import Scheduling

extension Database: History {
  package func insertManualRun(_ run: NewManualRun, by act: Act) async throws -> Bool {
    let workflow = run.workflow.map(WorkflowText.init)
    return try await write(bytes: workflow?.body.utf8.count ?? 0) { db in
      guard let trace = try db.ownedTrace(run.traceID, in: act.scope) else { return false }
      if try db.exists("SELECT 1 FROM runs WHERE id = ?", [run.runID]) { return true }
      let occurrenceID =
        if let workflow {
          try db.insertManualRow(of: trace, workflow, run)
        } else {
          try db.insertManualRow(ofDeployed: trace, at: run.requestedAt)
        }
      guard let occurrenceID else { return false }
      try db.run(
        "INSERT INTO runs (occurrence_id, id) VALUES (?, ?)", [occurrenceID, run.runID])
      return true
    }
  }

  package func insertRerun(
    of runID: String, as newID: String, by act: Act
  ) async throws -> Bool {
    try await write { db in try db.insertRerun(of: runID, as: newID, at: act.at, in: act.scope) }
  }

  package func areWaitingByHand(
    _ count: Int, of traceID: String, in scope: Scope
  ) async throws -> Bool {
    var conditions = Conditions(scope)
    conditions.add("trace_id = ?", traceID)
    return try read { db in
      try db.exists(
        """
        SELECT 1 FROM occurrences \(conditions.and("outcome IS NULL AND manual = 1"))
        LIMIT 1 OFFSET ?
        """,
        conditions.arguments + [count - 1])
    }
  }

  package func cancel(
    _ runID: String, because reason: Reason, by act: Act
  ) async throws -> Cancellation? {
    try await write { db in
      guard let run = try db.open(runID, in: act.scope) else { return nil }
      if let outcome = run.outcome { return .hadEnded(outcome) }
      let step = try db.end(run.occurrenceID, because: reason, at: act.at)
      return .ended(
        EndedRun(traceID: run.traceID, runID: runID, reason: reason, step: step))
    }
  }

  package func settle(
    _ runID: String, _ settlement: Settlement, by act: Act
  ) async throws -> Bool {
    try await write { db in try db.settle(runID, settlement, in: act.scope) }
  }

  package func runs(
    of traceID: String, _ window: Window, in scope: Scope
  ) async throws -> Listing<Run> {
    var conditions = Conditions(scope, column: "o.user_id")
    conditions.add("o.trace_id = ?", traceID)
    return try read { db in
      let total = try db.count(
        "SELECT count(*) FROM \(Run.tables) \(conditions.sql)", conditions.arguments)
      let rows = conditions.after(window.cursor)
      return try db.listing(
        """
        SELECT \(Run.columns(window.detail)) FROM \(Run.tables) \(rows.sql)
        ORDER BY o.scheduled_at DESC, o.id DESC LIMIT ? OFFSET ?
        """,
        rows.arguments, window, total: total, weight: \.reasonBytes
      ) { row in
        let run = try Run(row, steps: [])
        return (run, ListCursor(run.scheduledAt, row: try row.integer(Run.idColumn)))
      }
    }
  }

  package func traceID(ofRun id: String, in scope: Scope) async throws -> String? {
    try read { try $0.open(id, in: scope)?.traceID }
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
      let total = try db.count(
        "SELECT count(*) FROM occurrences AS o \(conditions.sql)", conditions.arguments)
      let rows = conditions.after(window.cursor)
      return try db.listing(
        """
        SELECT \(Occurrence.columns(window.detail)) FROM \(Occurrence.tables) \(rows.sql)
        ORDER BY o.scheduled_at DESC, o.id DESC LIMIT ? OFFSET ?
        """,
        rows.arguments, window, total: total, weight: \.reasonBytes
      ) { row in
        let occurrence = try Occurrence(row)
        return (occurrence, ListCursor(occurrence.scheduledAt, row: Int(occurrence.id)))
      }
    }
  }

  package func totals(
    of traceID: String, since: Instant, in scope: Scope
  ) async throws -> [DailyTotal] {
    try read { try $0.totals(of: traceID, since: since, in: scope) }
  }
}

extension Session {
  /// - Returns: the row's id.
  fileprivate func insertManualRow(
    of trace: OwnedTrace, _ workflow: WorkflowText, _ run: NewManualRun
  ) throws -> Int? {
    try first(
      """
      INSERT INTO occurrences (trace_id, user_id, workflow, scheduled_at, manual, due_at, rehearses)
      VALUES (?1, ?2, ?3, ?4, 1, ?4, ?5)
      RETURNING id
      """,
      [
        trace.id, trace.userID, try keep(workflow, of: trace, madeFrom: run.workflowRevision),
        run.requestedAt.milliseconds, run.rehearses?.milliseconds,
      ]
    ) { try $0.integer(0) }
  }

  /// - Returns: the row's id; `nil` where no version is deployed.
  fileprivate func insertManualRow(ofDeployed trace: OwnedTrace, at time: Instant) throws -> Int? {
    try first(
      """
      INSERT INTO occurrences
        (trace_id, user_id, version, workflow, scheduled_at, manual, due_at)
      SELECT v.trace_id, ?1, v.number, v.workflow, ?2, 1, ?2
      FROM automations AS a JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
      WHERE a.trace_id = ?3 AND a.user_id = ?1
      RETURNING id
      """,
      [trace.userID, time.milliseconds, trace.id]
    ) { try $0.integer(0) }
  }
}

extension Run {
  fileprivate var reasonBytes: Int { reason?.words.utf8.count ?? 0 }
}

extension Occurrence {
  fileprivate var reasonBytes: Int { reason?.words.utf8.count ?? 0 }
}

extension ListCursor {
  /// Behind a row of a list that is in the order of instants.
  init(_ instant: Instant, row: Int) {
    self.init(key: String(instant.milliseconds), row: Int64(row))
  }
}

extension Conditions {
  /// What comes behind a place in the ledger, the latest instant first: nothing behind one that is
  /// of another list.
  fileprivate func after(_ cursor: ListCursor?) -> Conditions {
    guard let cursor else { return self }
    var conditions = self
    conditions.add("(o.scheduled_at, o.id) < (?, ?)", Int64(cursor.key) ?? .min, cursor.row)
    return conditions
  }
}
