package import Automations
import Scheduling

// The rest of `History`: what is read over many automations, and runs in part.
extension Database {
  package func runs(
    _ filter: RunFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<ListedRun> {
    try read { db in
      // The rows of one automation are few; its owner may have very many others.
      let owner = filter.traceID == nil ? "o.user_id" : db.dialect.unindexed("o.user_id")
      var conditions = Conditions(scope, column: owner)
      conditions.add("o.trace_id = ?", filter.traceID)
      conditions.add("o.outcome = ?", filter.outcome?.rawValue)
      // Rows are written in the order in which they come up, so the index of them is in order.
      let elements = try db.all(
        """
        SELECT \(Run.columns(window.detail)), o.user_id, \(Excerpt.sql("t.name")), a.default_name,
          a.entry_count, a.step_count, a.time_zone
        FROM \(Run.tables)
        JOIN automation_traces AS t ON t.id = o.trace_id
        JOIN automations AS a ON a.trace_id = o.trace_id
        \(conditions.and(Run.ran)) ORDER BY o.id DESC LIMIT ? OFFSET ?
        """,
        conditions.arguments + [window.limit, window.offset]
      ) { row in
        ListedRun(
          run: try Run(row, steps: []),
          traceName: Automation.displayName(
            row.textIfAny(Run.columnCount + 1), row.textIfAny(Run.columnCount + 2),
            entryCount: try row.integer(Run.columnCount + 3),
            stepCount: try row.integer(Run.columnCount + 4)),
          userID: try row.text(Run.columnCount),
          timeZoneName: row.textIfAny(Run.columnCount + 5))
      }
      let total = try db.count(
        "SELECT count(*) FROM occurrences AS o \(conditions.and(Run.ran))", conditions.arguments)
      return Listing(elements: elements, total: total)
    }
  }

  package func run(
    _ id: String, steps: ClosedRange<Int>, in scope: Scope
  ) async throws -> RunExcerpt? {
    try read { db in
      guard let (run, next, occurrenceID) = try db.run(id, steps: steps, in: scope) else {
        return nil
      }
      let trouble = try db.first(
        """
        SELECT number FROM steps WHERE occurrence_id = ? AND outcome IN ('failed', 'unknown')
        ORDER BY number % \(StepPlace.loopDivisor), number LIMIT 1
        """,
        [occurrenceID]
      ) { StepPlace(number: try $0.integer(0)) }
      return RunExcerpt(
        run: run, next: next,
        last: try db.lastPlace(ofRun: occurrenceID).flatMap {
          try db.step(ofRun: occurrenceID, at: $0)
        },
        trouble: try trouble.flatMap { try db.step(ofRun: occurrenceID, at: $0) },
        repeatedBy: try db.first(
          "SELECT id FROM runs WHERE rerun_of = ? ORDER BY occurrence_id DESC LIMIT 1", [id]
        ) { try $0.text(0) })
    }
  }

  package func notices(
    of traceID: String?, _ window: Window, in scope: Scope
  ) async throws -> Listing<AutomationNotice> {
    var conditions = Conditions(scope)
    conditions.add("trace_id = ?", traceID)
    return try read { db in
      let total = try db.count(
        "SELECT count(*) FROM notices \(conditions.sql)", conditions.arguments)
      var rows = conditions
      if let cursor = window.cursor {
        rows.add("(at, id) < (?, ?)", Int64(cursor.key) ?? .min, cursor.row)
      }
      let words = window.detail == .whole ? "words" : Excerpt.sql("words")
      return try db.listing(
        """
        SELECT trace_id, at, kind, \(words), id FROM notices \(rows.sql)
        ORDER BY at DESC, id DESC LIMIT ? OFFSET ?
        """,
        rows.arguments, window, total: total, weight: \.words.utf8.count
      ) { row in
        let notice = AutomationNotice(
          traceID: try row.text(0), at: try row.instant(1), kind: try row.name(2),
          words: try row.text(3))
        return (notice, ListCursor(notice.at, row: try row.integer(4)))
      }
    }
  }
}

extension Run {
  /// Of the rows of the ledger, those that have a run; the indices of them have the same term.
  static let ran = "(epoch > 0 OR manual = 1)"
}

extension Session {
  /// How many steps the workflow of a row has. The range lets SQLite take the index that has the
  /// count, so that the body is not walked through.
  private static let stepCount = """
    (SELECT step_count FROM workflows
      WHERE trace_id = o.trace_id AND number BETWEEN o.workflow AND o.workflow)
    """

  /// Where the step stands that began last; in loops one step comes after others of the next element.
  fileprivate func lastPlace(ofRun occurrenceID: Int64) throws -> StepPlace? {
    let greatest = try first(
      "SELECT number FROM steps WHERE occurrence_id = ? ORDER BY number DESC LIMIT 1",
      [occurrenceID]
    ) { StepPlace(number: try $0.integer(0)) }
    guard let greatest, greatest.element != nil else { return greatest }
    return try first(
      """
      SELECT number FROM steps WHERE occurrence_id = ?
      ORDER BY CASE WHEN outcome IS NULL THEN 0 ELSE 1 END, number % \(StepPlace.loopDivisor) DESC,
        number DESC LIMIT 1
      """,
      [occurrenceID]
    ) { StepPlace(number: try $0.integer(0)) }
  }

  /// A run with the steps of these numbers, the first that there was no room for, and the row that it
  /// is of.
  fileprivate func run(
    _ id: String, steps: ClosedRange<Int>, in scope: Scope
  ) throws -> (run: Run, next: Int?, occurrenceID: Int64)? {
    try first(
      """
      SELECT \(Run.columns()), \(Session.stepCount) FROM \(Run.tables)
      WHERE r.id = ? AND o.user_id = coalesce(CAST(? AS TEXT), o.user_id)
      """,
      [id, scope.userID]
    ) { row in
      let occurrenceID = Int64(try row.integer(Run.idColumn))
      let (records, next) = try self.steps(ofRun: occurrenceID, steps)
      let run = try Run(row, steps: records, stepCount: row.integerIfAny(Run.columnCount))
      return (run, next, occurrenceID)
    }
  }
}
