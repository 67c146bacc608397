import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// What is over goes, a little at a time, and nothing that somebody needs.
@Suite struct RemainsTests {
  let world: World
  private let statements = Statements()

  init() throws { world = try World(statements: statements.add) }

  private let limits = HistoryLimits(rows: 5, days: 90)
  private let day: Int64 = 86_400

  @Test func `versions and workflows stay as long as a run or the automation needs them`()
    async throws
  {
    let id = try await world.save()
    for steps in 1...15 {
      try await world.deploy(id, steps: steps)
      guard steps == 3 else { continue }
      try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
      try await world.finish(try #require(try await world.claim().first), .failed)
    }
    let run = try #require(try await world.occurrences(of: id).first?.runID)
    try await prune()
    #expect(try world.folder.count("SELECT count(*) FROM versions") == 2)
    #expect(try world.folder.count("SELECT count(*) FROM workflows") == 2)
    #expect(try world.folder.count("SELECT max(number) FROM versions") == 15)
    #expect(try await world.history.run(run, in: .alice)?.stepCount == 3)

    _ = try await world.history.insertRerun(of: run, as: "again", at: .morning, in: .alice)
    let again = try #require(try await world.claim().first)
    #expect(try await world.ledger.work(of: again).workflow == World.workflow(steps: 3))
    try await world.finish(again, .succeeded)

    // When its runs are gone nobody needs it.
    try await prune(at: .morning.advanced(bySeconds: 91 * day))
    #expect(try world.folder.count("SELECT number FROM versions") == 15)
    #expect(try world.folder.count("SELECT count(*) FROM workflows") == 1)
    try await world.deploy(id, steps: 1)
    #expect(try await world.deployments.version(of: id, in: .alice)?.number == 16)
  }

  @Test func `of what was run by hand the workflow stays as long as its run`() async throws {
    let id = try await world.save()
    for steps in 1...12 {
      _ = try await world.history.insertManualRun(
        NewManualRun(
          runID: "run-\(steps)", traceID: id, workflow: World.workflow(steps: steps),
          requestedAt: .morning), in: .alice)
    }
    try await prune()
    #expect(try world.folder.count("SELECT count(*) FROM workflows") == 12)
    for claim in try await world.claim(limit: 12) {
      #expect(try await !world.ledger.work(of: claim).workflow.steps.isEmpty)
      try await world.finish(claim, .succeeded)
    }
    try await prune(at: .morning.advanced(bySeconds: 91 * day))
    #expect(try world.folder.count("SELECT count(*) FROM workflows") == 0)
  }

  @Test func `the same workflow is kept once, whoever runs it`() async throws {
    let id = try await world.save()
    try await world.deploy(id, steps: 1)
    try await world.insertManualRun("by-hand", of: id)
    try await world.deploy(id, steps: 1)
    #expect(try world.folder.count("SELECT count(*) FROM workflows") == 1)
  }

  @Test func `stops that are over go when they are old or many, the one in force never`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id, next: .morning.advanced(bySeconds: 200 * day))
    for second in 0..<10 {
      try await pause(id, at: .morning.advanced(bySeconds: Int64(second) * 2), for: 1)
    }
    try await setStatus(id, .paused, at: .morning.advanced(bySeconds: 60))
    try await prune()
    #expect(try world.folder.count("SELECT count(*) FROM stops") == 5 + 1)
    try await prune(at: .morning.advanced(bySeconds: 91 * day))
    #expect(try world.folder.count("SELECT count(*) FROM stops") == 1)
    #expect(try await world.deployments.stop(of: id, in: .alice) != nil)
  }

  @Test func `a pause that instants are yet to be judged by stays, however old`() async throws {
    let id = try await world.save()
    try await world.deploy(id, next: .morning.advanced(bySeconds: 5))
    try await pauseAll(at: .morning, for: 10)
    let late = Instant.morning.advanced(bySeconds: 100 * day)
    try await prune(at: late)
    #expect(try await world.ledger.automation(id)?.stops.count == 1)
    let end = Instant.morning.advanced(bySeconds: 20)
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning.advanced(bySeconds: 5), skipped: .missedAndSkipped)],
      next: end)
    try await prune(at: late)
    #expect(try world.folder.count("SELECT count(*) FROM stops") == 0)
  }

  @Test func `of notices the newest stays, however old`() async throws {
    var policies = Policies()
    policies.openAfter = 1
    let id = try await world.planned(policies: policies)
    try await world.finish(try #require(try await world.claim().first), .failed)
    try world.folder.change(
      """
      INSERT INTO notices (user_id, trace_id, at, kind, words)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 600)
      SELECT user_id, trace_id, at - n, kind, words FROM notices, n
      """)
    try await prune()
    #expect(try await world.history.notices(of: id, Window(), in: .alice).total == 5)
    try await prune(at: .morning.advanced(bySeconds: 91 * day))
    let left = try await world.history.notices(of: id, Window(), in: .alice)
    #expect(left.elements.map(\.at) == [.morning])
  }

  @Test func `totals go after ten years, of deleted automations too`() async throws {
    for trace in ["a", "b"] {
      try world.folder.change(
        """
        INSERT INTO daily_totals (trace_id, day, outcome, user_id, count)
        WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
        SELECT '\(trace)', \(Instant.morning.day) - n, 'succeeded', 'alice', 1 FROM n
        """)
    }
    var (last, removed): (String?, Int) = (nil, 0)
    repeat {
      let part = try await world.upkeep.pruneTotals(after: last, at: .morning)
      (last, removed) = (part.last, removed + part.removed)
    } while last != nil
    #expect(removed == 2 * (4000 - Limits.totalsDays))
    for trace in ["a", "b"] {
      let totals = try await world.history.totals(
        of: trace, since: Instant(seconds: 0), in: .alice)
      #expect(totals.count == Limits.totalsDays + 1)
      #expect(
        try await world.history.totals(of: trace, since: Instant(seconds: 0), in: .bob).isEmpty)
    }
  }

  @Test func `sessions, spent links and calls with a key go when they are over`() async throws {
    _ = try await world.accounts.insert(
      Account(name: "alice", isAdministrator: false, password: nil, createdAt: .morning))
    for id in UInt8(1)...3 {
      let time = Instant.morning.advanced(bySeconds: Int64(id) * day)
      _ = try await world.accounts.insert(
        Session(
          id: "\(id)", secretHash: [id], userID: "alice", isAdministrator: false, createdAt: time,
          lastUsedAt: time), spending: "nonce-\(id)", expires: time)
      let call = RepeatableCall(
        userID: "alice", route: "POST /x", key: "\(id)", fingerprint: [id])
      _ = try await world.idempotency.begin(call, at: time, answeredSince: time)
    }
    let now = Instant.morning.advanced(bySeconds: 3 * day + 3600)
    #expect(try await world.upkeep.pruneRest(limits, at: now).removed == 2 + 2 + 2)
    #expect(try await world.accounts.sessions(of: "alice").map(\.id) == ["3"])
    for table in ["sign_in_links", "idempotency_keys"] {
      #expect(try world.folder.count("SELECT count(*) FROM \(table)") == 1)
    }
  }

  @Test func `a call that is over is carried out again though its answer is there still`()
    async throws
  {
    let call = RepeatableCall(userID: "alice", route: "POST /x", key: "k", fingerprint: [1])
    let answer = KeptAnswer(status: 200, contentType: nil, location: nil, body: [])
    func begin(since oldest: Instant) async throws -> Bool {
      let known = try await world.idempotency.begin(
        call, at: .morning, answeredSince: oldest)
      if case .new = known { return true }
      return false
    }
    #expect(try await begin(since: .morning))
    try await world.idempotency.end(call, with: answer)
    #expect(try await !begin(since: .morning))
    #expect(try await begin(since: .morning.advanced(bySeconds: 1)))
  }

  @Test func `of one person's answers the newest stay`() async throws {
    try world.folder.change(
      """
      INSERT INTO idempotency_keys (user_id, route, key, fingerprint, began_at)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 11000)
      SELECT iif(n % 11 = 0, 'bob', 'alice'), 'POST /x', n, x'00', \(Instant.morning.milliseconds) + n
      FROM n
      """)
    #expect(try await world.upkeep.pruneRest(limits, at: .morning).removed == 0)
    try world.folder.change("UPDATE OR IGNORE idempotency_keys SET user_id = 'alice'")
    #expect(
      try await world.upkeep.pruneRest(limits, at: .morning).removed == 11_000 - Limits.keptCalls)
    #expect(
      try world.folder.count("SELECT min(CAST(key AS INTEGER)) FROM idempotency_keys") == 1001)
  }

  @Test func `an account has a hundred sessions, and the newest is always among them`()
    async throws
  {
    _ = try await world.accounts.insert(
      Account(name: "alice", isAdministrator: false, password: nil, createdAt: .morning))
    for number in 0..<Limits.sessionsOfAccount + 5 {
      // The clock goes back meanwhile.
      let time = Instant.morning.advanced(bySeconds: -Int64(number))
      try await world.accounts.insert(
        Session(
          id: "\(number)", secretHash: [UInt8(number)], userID: "alice", isAdministrator: false,
          createdAt: time, lastUsedAt: time))
      let ids = try await world.accounts.sessions(of: "alice").map(\.id)
      #expect(ids.contains("\(number)") && ids.count <= Limits.sessionsOfAccount)
    }
  }

  @Test func `what is wrong with one automation keeps nothing from the others`() async throws {
    var ids: [String] = []
    for _ in 0..<3 { ids.append(try await ran(steps: 1)) }
    ids.sort()
    try world.folder.change(
      "UPDATE occurrences SET days = '{' WHERE trace_id = '\(ids[1])'")
    let late = Instant.morning.advanced(bySeconds: 91 * day)
    let pruning = try await world.upkeep.prune(limits, after: nil, at: late)
    #expect(pruning.failures.map(\.subject) == [.automation(ids[1])])
    #expect(pruning.removed == 2)
    for id in ids {
      #expect(try await world.occurrences(of: id).count == (id == ids[1] ? 1 : 0))
    }
  }

  @Test func `what is wrong with one kind of rows keeps nothing from the others`() async throws {
    let id = try await ran(steps: 1)
    try world.folder.change(
      """
      INSERT INTO notices (user_id, trace_id, at, kind, words)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3)
      SELECT 'alice', '\(id)', \(Instant.morning.milliseconds) + n, 'recovered', 'x' FROM n;
      ALTER TABLE stops RENAME TO damaged_stops
      """)
    let late = Instant.morning.advanced(bySeconds: 91 * day)
    let pruning = try await world.upkeep.prune(limits, after: nil, at: late)
    #expect(pruning.failures.map(\.subject) == [.kind("stops")])
    // The run, and two of three notices.
    #expect(pruning.removed == 3)
  }

  @Test func `what is wrong with sessions keeps nothing from links, calls and pauses`() async throws
  {
    _ = try await world.accounts.insert(
      Account(name: "alice", isAdministrator: false, password: nil, createdAt: .morning))
    _ = try await world.accounts.insert(
      Session(
        id: "1", secretHash: [1], userID: "alice", isAdministrator: false, createdAt: .morning,
        lastUsedAt: .morning), spending: "nonce", expires: .morning)
    let call = RepeatableCall(userID: "alice", route: "POST /x", key: "k", fingerprint: [1])
    _ = try await world.idempotency.begin(call, at: .morning, answeredSince: .morning)
    try await pauseAll(at: .morning, for: 10)
    try world.folder.change(
      """
      CREATE TRIGGER damage BEFORE DELETE ON sessions BEGIN SELECT RAISE(ABORT, 'damaged'); END
      """)
    let late = Instant.morning.advanced(bySeconds: 91 * day)
    let pruning = try await world.upkeep.pruneRest(limits, at: late)
    #expect(pruning.failures.map(\.subject) == [.kind("sessions")])
    #expect(pruning.removed == 3)
  }

  @Test func `what is wrong with one person's calls keeps nothing from the others`() async throws {
    try world.folder.change(
      """
      INSERT INTO idempotency_keys (user_id, route, key, fingerprint, began_at)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < \(Limits.keptCalls + 5))
      SELECT people.id, 'POST /x', n, x'00', \(Instant.morning.milliseconds) + n
      FROM n, (SELECT 'alice' AS id UNION ALL SELECT 'bob') AS people;
      CREATE TRIGGER damage BEFORE DELETE ON idempotency_keys WHEN OLD.user_id = 'alice'
      BEGIN SELECT RAISE(ABORT, 'damaged'); END
      """)
    let pruning = try await world.upkeep.pruneRest(limits, at: .morning)
    #expect(pruning.failures.map(\.subject) == [.user("alice")])
    #expect(pruning.removed == 5)
  }

  @Test func `a long run goes a part at a time, pruned or deleted, also while it goes on`()
    async throws
  {
    for (isDeleted, hasEnded) in [(false, true), (true, true), (true, false)] {
      let id = try await ran(steps: 3, attempts: 400, ends: hasEnded)
      statements.forgetAll()
      if isDeleted {
        _ = try await world.traces.delete(id, at: .morning, in: .alice)
      } else {
        try await prune(at: .morning.advanced(bySeconds: 91 * day))
      }
      #expect(statements.all.contains { $0.hasPrefix("DELETE FROM attempts") })
      #expect(try world.folder.count("SELECT count(*) FROM attempts") == 0)
      #expect(try world.folder.count("SELECT count(*) FROM occurrences") == 0)
      let totals = try await world.history.totals(of: id, since: .morning, in: .alice)
      #expect(totals.map(\.count) == [1])
    }
  }

  private func ran(steps: Int, attempts: Int = 1, ends: Bool = true) async throws -> String {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    for step in 1...steps {
      for attempt in 1...attempts {
        _ = try await world.begin(step, attempt: attempt, of: claim)
        _ = try await world.end(step, attempt: attempt, of: claim, outcome: .succeeded)
      }
    }
    if ends { try await world.finish(claim, .succeeded) }
    return id
  }

  private func prune(at now: Instant = .morning.advanced(bySeconds: 3600)) async throws {
    let pruning = try await world.upkeep.prune(limits, after: nil, at: now)
    #expect(pruning.failures.isEmpty)
    _ = try await world.upkeep.pruneRest(limits, at: now)
  }

  private func pause(_ id: String, at time: Instant, for seconds: Int64) async throws {
    try await setStatus(id, .paused, at: time)
    try await setStatus(id, .deployed, at: time.advanced(bySeconds: seconds))
  }

  private func pauseAll(at time: Instant, for seconds: Int64) async throws {
    _ = try await world.pauses.begin(
      Pause(reason: "Holidays", since: time, until: nil), of: "alice")
    _ = try await world.pauses.endPause(of: "alice", at: time.advanced(bySeconds: seconds))
  }

  private func setStatus(_ id: String, _ status: DeploymentStatus, at time: Instant) async throws {
    let next = try await world.ledger.automation(id)?.planAt
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: status, reason: "By hand", nextRunAt: status == .deployed ? next : nil,
        planAt: next, at: time, version: 1),
      in: .alice)
  }
}
