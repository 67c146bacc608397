import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// How the statements are carried out that requests and the worker's loop send to tables that grow.
@Suite struct StatementTests {
  private let statements = Statements()
  private let world: World

  init() throws {
    world = try World(statements: statements.add)
    // Tables are brought up to date once.
    statements.forgetAll()
  }

  @Test func `what people ask for and the worker does is found by an index`() async throws {
    try await accounts()
    try await secrets()
    try await notifications()
    try await lives()
    try await reports(in: .alice)
    let scans = try scans()
    #expect(scans == [])
    #expect(statements.all.count > 150)
  }

  @Test func `lists over everybody are read in the order of an index`() async throws {
    try await lives()
    statements.forgetAll()
    try await reports(in: .everybody)
    // A list stops at its limit, and what is counted is in the index.
    let scans = try scans { !$0.contains("LIMIT") && !$1.contains("COVERING INDEX") }
    #expect(scans == [])
    // What waits of one automation is a few rows, and so is what failed in one run.
    let sorted = try statements.all.filter { sql in
      try !sql.contains("trace_id = ?") && !sql.contains("thread_id = ?")
        && !sql.contains("occurrence_id = ?")
        && world.folder.plan(of: sql, withSubqueries: false)
          .contains { $0.contains("TEMP B-TREE FOR") }
    }
    #expect(sorted == [])
  }

  @Test func `housekeeping counts by indices and removes by them`() async throws {
    try await lives()
    statements.forgetAll()
    try await upkeep()
    // The last one has those that are wanted, and no others.
    let counted = [
      "idempotency_keys_of_user", "stops_of_user", "automations_unnamed",
      "notification_messages_of_user",
    ]
    let scans = try scans { _, line in !counted.contains { line.contains($0) } }
    #expect(scans == [])
  }

  @Test func `what runs is what every database understands, but for the dialect's words`()
    async throws
  {
    try await accounts()
    try await secrets()
    try await notifications()
    try await lives()
    try await reports(in: .alice)
    try await upkeep()
    for word in Dialectal.all where !word.isAWord {
      #expect(statements.all.filter(word.isIn) == [], "\(word.example)")
    }
  }

  @Test func `who claims, plans and ends loads no body, answer or configuration`() async throws {
    let id = try await world.planned()
    statements.forgetAll()
    let claim = try #require(try await world.claim().first)
    _ = try await world.ledger.due(at: .morning.advanced(bySeconds: 90_000), limit: 9)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning.advanced(bySeconds: 60))])
    _ = try await world.ledger.renew([claim.key], lease: .morning)
    try await world.finish(claim, .failed, Reason(.stepFailed, "500."), permanent: true)
    _ = try await world.ledger.nextWork()
    for column in ["body", "schedule_config", "trace_data", "request", "response", "result"] {
      #expect(!statements.all.contains { $0.contains(column) }, "\(column)")
    }
    // Its length stands behind the body in the row, and is read from the index instead.
    let plans: [String] = try statements.all.map { try world.folder.plan(of: $0) }.reduce([], +)
    let lengths = plans.filter { $0.contains(" workflows ") }
    #expect(!lengths.isEmpty)
    #expect(lengths.filter { !$0.contains("COVERING INDEX workflows_steps") } == [])
  }

  @Test func `lists and summaries read no entries`() async throws {
    try await lives()
    let id = try await world.save()
    statements.forgetAll()
    for scope in [Scope.alice, .everybody] {
      _ = try await world.traces.automations(TraceQuery(scope: scope, window: Window()))
      _ = try await world.traces.automation(id, in: scope)
      _ = try await world.history.runs(RunFilter(), Window(), in: scope)
      _ = try await world.history.runs(of: id, Window(), in: scope)
      _ = try await world.history.occurrences(of: id, OccurrenceFilter(), Window(), in: scope)
      _ = try await world.history.run("by-hand", steps: 1...9, in: scope)
      _ = try await world.deployments.schedule(of: id, in: scope)
      _ = try await world.deployments.stop(of: id, in: scope)
    }
    #expect(statements.all.allSatisfy { !$0.contains("trace_data") })
  }

  @Test func `who lists runs or makes one again reads no step, request, answer or body`()
    async throws
  {
    try await lives()
    let history = world.history
    let id = try #require(try await history.traceID(ofRun: "by-hand", in: .alice))
    statements.forgetAll()
    for scope in [Scope.alice, .everybody] {
      for window in [Window(), Window(detail: .excerpt)] {
        _ = try await history.runs(of: id, window, in: scope)
        for traceID in [nil, id] {
          _ = try await history.runs(RunFilter(traceID: traceID), window, in: scope)
        }
        _ = try await history.occurrences(of: id, OccurrenceFilter(), window, in: scope)
      }
      _ = try await history.traceID(ofRun: "by-hand", in: scope)
    }
    #expect(
      try await history.insertRerun(of: "by-hand", as: "once-more", at: .morning, in: .alice))
    #expect(statements.all.contains { $0.hasPrefix("INSERT INTO occurrences") })
    // When the last step is tried again is one number of it.
    let last = "SELECT max(retry_at) FROM steps WHERE occurrence_id = o.id"
    let all = statements.all.map { $0.replacing(last, with: "") }
    for word in ["steps", "attempts", "request", "response", "result", "body"] {
      #expect(!all.contains { $0.contains(word) }, "\(word)")
    }
  }

  /// The statements that go through a table that grows, and how.
  /// - Parameter isAtFault: whether one that does is at fault: the statement, and the line of its plan.
  private func scans(
    _ isAtFault: (String, String) -> Bool = { _, _ in true }
  ) throws -> [String] {
    // One row each; and as many as runs go on.
    let small = [
      "clock", "planned_zones", "occurrences_leased", "occurrences_parked", "kept_values",
    ]
    return try statements.all.flatMap { sql in
      let tables = sql.tables
      return try world.folder.plan(of: sql).filter { line in
        let words = line.split(separator: " ").map(String.init)
        // A list that is a parameter, and what a statement walks by itself, are no tables.
        guard words.first == "SCAN", words.count > 1, let table = tables[words[1]],
          !line.contains("VIRTUAL TABLE"), !sql.contains("\(words[1]) (id) AS (")
        else { return false }
        return !small.contains { $0 == table || words.contains($0) } && isAtFault(sql, line)
      }.map { "\($0) — \(sql)" }
    }
  }

  private func accounts() async throws {
    let (store, later) = (world.accounts, Instant.morning.advanced(bySeconds: 60))
    let alice = Account(name: "alice", isAdministrator: false, password: nil, createdAt: .morning)
    let token = APIToken(
      id: "token", secretHash: [1], userID: "alice", isAdministrator: false, name: "first",
      access: .write, createdAt: .morning, expiresAt: nil, lastUsedAt: nil)
    func session(_ id: UInt8) -> Session {
      Session(
        id: "\(id)", secretHash: [id], userID: "alice", isAdministrator: false,
        createdAt: .morning, lastUsedAt: .morning)
    }
    _ = try await store.insert(alice, with: token)
    _ = try await store.account(named: "alice")
    try await store.insert(session(1))
    _ = try await store.insert(session(2), spending: "nonce", expires: later)
    _ = try await store.session([1])
    _ = try await store.sessions(of: "alice")
    try await store.touch(session: [1], at: later)
    let hash = PasswordHash(salt: [1], hash: [2], rounds: 2, blockSize: 8, parallelism: 1)
    _ = try await store.change(
      PasswordChange(previous: nil, hash: hash, session: "1", next: session(3)))
    _ = try await store.setPassword(hash, of: "alice")
    _ = try await store.deleteSession("3", of: "alice")
    try await store.deleteSessions(of: "alice", except: "3")
    try await store.deleteSessions(unusedSince: .morning, createdBefore: .morning)
    _ = try await store.token([1])
    _ = try await store.tokens(of: "alice")
    try await store.touch(token: [1], at: later)
    _ = try await store.deleteToken("token", of: "alice")
    try await store.replace(by: token)
    let binding = Binding(tool: "x_*", to: .note)
    _ = try await world.bindings.put(binding, of: "alice")
    _ = try await world.bindings.put(binding, inPlaceOf: SeenBinding(binding), of: "alice")
    _ = try await world.bindings.tools(of: "alice")
    _ = try await world.bindings.remove("x_*", of: "alice")
    try await connections()
    let call = RepeatableCall(userID: "alice", route: "POST /x", key: "k", fingerprint: [1])
    _ = try await world.idempotency.begin(call, at: .morning, answeredSince: .morning)
    let answer = KeptAnswer(status: 200, contentType: nil, location: nil, body: [])
    try await world.idempotency.end(call, with: answer)
    try await world.idempotency.end(call, with: nil)
    _ = try await world.idempotency.take("receipt", of: "alice", since: .morning)
    _ = try await store.isSpent("nonce")
  }

  private func connections() async throws {
    let store = world.connections
    for isShared in [false, true] {
      let crm = Connection.alices("crm", isShared: isShared)
      _ = try await store.insert(
        NewConnection(connection: crm, secrets: [], createdAt: .morning), by: .alice)
      _ = try await store.connections(of: "alice")
      for scope in [Scope.alice, .everybody] { _ = try await store.connection(crm.id, in: scope) }
      _ = try await store.uses(of: crm)
      _ = try await store.change(
        crm.id,
        ConnectionUpdate(
          name: "desk", settings: crm.settings, isEnabled: true, keptSecrets: ["token"]),
        by: .alice)
      _ = try await store.switchOff(crm.id, because: "It is gone.", at: .morning)
      _ = try await store.delete(crm.id, isConfirmed: true, by: .alice)
    }
  }

  private func secrets() async throws {
    let (vault, row) = (world.vault, SecretRow.connection("crm"))
    try await world.putSecret("token", in: row)
    let kept = try #require(try await vault.secrets(in: row, of: "alice").first)
    try await vault.touch(kept.use, at: .morning, unlessAfter: .morning)
    _ = try await vault.wrappedKeys()
    _ = try await vault.notes(in: row, of: "alice")
    _ = try await vault.notes(inTable: row.table, of: "alice")
    try await vault.forget(in: row, except: ["other"], of: "alice", by: .alice)
  }

  /// Channels that come, change and go; what follows is told on those that stay.
  private func notifications() async throws {
    let store = world.notifications
    try await world.addChannel("gone")
    _ = try await store.change(
      NotificationUpdate(removal: .allBut([])), of: "alice", by: .alice)
    try await world.addChannel()
    let mail = try await world.addChannel("alice@example.com", .mail, isConfirmed: false)
    try await world.setEvents(NotificationEvent.usual)
    _ = try await store.settings(of: "alice")
    let id = try await world.save()
    for scope in [Scope.alice, .everybody] { _ = try await store.choice(of: id, in: scope) }
    for choice in [NotificationChoice(channels: [mail.id], events: []), .asOfAll] {
      _ = try await store.setChoice(choice, of: id, by: .alice)
    }
    _ = try await store.channel(mail.id)
    for number in 1...Limits.messagesPerHour + 1 {
      _ = try await store.test(mail.id, id: "\(number)", by: .alice)
      _ = try await store.confirm(mail.id, at: mail.to, .morning)
    }
    for end in [.again(.morning, words: "503."), .ended(.sent, words: nil)] as [DeliveryEnd] {
      let claim = try #require(try await world.claimDeliveries(at: .morning, limit: 3).first)
      _ = try await world.outbox.end(claim.key, end, at: .morning)
    }
    let claims = try await world.claimDeliveries(at: .morning, limit: 3)
    #expect(!claims.isEmpty)
    try await world.outbox.release(claims.map(\.key), at: .morning)
    _ = try await world.outbox.nextDelivery()
    _ = try await store.deliveries(of: "alice", limit: 9)
  }

  /// Automations of every policy that run, wait, fail, are stopped, settled, and run again.
  private func lives() async throws {
    let (ledger, history) = (world.ledger, world.history)
    for overlap in [Policies.Overlap.skip, .queue, .cancel, .allow] {
      var policies = Policies()
      (policies.overlap, policies.openAfter) = (overlap, 1)
      let id = try await world.planned(policies: policies)
      let claim = try #require(try await world.batch(limit: 1, perUser: 5).claims.first)
      _ = try await ledger.work(of: claim)
      _ = try await world.begin(1, of: claim)
      let next = Instant.morning.advanced(bySeconds: 60)
      try await world.plan(id, [Plan.Row(scheduledAt: next)])
      _ = try await world.batch(at: next, limit: 0)
      _ = try await world.end(1, of: claim, outcome: .failed, error: "500.")
      try await world.finish(claim, .failed, Reason(.stepFailed, "500."), at: next)
      try await setStatus(id, .deployed, next: next)
    }
    let (id, asked) = (try await world.planned(), try await world.planned())
    try await stretch(of: id)
    var claims = try await world.claim(at: .morning.advanced(bySeconds: 31))
    let waiting = try #require(claims.firstIndex { $0.traceID == asked })
    try await answer(claims.remove(at: waiting))
    for (index, claim) in claims.enumerated() {
      _ = try await ledger.work(of: claim)
      _ = try await world.begin(1, effect: .once, of: claim)
      switch index % 3 {
      case 0:
        let again = Instant.morning.advanced(bySeconds: 60)
        _ = try await world.end(1, of: claim, outcome: nil, error: "503.", retryAt: again)
      case 1: _ = try await ledger.park(claim.key, until: .morning)
      default: try await world.finish(claim, .unknown, Reason(.noAnswer, "Gone."))
      }
    }
    _ = try await world.claim(at: .morning.advanced(bySeconds: 90))
    try await world.insertManualRun("by-hand", of: id)
    try await world.insertManualRun("of-deployed", of: id, ofDeployed: true)
    _ = try await history.insertRerun(of: "by-hand", as: "again", at: .morning, in: .alice)
    _ = try await history.cancel(
      "again", because: Reason(.stopped, "Stopped."), at: .morning, in: .alice)
    let manual = try #require(try await world.claim(at: .morning.advanced(bySeconds: 91)).first)
    try await world.finish(manual, .unknown, Reason(.noAnswer, "Gone."))
    _ = try await history.settle(
      manual.runID,
      Settlement(
        outcome: nil, reason: Reason(.settled, "Alice."), rerunID: "settled", at: .morning),
      in: .alice)
    _ = try await ledger.renew([manual.key], lease: .morning)
    try await ledger.mendTimes(holding: [], at: .morning, lease: .morning, retry: .morning)
    _ = try await ledger.nextWork()
    _ = try await ledger.due(at: .morning.advanced(bySeconds: 900_000), limit: 9)
    _ = try await ledger.planned(after: nil, limit: 9)
    _ = try await ledger.schedule(of: id, version: 1)
    _ = try await ledger.latestMoment()
    try await ledger.mendStops(at: .morning)
    let ahead = try await ledger.writtenBeyond(.morning, after: nil, limit: 9)
    try await ledger.rewind(
      ahead.map { Rewind(traceID: $0.traceID, cuts: []) }, to: .morning)
    try await ledger.setClock(to: .morning)
    _ = try await ledger.plannedZones()
    try await ledger.setPlannedZones("zones")
    _ = try await world.pauses.begin(
      Pause(reason: "Holidays", since: .morning, until: nil), of: "alice")
    _ = try await world.pauses.pause(of: "alice", at: .morning)
    _ = try await world.pauses.endPause(of: "alice", at: .morning)
  }

  /// Its step waits for an answer, which comes, and once more.
  private func answer(_ claim: Claim) async throws {
    _ = try await world.begin(1, effect: .once, of: claim)
    let until = Instant.morning.advanced(bySeconds: 3600)
    try await world.wait(1, until: until, of: claim)
    try await world.ledger.mendTimes(
      holding: [], at: .morning, lease: .morning, retry: .morning)
    let token = CallbackToken(runID: claim.runID, step: 1, attempt: 1, expires: until)
    _ = try await world.callbacks.tool(of: token)
    for _ in 0..<2 {
      _ = try await world.callbacks.answer(token, with: .result(record: 1), at: .morning)
    }
  }

  /// Instants that end alike, one after another, until they are one row.
  private func stretch(of id: String) async throws {
    for minute in 2..<105 {
      let instant = Instant.morning.advanced(bySeconds: Int64(minute) * 60)
      try await world.plan(
        id, [Plan.Row(scheduledAt: instant, skipped: .missedAndSkipped)])
    }
  }

  private func setStatus(_ id: String, _ status: DeploymentStatus, next: Instant) async throws {
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: status, reason: "By hand", nextRunAt: next, planAt: next, at: next, version: 1),
      in: .alice)
  }

  private func reports(in scope: Scope) async throws {
    let (traces, history) = (world.traces, world.history)
    let new = try World.trace()
    _ = try await traces.upsert(new)
    _ = try await traces.upsert(try World.trace())
    let change = try TraceChange(name: "Other", traceData: [])
    _ = try await traces.update(new.id, change, at: .morning, in: .alice)
    _ = try await traces.newestRecordings(of: "alice", bytes: 9)
    _ = try await traces.recording(of: new.id, in: scope)
    _ = try await traces.recording(like: new)
    let cursor = ListCursor(key: "2026", row: 1)
    for window in [Window(), Window(after: cursor), Window(detail: .excerpt)] {
      for status in [nil, DeploymentStatus.deployed] {
        for provider in [nil, "desk"] {
          _ = try await traces.automations(
            TraceQuery(scope: scope, providerID: provider, status: status, window: window))
        }
      }
    }
    _ = try await traces.newestTrace(ofThread: "thread", in: scope)
    _ = try await traces.trace(new.id, in: scope)
    _ = try await traces.automation(new.id, in: scope)
    _ = try await world.deployments.version(of: new.id, in: scope)
    _ = try await world.deployments.schedule(of: new.id, in: scope)
    _ = try await world.deployments.stop(of: new.id, in: scope)
    _ = try await history.runs(of: new.id, Window(), in: scope)
    for outcome in [nil, Outcome.failed] {
      for traceID in [nil, new.id] {
        _ = try await history.runs(
          RunFilter(traceID: traceID, outcome: outcome), Window(), in: scope)
      }
      _ = try await history.occurrences(
        of: new.id,
        OccurrenceFilter(
          outcome: outcome, reasonCode: .overlap, from: .morning, to: .morning, manual: true),
        Window(), in: scope)
      let behind = Window(after: ListCursor(key: "1", row: 1), detail: .excerpt)
      for window in [Window(), behind] {
        _ = try await history.occurrences(of: new.id, OccurrenceFilter(), window, in: scope)
        _ = try await history.notices(of: nil, window, in: scope)
        _ = try await history.runs(of: new.id, window, in: scope)
      }
    }
    _ = try await history.run("by-hand", in: scope)
    _ = try await history.run("by-hand", steps: 1...9, in: scope)
    _ = try await history.traceID(ofRun: "by-hand", in: scope)
    _ = try await history.totals(of: new.id, since: .morning, in: scope)
    for traceID in [nil, new.id] {
      _ = try await history.notices(of: traceID, Window(), in: scope)
    }
    _ = try await world.readings.readings(at: .morning)
  }

  private func upkeep() async throws {
    let later = Instant.morning.advanced(bySeconds: 4000 * 86_400)
    let limits = HistoryLimits(rows: 1, days: 1)
    _ = try await world.upkeep.prune(limits, after: nil, at: later)
    _ = try await world.upkeep.pruneTotals(after: nil, at: later)
    _ = try await world.upkeep.pruneRest(limits, at: later)
    _ = try await world.traces.nameTraces(after: nil)
    let id = try await world.planned()
    _ = try await world.traces.delete(id, at: .morning, in: .alice)
  }
}

extension String {
  /// The tables of a statement, by what it calls them.
  fileprivate var tables: [String: String] {
    var tables: [String: String] = [:]
    let words = split { " \n(),".contains($0) }.map(String.init)
    for (index, word) in words.enumerated().dropFirst()
    where ["FROM", "JOIN", "UPDATE", "INTO"].contains(words[index - 1]) {
      let name = words.dropFirst(index + 1).prefix(2)
      tables[word] = word
      if name.first == "AS", let last = name.last { tables[last] = word }
    }
    return tables
  }
}
