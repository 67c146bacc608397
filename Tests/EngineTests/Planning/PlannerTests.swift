import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct PlannerTests {
  let world = World()

  @Test func `an instant that has come becomes a row, and the next one is planned`() async throws {
    try await plan("0 9 * * *", from: "2026-11-24T09:00:00Z", at: "2026-11-24T09:00:05Z")

    #expect(await planned == ["2026-11-24T09:00:00Z"])
    #expect(await next == "2026-11-25T09:00:00Z")
  }

  @Test func `nothing is due before its time`() async throws {
    try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z")
    let found = try await planner.planDue(now: instant("2026-11-24T08:59:59Z"))

    #expect(!found)
    #expect(await world.ledger.rows.isEmpty)
  }

  @Test func `an instant up to 60 s late is on time`() async throws {
    try await plan("* * * * *", from: "2026-11-24T09:00:00Z", at: "2026-11-24T09:01:00Z")

    #expect(await planned == ["2026-11-24T09:00:00Z", "2026-11-24T09:01:00Z"])
    #expect(await missed.isEmpty)
  }

  @Test func `of three missed days the latest runs late, and the others say why not`() async throws
  {
    try await plan("0 9 * * *", from: "2026-11-20T09:00:00Z", at: "2026-11-22T15:00:00Z")

    #expect(await planned == ["2026-11-22T09:00:00Z"])
    #expect(await missed == ["2026-11-20T09:00:00Z", "2026-11-21T09:00:00Z"])
    #expect(await next == "2026-11-23T09:00:00Z")
    #expect(
      await world.ledger.rows.first?.reason?.words.contains("only the latest is caught up") == true)
  }

  @Test func `what was missed over 7 days ago is not caught up`() async throws {
    try await plan("0 9 1 * *", from: "2026-11-01T09:00:00Z", at: "2026-11-08T09:00:01Z")

    #expect(await planned.isEmpty)
    #expect(await missed == ["2026-11-01T09:00:00Z"])
    #expect(await next == "2026-12-01T09:00:00Z")
  }

  @Test func `exactly 7 days late is still caught up`() async throws {
    try await plan("0 9 1 * *", from: "2026-11-01T09:00:00Z", at: "2026-11-08T09:00:00Z")

    #expect(await planned == ["2026-11-01T09:00:00Z"])
  }

  @Test func `a week's outage of an every-minute automation is one row`() async throws {
    try await plan("* * * * *", from: "2026-11-17T09:01:00Z", at: "2026-11-24T09:00:30Z")

    let rows = await world.ledger.rows
    #expect(rows.count == 3)
    #expect(rows.first?.occurrence.instants == 7 * 1440 - 2)
    #expect(rows.first?.occurrence.until == instant("2026-11-24T08:58:00Z"))
    #expect(await planned == ["2026-11-24T08:59:00Z", "2026-11-24T09:00:00Z"])
  }

  @Test func `a hundred skipped instants are a hundred rows, one more is a stretch`() async throws {
    try await plan("* * * * *", from: "2026-11-24T09:00:00Z", at: "2026-11-24T10:41:30Z")
    #expect(await missed.count == 100)

    let other = World()
    try await other.ledger.deploy(
      version("* * * * *"), next: instant("2026-11-24T09:00:00Z"))
    _ = try await Planner(
      ledger: other.ledger, zones: zones, now: { [clock = other.clock] in clock.now },
      logger: other.logger
    )
    .planDue(now: instant("2026-11-24T10:42:30Z"))
    #expect(await other.ledger.rows.first?.occurrence.instants == 101)
  }

  @Test func `planning the same instant twice writes it once`() async throws {
    try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z")
    let now = instant("2026-11-24T09:00:05Z")
    let due = try await world.ledger.due(at: now, limit: 1)
    let stale = due.map {
      Plan(
        basis: $0, rows: [Plan.Row(scheduledAt: $0.planAt)], plannedTo: now, planAt: nil,
        nextRunAt: nil)
    }
    _ = try await planner.planDue(now: now)
    #expect(try await world.ledger.plan(stale, at: now).isEmpty)

    #expect(await planned == ["2026-11-24T09:00:00Z"])
    #expect(await next == "2026-11-25T09:00:00Z")
  }

  @Test func `a schedule that cannot be read stops its automation and no other`() async throws {
    try await deploy(
      "0 9 * * *", from: "2026-11-24T09:00:00Z", zone: "Atlantis/Capital", id: "sunk")
    try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z", id: "well")
    _ = try await planner.planDue(now: instant("2026-11-24T09:00:05Z"))

    #expect(await world.ledger.status("sunk") == .failed)
    #expect(try await world.ledger.automation("sunk") == nil)
    let rows = await world.ledger.rows
    #expect(rows.first { $0.traceID == "sunk" }?.reason?.code == .circuit)
    #expect(rows.first { $0.traceID == "well" }?.outcome == nil)
    #expect(rows.count == 2)
  }

  @Test func `runs before and after the clocks go forward keep their local time`() async throws {
    try await plan(
      "30 9 * * *", from: "2027-03-13T14:30:00Z", at: "2027-03-13T14:30:00Z",
      zone: "America/New_York")
    #expect(await next == "2027-03-14T13:30:00Z")
  }

  @Test func `runs before and after the clocks go back keep their local time`() async throws {
    try await plan(
      "30 9 * * *", from: "2026-10-31T13:30:00Z", at: "2026-10-31T13:30:00Z",
      zone: "America/New_York")
    #expect(await next == "2026-11-01T14:30:00Z")
  }

  @Test func `changed rules of a zone move what is planned, and leave what is due`() async throws {
    try await deploy("0 9 * * *", from: "2026-11-25T08:00:00Z", id: "moved")
    try await deploy("0 9 * * *", from: "2026-11-24T09:00:00Z", id: "due")
    try await planAnew(now: "2026-11-24T10:00:00Z")

    #expect(await world.ledger.next("moved") == "2026-11-25T09:00:00Z")
    #expect(await world.ledger.next("due") == "2026-11-24T09:00:00Z")
    #expect(await world.ledger.rows.isEmpty)
  }

  @Test func `an instant that by changed rules has come already has its row`() async throws {
    try await world.ledger.deploy(
      version("0 9 * * *"), next: instant("2026-11-25T08:00:00Z"),
      at: instant("2026-11-24T08:30:00Z"))
    try await planAnew(now: "2026-11-24T09:00:20Z")

    #expect(await planned == ["2026-11-24T09:00:00Z"])
    #expect(await next == "2026-11-25T09:00:00Z")
  }

  @Test func `a schedule is read once, however often it is due`() async throws {
    let planner = planner
    try await deploy("* * * * *", from: "2026-11-24T09:00:00Z", id: "one")
    try await deploy("*/2 * * * *", from: "2026-11-24T09:00:00Z", id: "two")
    for minute in 10..<20 {
      _ = try await planner.planDue(now: instant("2026-11-24T09:\(minute):00Z"))
    }
    #expect(world.ledger.scheduleCount == 2)
    #expect(await world.ledger.next("two") == "2026-11-24T09:20:00Z")

    // Another version is another schedule, and other rules make it another one, too.
    try await deploy("0 12 * * *", from: "2026-11-24T09:20:00Z", id: "one")
    _ = try await planner.planDue(now: instant("2026-11-24T09:20:00Z"))
    #expect(world.ledger.scheduleCount == 3)
    #expect(await world.ledger.next("one") == "2026-11-24T12:00:00Z")
    var last: String?
    repeat {
      last = try await planner.planAnew(after: last, now: instant("2026-11-24T09:20:30Z"))
    } while last != nil
    #expect(world.ledger.scheduleCount == 5)
  }

  private func planAnew(now: String) async throws {
    var last: String?
    repeat { last = try await planner.planAnew(after: last, now: instant(now)) } while last != nil
  }

  private let zones = TimeZoneDatabase()

  private var planner: Planner {
    Planner(
      ledger: world.ledger, zones: zones, now: { [clock = world.clock] in clock.now },
      logger: world.logger)
  }

  private func plan(_ cron: String, from: String, at now: String, zone: String? = nil) async throws
  {
    try await deploy(cron, from: from, zone: zone)
    let found = try await planner.planDue(now: instant(now))
    #expect(found)
  }

  private func deploy(_ cron: String, from: String, zone: String? = nil, id: String = "trace")
    async throws
  {
    try await world.ledger.deploy(version(cron, zone: zone, id: id), next: instant(from))
  }

  private func version(_ cron: String, zone: String? = nil, id: String = "trace") -> Version {
    Version(
      traceID: id, number: 1, workflow: workflow("note"),
      schedule: StoredSchedule(
        type: "custom", time: cron, config: zone.map { ["timezone": .string($0)] }),
      anchor: instant("2026-10-01T00:00:00Z"), createdAt: instant("2026-10-01T00:00:00Z"))
  }

  private var planned: [String] {
    get async {
      await world.ledger.rows.filter { $0.outcome == nil }.map(\.scheduledAt.rfc3339)
    }
  }

  private var missed: [String] {
    get async {
      await world.ledger.rows.filter { $0.reason?.code == .missed }.map(\.scheduledAt.rfc3339)
    }
  }

  private var next: String? {
    get async { await world.ledger.next() }
  }
}
