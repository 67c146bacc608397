import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// What the policies of an automation, its exclusions and its stops make of instants.
@Suite struct PolicyTests {
  let world = World()
  private let zones = TimeZoneDatabase()

  @Test func `where nothing missed is wanted all of it is skipped`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T01:00:00Z") { $0.missed = .skip }
    try await plan("2026-11-24T09:00:00Z")

    #expect(await running == ["2026-11-24T09:00:00Z"])
    #expect(await skipped[.missed] == 8)
  }

  @Test func `where all that was missed is wanted it runs, marked late`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T01:00:00Z") { $0.missed = .all }
    try await plan("2026-11-24T09:00:00Z")

    #expect(await running.count == 9)
    let rows = await world.ledger.rows
    #expect(rows.map(\.occurrence.late) == Array(repeating: true, count: 8) + [false])
  }

  @Test func `of more than a hundred missed the latest hundred run`() async throws {
    try await deploy("* * * * *", from: "2026-11-24T06:00:00Z") { $0.missed = .all }
    try await plan("2026-11-24T09:00:00Z")

    #expect(await running.count == 102)
    #expect(await running.first == "2026-11-24T07:19:00Z")
    #expect(await skipped[.missed] == 79)
  }

  @Test func `grace and catch-up window are policies`() async throws {
    try await deploy("0 * * * *", from: "2026-11-22T00:00:00Z") {
      ($0.missed, $0.graceSeconds, $0.catchUpDays) = (.all, 7200, 1)
    }
    try await plan("2026-11-24T09:00:00Z")

    let rows = await world.ledger.rows
    #expect(rows.filter { $0.outcome == nil && !$0.occurrence.late }.count == 3)
    #expect(rows.filter { $0.outcome == nil && $0.occurrence.late }.count == 22)
    #expect(rows.filter { $0.reason?.words.contains("over 1 day ago") == true }.count == 33)
  }

  @Test func `the moment that a loop takes to wake is never too late`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T08:00:00Z") {
      ($0.missed, $0.graceSeconds) = (.skip, 0)
    }
    world.clock.set("2026-11-24T08:00:00.250Z")
    #expect(try await planner.planDue(now: world.clock.now))
    #expect(await running == ["2026-11-24T08:00:00Z"])
    try await plan("2026-11-24T09:00:02Z")
    #expect(await skipped[.missed] == 1)
  }

  @Test func `the instant at which a pause ends by itself runs`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T08:00:00Z")
    _ = try await world.ledger.database.begin(
      Pause(
        reason: "Holidays", since: instant("2026-11-24T07:30:00Z"),
        until: instant("2026-11-24T09:00:00Z")), of: "alice")
    try await plan("2026-11-24T09:00:00Z")
    #expect(await running == ["2026-11-24T09:00:00Z"])
    #expect(await skipped[.paused] == 1)
  }

  @Test func `a pause that began after the worker looked at its clock holds`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T09:00:00Z")
    _ = try await world.ledger.database.begin(
      Pause(reason: "Holidays", since: instant("2026-11-24T09:00:00.006Z"), until: nil),
      of: "alice")
    try await plan("2026-11-24T09:00:00.003Z")
    #expect(await running.isEmpty)
    #expect(await skipped[.paused] == 1)
  }

  @Test func `spread puts the run off, and neither its instant nor its lateness counts from there`()
    async throws
  {
    try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z") { $0.spreadSeconds = 3600 }
    try await plan("2026-11-24T09:00:00Z")

    var policies = Policies()
    policies.spreadSeconds = 3600
    let due = instant("2026-11-24T09:00:00Z").advanced(
      byMilliseconds: policies.delay(of: "trace"))
    #expect(due > instant("2026-11-24T09:00:00Z"))
    #expect(await running == ["2026-11-24T09:00:00Z"])
    #expect(try await world.ledger.nextWork().dueAt == due)
  }

  @Test func `an excluded date is a row when it passes`() async throws {
    try await deploy(
      "0 9 * * *", from: "2026-11-24T09:00:00Z",
      config: ["exclude_dates": ["2026-11-25"]])
    try await plan("2026-11-24T09:00:00Z")
    #expect(await world.ledger.next() == "2026-11-26T09:00:00Z")
    let next = try await world.ledger.nextWork().planAt
    #expect(next == instant("2026-11-25T09:00:00Z"))
    try await plan("2026-11-25T09:00:01Z")

    #expect(await running == ["2026-11-24T09:00:00Z"])
    #expect(await skipped == [.excluded: 1])
    #expect(await world.ledger.next() == "2026-11-26T09:00:00Z")
  }

  @Test func `the instants of a paused automation are rows, and resuming never runs the past`()
    async throws
  {
    try await deploy("0 * * * *", from: "2026-11-24T01:00:00Z")
    try await plan("2026-11-24T01:00:00Z")
    try await set(.paused, at: "2026-11-24T01:30:00Z", next: "2026-11-24T02:00:00Z")
    try await plan("2026-11-24T02:00:01Z")
    #expect(await world.ledger.next() == nil)
    try await set(.deployed, at: "2026-11-24T08:30:00Z", next: "2026-11-24T09:00:00Z")
    try await plan("2026-11-24T09:00:00Z")

    #expect(await running == ["2026-11-24T09:00:00Z"])
    #expect(await skipped[.paused] == 8)
    #expect(await world.ledger.rows.last?.reason == nil)
  }

  @Test func `an outage across the end of a pause is both`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T01:00:00Z") { $0.missed = .skip }
    _ = try await world.ledger.database.begin(
      Pause(
        reason: "Holidays", since: instant("2026-11-24T00:30:00Z"),
        until: instant("2026-11-24T04:00:00Z")), of: "alice")
    try await plan("2026-11-24T08:30:00Z")

    #expect(await running.isEmpty)
    #expect(await skipped == [.paused: 3, .missed: 5])
    #expect(await world.ledger.next() == "2026-11-24T09:00:00Z")
  }

  @Test func `what was missed before a pause that goes on is not caught up under it`()
    async throws
  {
    try await deploy("0 * * * *", from: "2026-11-24T01:00:00Z")
    _ = try await world.ledger.database.begin(
      Pause(reason: "Holidays", since: instant("2026-11-24T04:30:00Z"), until: nil), of: "alice")
    try await plan("2026-11-24T08:30:00Z")

    #expect(await running.isEmpty)
    #expect(await skipped == [.missed: 3, .paused: 5])
  }

  @Test func `an open circuit is the reason of the instants that come`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T09:00:00Z") { $0.openAfter = 1 }
    try await plan("2026-11-24T09:00:00Z")
    try await world.runWaiting(ScriptedTool(.failed("Gone.", response: nil, retry: .permanent)))
    #expect(await world.ledger.status() == .failed)
    try await plan("2026-11-24T10:00:00Z")

    #expect(await skipped == [.circuit: 1])
    #expect(await world.ledger.rows.last?.reason?.words.contains("Gone.") == true)
  }

  @Test func `planning one automation up to a moment leaves the others`() async throws {
    try await deploy("0 * * * *", from: "2026-11-24T09:00:00Z", id: "one")
    try await deploy("0 * * * *", from: "2026-11-24T09:00:00Z", id: "two")
    try await planner.plan("one", through: instant("2026-11-24T09:00:00Z"))

    #expect(await world.ledger.rows.map(\.traceID) == ["one"])
  }

  @Test func `a clock that went back plans nothing twice`() async throws {
    try await deploy("* * * * *", from: "2026-11-24T09:00:00Z")
    try await plan("2026-11-24T09:05:00Z")
    world.clock.set("2026-11-24T08:05:00Z")
    #expect(try await !planner.planDue(now: world.clock.now))
    try await planner.plan("trace", through: instant("2026-11-24T08:05:00Z"))
    try await plan("2026-11-24T09:06:00Z")

    let instants = await world.ledger.rows.map(\.scheduledAt)
    #expect(Set(instants).count == instants.count)
    #expect(instants.count == 61)
  }

  @Test func `a thousand automations due in one minute are planned in a few transactions`()
    async throws
  {
    for index in 0..<1000 {
      try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z", id: "trace-\(index)")
    }
    var rounds = 0
    while try await planner.planDue(now: instant("2026-11-24T09:00:00Z")) { rounds += 1 }

    #expect(rounds == 5)
    let claims = try await world.claims(limit: 2000)
    #expect(claims.count == 1000)
    #expect(try await world.ledger.nextWork().planAt == instant("2026-11-25T09:00:00Z"))
  }

  private var planner: Planner {
    Planner(
      ledger: world.ledger, zones: zones, now: { [clock = world.clock] in clock.now },
      logger: world.logger)
  }

  private func plan(_ now: String) async throws {
    world.clock.set(now)
    #expect(try await planner.planDue(now: instant(now)))
  }

  private func set(_ status: DeploymentStatus, at now: String, next: String) async throws {
    try await planner.plan("trace", through: instant(now))
    _ = try await world.ledger.database.setStatus(
      of: "trace",
      StatusChange(
        status: status, reason: "By hand", nextRunAt: status == .deployed ? instant(next) : nil,
        planAt: instant(next), at: instant(now), version: 1),
      in: .everybody)
  }

  private func deploy(
    _ cron: String, from: String, config: JSON? = nil, id: String = "trace",
    _ change: (inout Policies) -> Void = { _ in }
  ) async throws {
    var policies = Policies()
    change(&policies)
    try await world.ledger.deploy(
      Version(
        traceID: id, number: 1, workflow: workflow("note"),
        schedule: StoredSchedule(type: "custom", time: cron, config: config), policies: policies,
        anchor: instant("2026-10-01T00:00:00Z"), createdAt: instant("2026-10-01T00:00:00Z")),
      next: instant(from))
  }

  private var running: [String] {
    get async {
      await world.ledger.rows.filter { $0.outcome == nil }.map(\.scheduledAt.rfc3339)
    }
  }

  private var skipped: [ReasonCode: Int] {
    get async {
      await world.ledger.rows.reduce(into: [:]) { counts, row in
        guard row.outcome == .skipped, let code = row.reason?.code else { return }
        counts[code, default: 0] += row.occurrence.instants ?? 1
      }
    }
  }
}
