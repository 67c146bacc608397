import Automations
import OrderedJSON
import Scheduling

extension Session {
  /// Whether a claim is held still, as a term of a WHERE; its values are the claim's row and epoch.
  static let isHeld = "id = ? AND epoch = ? AND outcome IS NULL AND claimed_by IS NOT NULL"

  func isHeld(_ claim: Claim.Key) throws -> Bool {
    try exists(
      "SELECT 1 FROM occurrences WHERE \(Session.isHeld)",
      [claim.occurrenceID, claim.epoch])
  }

  // Whose an open row is, as terms of a WHERE; `NULL` is a row of which nothing has begun.

  /// A worker's, until the lease is over.
  static let isLeased = "claimed_by > ''"
  /// Nobody's: its run waits for its next attempt or its turn.
  static let isParked = "claimed_by = ''"

  /// Takes rows, the oldest first; whoever comes second finds them due only when the lease is over.
  func claim(_ request: ClaimRequest) throws -> ClaimBatch {
    var claiming = Claiming(request)
    for row in try overlappingRows(request) { try settleOverlap(of: row, &claiming) }
    // A run that nobody carries out must not stand behind all that waits.
    for row in try abandonedRows(request) { try take(row, &claiming) }
    claiming.perUser = try limitPerUser(request)
    if claiming.perUser < .max { claiming.held = try heldByUser() }
    // An attempt was promised for its time, and what waits was not begun yet.
    try takeWaiting(Session.isParked, &claiming)
    try takeWaiting("claimed_by IS NULL", &claiming)
    return claiming.batch
  }

  /// - Parameter state: of the rows, as a term of a WHERE.
  private func takeWaiting(_ state: String, _ claiming: inout Claiming) throws {
    let request = claiming.request
    while claiming.claims.count < request.limit {
      // Some more than are wanted: not all of them may run.
      let limit = request.limit - claiming.claims.count + Limits.claimed.spare
      let rows = try waitingRows(state, request, without: claiming.fullUsers, limit: limit)
      for row in rows where claiming.claims.count < request.limit {
        // What is left is looked at by the next, who comes at once: everybody's changes wait here.
        guard claiming.skipped.count < Limits.prunedAtOnce.rows, claiming.room > 0 else { return }
        guard !claiming.isFull(row.userID) else { continue }
        try take(row, &claiming)
      }
      // A row that is looked at leaves the waiting ones, unless its person has too many.
      if rows.count < limit { break }
    }
  }

  /// Runs whose lease is over.
  private func abandonedRows(_ request: ClaimRequest) throws -> [WaitingRow] {
    try all(
      """
      SELECT \(WaitingRow.columns) FROM \(WaitingRow.tables)
      WHERE o.outcome IS NULL AND \(Session.isLeased) AND o.due_at <= ?
        AND o.id NOT IN (\(dialect.integers("?")))
      ORDER BY o.due_at, o.id LIMIT ? \(dialect.locked("o"))
      """,
      [request.now.milliseconds, request.holding.occurrenceIDs, request.limit],
      read: WaitingRow.init)
  }

  /// The oldest planned rows that are due while a run of their automation goes on, some of each: the
  /// others come after these. Those whose run waits for its next attempt may be many; they are looked
  /// at when their turn comes, if there is one.
  private func overlappingRows(_ request: ClaimRequest) throws -> [WaitingRow] {
    let goesOn =
      [Session.isLeased] + (request.limit > 0 ? [] : [Session.isParked])
    let automations = goesOn.map {
      "SELECT trace_id FROM occurrences WHERE outcome IS NULL AND \($0) AND manual = 0"
    }
    // Nearly always there is none, and this asks nothing but an index.
    let traceIDs = try all(
      """
      SELECT DISTINCT trace_id FROM occurrences \(dialect.indexed(by: "occurrences_open"))
      WHERE trace_id IN (\(automations.joined(separator: " UNION ALL ")))
        AND outcome IS NULL AND claimed_by IS NULL AND due_at <= ?
      """,
      [request.now.milliseconds]
    ) { try $0.text(0) }
    let rows = try traceIDs.flatMap { traceID in
      try all(
        """
        SELECT \(WaitingRow.columns)
        FROM occurrences AS o \(dialect.indexed(by: "occurrences_open")) \(WaitingRow.versions)
        WHERE o.trace_id = ? AND o.outcome IS NULL AND o.claimed_by IS NULL AND o.manual = 0
          AND o.due_at <= ?
        ORDER BY o.due_at, o.id LIMIT ?
        """,
        [traceID, request.now.milliseconds, Limits.claimed.ofAutomation], read: WaitingRow.init)
    }
    return rows.sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
  }

  private func waitingRows(
    _ state: String, _ request: ClaimRequest, without users: [String], limit: Int
  ) throws -> [WaitingRow] {
    try all(
      """
      SELECT \(WaitingRow.columns) FROM \(WaitingRow.tables)
      WHERE o.outcome IS NULL AND \(state) AND o.due_at <= ?
        AND o.user_id NOT IN (\(dialect.texts("?")))
      ORDER BY o.due_at, o.user_id, o.id LIMIT ? \(dialect.locked("o"))
      """,
      [request.now.milliseconds, users.storedText, limit], read: WaitingRow.init)
  }

  private func limitPerUser(_ request: ClaimRequest) throws -> Int {
    guard request.perUserOfSeveral < request.perUser else { return request.perUser }
    let areSeveral = try exists(
      """
      SELECT 1 WHERE (SELECT min(user_id) FROM automation_traces)
        < (SELECT max(user_id) FROM automation_traces)
      """)
    return areSeveral ? request.perUserOfSeveral : request.perUser
  }

  /// How many runs of each person go on.
  private func heldByUser() throws -> [String: Int] {
    let counts = try all(
      """
      SELECT user_id, count(*) FROM occurrences \(dialect.indexed(by: "occurrences_leased"))
      WHERE outcome IS NULL AND \(Session.isLeased) GROUP BY user_id
      """
    ) { (try $0.text(0), try $0.integer(1)) }
    return Dictionary(counts, uniquingKeysWith: +)
  }

  /// What cannot be read of one row must not hold up the others.
  private func take(_ row: WaitingRow, _ claiming: inout Claiming) throws {
    do {
      try takeReadable(row, &claiming)
    } catch StorageFault.unreadable(let column) {
      claiming.unreadable.append(
        try endUnreadable(row, column: column, at: claiming.request.now))
    }
  }

  private func takeReadable(_ row: WaitingRow, _ claiming: inout Claiming) throws {
    if let fault = row.fault { throw fault }
    // A run that has begun, and one that a person asked for, minds nothing.
    if row.beginning == .first, !row.manual {
      guard try !skipWhereMissed(row, &claiming), try makeRoom(for: row, &claiming) else { return }
    }
    if let claim = try claim(row, claiming.request) { claiming.add(claim) }
  }

  /// What policies say of a row whose automation has a run that goes on, be there a slot or not.
  private func settleOverlap(of row: WaitingRow, _ claiming: inout Claiming) throws {
    do {
      // What may run beside others is looked at when its turn comes.
      guard row.fault == nil, row.policies.overlap != .allow,
        try !skipWhereMissed(row, &claiming)
      else { return }
      _ = try makeRoom(for: row, &claiming)
    } catch StorageFault.unreadable {
      // Told when the row is taken.
    }
  }

  private func skipWhereMissed(_ row: WaitingRow, _ claiming: inout Claiming) throws -> Bool {
    let now = claiming.request.now
    let reason = try row.due.reasonOfBeingMissed(at: now) { byAnyDue in
      try isSuperseded(row, byAnyDue: byAnyDue, at: now)
    } areEnoughLater: {
      try waits(Limits.caughtUp, after: row)
    }
    guard let reason else { return false }
    if let ended = try skip(row, reason) {
      claiming.skipped.append(ended)
      try tellMissed(row.traceID, of: row.userID, reason, at: now)
    }
    return true
  }

  /// What the run before means for a row.
  /// - Returns: whether it may go ahead; if not, it has ended or waits.
  private func makeRoom(for row: WaitingRow, _ claiming: inout Claiming) throws -> Bool {
    guard row.policies.overlap != .allow, try runGoingOn(besides: row) != nil else { return true }
    let verdict = try row.due.verdictOnOverlap(at: claiming.request.now) {
      try isFirstToWait(row)
    }
    switch verdict {
    case .runs:
      return true
    case .isSkipped(let reason):
      if let ended = try skip(row, reason) { claiming.skipped.append(ended) }
      return false
    case .waits(let late, let insteadOfEarlier):
      if insteadOfEarlier {
        let earlier = try skipWaiting(before: row, .missedBeforeTheLatest)
        claiming.skipped += earlier
        if !earlier.isEmpty {
          try tellMissed(
            row.traceID, of: row.userID, .missedBeforeTheLatest, at: claiming.request.now)
        }
      }
      try letWait(row, late: late, &claiming)
      return false
    case .cancelsTheOther:
      for run in try runsGoingOn(besides: row, atMost: claiming.room) {
        let step = try end(run.occurrenceID, because: .overtaken, at: claiming.request.now)
        claiming.ended.append(
          EndedRun(traceID: row.traceID, runID: run.runID, reason: .overtaken, step: step))
      }
      return try runGoingOn(besides: row) == nil
    }
  }

  private func letWait(_ row: WaitingRow, late: Bool, _ claiming: inout Claiming) throws {
    try letWait(row, late: late)
    // One that waits again was told of before.
    guard row.dueAt == row.plannedAt else { return }
    claiming.queued.append(
      ClaimBatch.QueuedRow(traceID: row.traceID, scheduledAt: row.scheduledAt))
  }

  /// - Returns: `nil` where the row has ended: a later one, taken before it, may have cancelled it.
  private func claim(_ row: WaitingRow, _ request: ClaimRequest) throws -> Claim? {
    let isLate =
      row.late || !row.manual && row.beginning == .first && row.due.isOverdue(at: request.now)
    let isOpen =
      try run(
        """
        UPDATE occurrences
        SET epoch = epoch + 1, claimed_by = ?, due_at = ?, late = ?, answer_until = NULL
        WHERE id = ? AND epoch = ? AND outcome IS NULL
        """,
        [request.worker, request.lease.milliseconds, isLate, row.id, row.epoch]) > 0
    guard isOpen else { return nil }
    if row.beginning == .first, !row.manual, !isLate {
      try tellPunctual(row.traceID, at: request.now)
    }
    let runID = try first(
      """
      INSERT INTO runs (occurrence_id, id, started_at) VALUES (?, ?, ?)
      ON CONFLICT (occurrence_id) DO UPDATE
      SET started_at = coalesce(runs.started_at, excluded.started_at)
      RETURNING id
      """,
      [row.id, Identifier.random(), request.now.milliseconds]
    ) { try $0.text(0) }
    return runID.map {
      Claim(
        key: Claim.Key(occurrenceID: row.id, epoch: row.epoch + 1), runID: $0,
        traceID: row.traceID, userID: row.userID, workflow: row.workflow,
        workflowBytes: row.workflowBytes, policies: row.policies,
        scheduledAt: row.scheduledAt, dueAt: row.dueAt, manual: row.manual,
        beginning: row.beginning, rehearses: row.rehearses)
    }
  }

  /// No later run would do better, so the automation stops.
  private func endUnreadable(
    _ row: WaitingRow, column: String, at now: Instant
  ) throws -> ClaimBatch.UnreadableRow {
    let reason = Reason(
      .unreadable,
      "What is stored of it (\(column)) cannot be read any more. Deploy the automation again.")
    let runID = try first("SELECT id FROM runs WHERE occurrence_id = ?", [row.id]) {
      try $0.text(0)
    }
    let step = try end(row.id, as: .failed, because: reason, at: now)
    let end = RunEnd(outcome: .failed, reason: reason, isPermanent: true)
    let finished = try judge(end, of: row.id, at: now)
    try tell(end, of: row.id, finished, at: now)
    return ClaimBatch.UnreadableRow(
      traceID: row.traceID, scheduledAt: row.scheduledAt, runID: runID, step: step, column: column,
      end: end, finished: finished)
  }

  /// - Returns: `nil` where the row has ended: a later one, taken before it, may have done it.
  func skip(_ row: WaitingRow, _ reason: Reason) throws -> EndedRow? {
    let isOpen =
      try run(
        """
        UPDATE occurrences SET outcome = 'skipped', reason_code = ?, reason = ?, due_at = NULL
        WHERE id = ? AND outcome IS NULL
        """,
        [reason.code.rawValue, reason.words, row.id]) > 0
    guard isOpen else { return nil }
    try foldIntoStretch(row.id)
    return EndedRow(
      traceID: row.traceID, scheduledAt: row.scheduledAt, outcome: .skipped, reason: reason)
  }
}
