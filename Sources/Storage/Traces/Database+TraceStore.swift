package import Automations
import OrderedJSON
import Scheduling
package import Workflows

extension Database: TraceStore {
  package func insert(_ trace: NewTrace, by act: Act) async throws {
    let data = TraceText(trace.recording.recording)
    try await write(bytes: data.text.utf8.count) { try $0.insert(trace, data) }
  }

  package func upsert(_ trace: NewTrace, by act: Act) async throws -> (id: String, isNew: Bool) {
    let data = TraceText(trace.recording.recording)
    return try await write(bytes: data.text.utf8.count) { db in
      let known = try db.newestTrace(like: trace)
      try db.check(trace.recording.basis, against: known)
      guard let known else {
        try db.insert(trace, data)
        return (trace.id, true)
      }
      try db.update(known, name: trace.draft.name, at: trace.createdAt)
      try db.update(known, data, trace.recording, at: trace.createdAt)
      return (known.id, false)
    }
  }

  package func update(
    _ id: String, _ change: RecordedChange, by act: Act
  ) async throws -> Bool {
    let data = change.recording.map { ($0, TraceText($0.recording)) }
    return try await write(bytes: data?.1.text.utf8.count ?? 0) { db in
      guard let trace = try db.ownedTrace(id, in: act.scope),
        try db.isNamed(change.seenName, trace)
      else { return false }
      if let (recording, text) = data {
        try db.check(recording.basis, against: trace)
        try db.update(trace, text, recording, at: act.at)
      }
      try db.update(trace, name: change.name, at: act.at)
      return true
    }
  }

  package func delete(_ id: String, by act: Act) async throws -> Deletion? {
    guard let trace = try read({ try $0.ownedTrace(id, in: act.scope) }) else { return nil }
    // A long history goes a part at a time, and so does what waits or goes on; where that is cut off,
    // the trace is there still.
    try await removeEndedRows(of: trace)
    var open = Deletion(withdrawn: [], ended: [])
    while case let part = try await write({ try $0.endOpenRows(of: trace, at: act.at) }),
      !part.withdrawn.isEmpty || !part.ended.isEmpty
    {
      open = open + part
    }
    try await removeEndedRows(of: trace)
    _ = try await removeUnusedVersions(of: trace.id)
    return try await write(bytes: Limits.bodyBytes) { [open] db in
      guard try db.ownedTrace(id, in: act.scope) != nil else { return nil }
      let deletion = open + (try db.endOpenRows(of: trace, at: act.at))
      for row in [SecretRow.trace(trace.id), .schedule(trace.id)] {
        try db.forgetSecrets(in: row, of: trace.userID)
      }
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
        SELECT \(Trace.columns(db.dialect)), \(CurrentRun.columns)
        FROM \(Automation.tables) \(CurrentRun.join)
        WHERE t.id = ? AND t.user_id = coalesce(CAST(? AS TEXT), t.user_id)
        """,
        [id, scope.userID]
      ) { try Trace($0, current: CurrentRun($0, Trace.columnCount)) }
    }
  }

  package func automation(_ id: String, in scope: Scope) async throws -> Automation? {
    try read { db in
      try db.first(
        """
        SELECT \(Automation.columns(db.dialect)) FROM \(Automation.tables)
        WHERE t.id = ? AND t.user_id = coalesce(CAST(? AS TEXT), t.user_id)
        """,
        [id, scope.userID]
      ) { try Automation($0) }
    }
  }

  package func newestTrace(ofThread threadID: String, in scope: Scope) async throws -> Trace? {
    var conditions = Conditions(scope)
    conditions.add("thread_id = ?", threadID)
    return try read { db in
      // The newest is found first: who sorts the rows themselves reads the entries of all.
      try db.first(
        """
        SELECT \(Trace.columns(db.dialect)) FROM \(Automation.tables) WHERE t.id = (
          SELECT id FROM automation_traces \(conditions.sql)
          ORDER BY created_at DESC, sequence DESC LIMIT 1)
        """,
        conditions.arguments
      ) { try Trace($0) }
    }
  }

  package func newestRecordings(of userID: String, bytes: Int) async throws -> [Recording] {
    try read { db in
      var left = bytes
      return try db.prefix(
        """
        SELECT \(Recording.columns(db.dialect)) FROM \(Automation.tables) WHERE t.user_id = ?
        ORDER BY t.created_at DESC, t.sequence DESC
        """,
        [userID]
      ) { row in
        left -= try row.text(0).utf8.count
        return left < 0 ? nil : Recording(row, 0)
      }
    }
  }

  package func recording(of traceID: String, in scope: Scope) async throws -> KeptRecording? {
    try read { db in
      try db.ownedTrace(traceID, in: scope).flatMap { try db.keptRecording(of: $0) }
    }
  }

  package func recording(like trace: NewTrace) async throws -> KeptRecording? {
    try read { db in
      try db.newestTrace(like: trace).flatMap { try db.keptRecording(of: $0) }
    }
  }

  package func automations(_ query: TraceQuery) async throws -> Listing<Automation> {
    var conditions = Conditions(query.scope, column: "t.user_id")
    conditions.add("t.provider_id = ?", query.providerID)
    conditions.add("t.deployment_status = ?", query.status?.rawValue)
    return try read { db in
      let total = try db.count(
        "SELECT count(*) FROM automation_traces AS t \(conditions.sql)", conditions.arguments)
      return try db.automations(conditions.after(query.window.cursor), query.window, total: total)
    }
  }
}

extension Session {
  /// Of an automation that is being deleted.
  fileprivate func endOpenRows(of trace: OwnedTrace, at now: Instant) throws -> Deletion {
    let reason = Reason(.withdrawn, "The automation was deleted.")
    return Deletion(
      withdrawn: try withdraw(from: trace, .cancelled, reason),
      ended: try endSome(of: trace, because: reason, at: now))
  }

  /// In bytes, of what may be long.
  private static func weight(of automation: Automation) -> Int {
    (automation.schedule?.config?.utf8.count ?? 0)
      + (automation.statusReason?.utf8.count ?? 0)
  }

  fileprivate func automations(
    _ conditions: Conditions, _ window: Window, total: Int
  ) throws -> Listing<Automation> {
    let isExcerpt = window.detail == .excerpt
    let place = Automation.columnCount
    return try listing(
      """
      SELECT \(Automation.columns(dialect, window.detail)), \(dialect.time("t.created_at")),
        t.sequence
        \(isExcerpt ? ", " + CurrentRun.columns : "")
      FROM \(Automation.tables) \(isExcerpt ? CurrentRun.join : "") \(conditions.sql)
      ORDER BY t.created_at DESC, t.sequence DESC LIMIT ? OFFSET ?
      """,
      conditions.arguments, window, total: total, weight: Session.weight(of:)
    ) { row in
      let current = isExcerpt ? CurrentRun(row, place + 2) : nil
      return (
        try Automation(row, current: current),
        ListCursor(key: try row.text(place), row: Int64(try row.integer(place + 1)))
      )
    }
  }
}

extension Conditions {
  /// What comes behind a place in the list, newest first.
  fileprivate func after(_ cursor: ListCursor?) -> Conditions {
    var conditions = self
    if let cursor { conditions.add("(t.created_at, t.sequence) < (?, ?)", cursor.key, cursor.row) }
    return conditions
  }
}
