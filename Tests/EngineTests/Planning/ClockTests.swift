import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// A clock that was set far ahead, and back.
@Suite struct ClockTests {
  let world = World()
  private let zones = TimeZoneDatabase()
  private let nine = instant("2026-11-24T09:00:00Z")

  @Test func `instants that an early clock had written off run when they come`() async throws {
    try await deploy("0 * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T09:00:00Z")
    try await work("2026-11-25T09:00:00Z")
    try await mend("2026-11-24T09:30:00Z")
    #expect(try await world.ledger.nextWork().planAt == world.clock.now)
    for hour in 10...12 { try await work("2026-11-24T\(hour):00:00Z") }

    let hours = ["09", "10", "11", "12"].map { "2026-11-24T\($0):00:00Z" }
    #expect(Array(await ran.prefix(4)) == hours)
    #expect(await world.ledger.next() == "2026-11-24T13:00:00Z")
    try await expectOneRowEach(from: "2026-11-24T09:00:00Z", to: "2026-11-24T12:00:00Z")
  }

  @Test func `what ran too early has its row, and does not run again`() async throws {
    try await deploy("0 * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T11:00:00Z")
    let early = await ran
    try await mend("2026-11-24T09:30:00Z")
    for hour in 10...11 { try await work("2026-11-24T\(hour):00:00Z") }

    #expect(early == ["2026-11-24T10:00:00Z"])
    #expect(await ran == ["2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"])
    try await expectOneRowEach(from: "2026-11-24T09:00:00Z", to: "2026-11-24T11:00:00Z")
  }

  @Test func `a stretch that reaches beyond now ends now, with as many instants as have come`()
    async throws
  {
    try await deploy("* * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T19:00:30Z")
    try await mend("2026-11-24T13:00:30Z")

    let stretch = try #require(await world.ledger.rows.first?.occurrence)
    #expect(stretch.scheduledAt == nine)
    #expect(stretch.until == instant("2026-11-24T13:00:00Z"))
    #expect(stretch.instants == 241)
    try await work("2026-11-24T13:01:00Z")
    #expect(await ran.first == "2026-11-24T13:01:00Z")
  }

  @Test func `deploying before the worker has looked at the clock doubles no stretch`()
    async throws
  {
    try await deploy("* * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T19:00:30Z")
    world.clock.set("2026-11-24T13:00:30Z")
    try await planner.plan("trace", through: world.clock.now)
    try await deploy("* * * * *", next: "2026-11-24T13:01:00Z")
    try await work("2026-11-24T15:30:30Z")

    let rows = await world.ledger.rows.map(\.occurrence)
    #expect(rows.compactMap(\.until).count == 2)
    let counted = rows.filter { $0.scheduledAt <= instant("2026-11-24T15:30:00Z") }
      .reduce(0) { $0 + ($1.instants ?? 1) }
    #expect(counted == 391)
  }

  @Test func `what a stretch held stays in it though all is paused before the clock is looked at`()
    async throws
  {
    try await deploy("* * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T19:00:30Z")
    _ = try await world.ledger.database.begin(
      Pause(reason: "Holidays", since: instant("2026-11-24T13:00:30Z"), until: nil), of: "alice")
    try await mend("2026-11-24T13:02:30Z")
    try await work("2026-11-24T13:05:30Z")

    let rows = await world.ledger.rows.map(\.occurrence)
    #expect(rows.first?.until == instant("2026-11-24T13:02:00Z"))
    #expect(rows.first?.instants == 243)
    let paused = rows.filter { $0.reason?.code == .paused }.map(\.scheduledAt.rfc3339)
    #expect(paused == (3...5).map { "2026-11-24T13:0\($0):00Z" })
  }

  @Test func `no stretch reaches over instants that ended otherwise`() async throws {
    try await deploy("* * * * *", next: "2026-11-24T01:00:00Z")
    let database = world.ledger.database
    _ = try await database.begin(
      Pause(
        reason: "Holidays", since: instant("2026-11-24T03:00:30Z"),
        until: instant("2026-11-24T05:00:30Z")), of: "alice")
    try await work("2026-11-24T09:00:30Z")

    let stretches = await world.ledger.rows.map(\.occurrence).filter { $0.until != nil }
    #expect(stretches.map(\.reason?.code) == [.missed, .paused, .missed])
    #expect(stretches.map(\.instants) == [121, 120, 238])
    for (one, next) in zip(stretches, stretches.dropFirst()) {
      #expect(one.until.map { $0 < next.scheduledAt } ?? false)
    }
  }

  @Test func `a pause that began too early holds from now on, and one that ended is over`()
    async throws
  {
    try await deploy("0 * * * *", next: "2026-11-24T09:00:00Z")
    let database = world.ledger.database
    _ = try await database.begin(
      Pause(reason: "Over", since: nine.advanced(bySeconds: -7200), until: nil), of: "alice")
    _ = try await database.begin(
      Pause(reason: "Holidays", since: nine.advanced(bySeconds: 86_400), until: nil), of: "alice")
    try await mend("2026-11-24T09:30:00Z")
    #expect(try await database.pause(of: "alice", at: world.clock.now)?.reason == "Holidays")
    try await work("2026-11-24T10:00:00Z")

    #expect(await world.ledger.rows.last?.reason?.words == "Everything was paused: Holidays")
    #expect(await !ran.contains("2026-11-24T10:00:00Z"))
  }

  @Test func `a pause whose own end has not come goes on`() async throws {
    let until = nine.advanced(bySeconds: 40_000)
    _ = try await world.ledger.database.begin(
      Pause(reason: "Holidays", since: nine, until: until), of: "alice")
    try await deploy("0 * * * *", next: "2026-11-26T09:00:00Z")
    try await mend("2026-11-24T09:30:00Z")
    let pause = try await world.ledger.database.pause(of: "alice", at: world.clock.now)
    #expect(pause?.until == until)
  }

  @Test func `a schedule that an early clock had brought to its end comes again`() async throws {
    try await world.ledger.deploy(
      Version(
        traceID: "trace", number: 1, workflow: workflow("note"),
        schedule: StoredSchedule(
          type: "custom", time: "0 * * * *", config: ["end": "2026-11-24T12:00:00Z"]),
        anchor: nine, createdAt: nine), next: nine)
    try await work("2026-11-24T09:00:00Z")
    try await work("2026-11-25T09:00:00Z")
    #expect(try await world.ledger.nextWork().planAt == nil)
    try await mend("2026-11-24T09:30:00Z")
    for hour in 10...12 { try await work("2026-11-24T\(hour):00:00Z") }

    let hours = ["09", "10", "11"].map { "2026-11-24T\($0):00:00Z" }
    #expect(await Array(ran.prefix(3)) == hours)
    try await expectOneRowEach(from: "2026-11-24T09:00:00Z", to: "2026-11-24T12:00:00Z")
    #expect(try await world.ledger.nextWork().planAt == nil)
  }

  @Test func `a clock that goes on has nothing to mend`() async throws {
    try await deploy("0 * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T09:00:00Z")
    let before = try await world.ledger.automation("trace")?.revision
    try await mend("2026-11-24T09:00:01Z")
    #expect(try await world.ledger.automation("trace")?.revision == before)
    #expect(try await world.ledger.latestMoment() <= world.clock.now)
  }

  @Test func `who looked at the clock before somebody else wrote does not take that for a jump`()
    async throws
  {
    try await deploy("0 * * * *", next: "2026-11-24T09:00:00Z")
    try await work("2026-11-24T09:00:05Z")
    let before = try await world.ledger.automation("trace")
    try await planner.plan("trace", through: instant("2026-11-24T09:00:04Z"))
    let after = try await world.ledger.automation("trace")
    #expect(after?.revision == before?.revision)
    #expect(after?.plannedTo == instant("2026-11-24T09:00:05Z"))
  }

  @Test func `no stretch reaches over the time that an automation was in draft`() async throws {
    try await deploy("* * * * *", next: "2026-11-24T09:00:00Z")
    try await set(.paused, at: "2026-11-24T08:59:59Z")
    try await work("2026-11-24T12:00:30Z")
    try await set(.draft, at: "2026-11-24T12:00:30Z")
    try await set(.paused, at: "2026-11-24T13:00:30Z")
    try await work("2026-11-24T13:02:30Z")

    let rows = await world.ledger.rows.map(\.occurrence)
    #expect(
      rows.map(\.scheduledAt.rfc3339) == [
        "2026-11-24T09:00:00Z", "2026-11-24T13:01:00Z", "2026-11-24T13:02:00Z",
      ])
    #expect(rows.first?.instants == 181)
  }

  private func set(_ status: DeploymentStatus, at time: String) async throws {
    let now = instant(time)
    _ = try await world.ledger.database.setStatus(
      of: "trace",
      StatusChange(
        status: status, reason: "The automation was paused.", nextRunAt: nil,
        planAt: status == .draft ? nil : now.advanced(bySeconds: 1), at: now, version: 1),
      in: .user("alice"))
  }

  private var planner: Planner {
    Planner(
      ledger: world.ledger, zones: zones, now: { [clock = world.clock] in clock.now },
      logger: world.logger)
  }

  private func mend(_ now: String) async throws {
    world.clock.set(now)
    try await planner.mendClock()
  }

  /// What the worker does in a round.
  private func work(_ now: String) async throws {
    world.clock.set(now)
    try await planner.mendClock()
    while try await planner.planDue(now: world.clock.now) {}
    try await world.runWaiting(ScriptedTool())
  }

  private func deploy(_ cron: String, next: String) async throws {
    try await world.ledger.deploy(
      Version(
        traceID: "trace", number: 1, workflow: workflow("note"),
        schedule: StoredSchedule(type: "custom", time: cron, config: nil),
        anchor: instant("2026-10-01T00:00:00Z"), createdAt: instant("2026-10-01T00:00:00Z")),
      next: instant(next))
  }

  private var ran: [String] {
    get async {
      await world.ledger.rows.filter { $0.outcome == .succeeded }.map(\.scheduledAt).sorted()
        .map(\.rfc3339)
    }
  }

  private func expectOneRowEach(from first: String, to last: String) async throws {
    let hours = stride(
      from: instant(first).milliseconds, through: instant(last).milliseconds, by: 3_600_000)
    let rows = await world.ledger.rows.map(\.scheduledAt.milliseconds)
    for hour in hours { #expect(rows.filter { $0 == hour }.count == 1) }
  }
}
