import Automations
import Engine
import MetricsTestKit
import Scheduling
import Storage
import TestSupport
import Testing

@Suite struct MetricsTests {
  let world = World()
  let kept = TestMetrics()
  private var metrics: EngineMetrics { EngineMetrics(factory: kept) }

  @Test func `a run counts by its outcome, and says how late it began`() async throws {
    try await world.ledger.add(workflow("note"), at: instant("2026-11-24T08:59:58Z"))
    try await run(ScriptedTool())

    #expect(try outcomes(.succeeded) == 1)
    #expect(try outcomes(.failed) == 0)
    #expect(try lateness == [2_000_000_000])
  }

  @Test func `a manual run is not late, and one without a binding is skipped`() async throws {
    try await world.ledger.add(workflow("send_gmail"), at: world.clock.now, manual: true)
    try await run(ScriptedTool())

    #expect(try lateness.isEmpty)
    #expect(try outcomes(.skipped) == 1)
    #expect(try skipped(.unbound) == 1)
  }

  @Test func `a run that another worker had left counts as reclaimed, and not as late`()
    async throws
  {
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    _ = try await world.claims(by: "crashed")
    world.clock.advance(seconds: 31)
    try await run(ScriptedTool())

    #expect(try count("reprise_leases_reclaimed_total") == 1)
    #expect(try lateness.isEmpty)
  }

  @Test func `an open circuit counts once`() async throws {
    var policies = Policies()
    policies.openAfter = 1
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    try await run(ScriptedTool(.failed("Gone.", response: nil, retry: .permanent)))

    #expect(try outcomes(.failed) == 1)
    #expect(try count("reprise_circuit_openings_total") == 1)
  }

  @Test func `an automation that was paused before its run failed opens no circuit`() async throws {
    var policies = Policies()
    policies.openAfter = 1
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    let claim = try #require(try await world.claims().first)
    _ = try await world.ledger.database.setStatus(
      of: "trace",
      StatusChange(
        status: .paused, reason: "Not now.", nextRunAt: nil, planAt: nil, at: world.clock.now,
        version: 1),
      in: .user("alice"))
    await runner(ScriptedTool(.failed("Gone.", response: nil, retry: .permanent))).run(claim)

    #expect(try outcomes(.failed) == 1)
    #expect(try count("reprise_circuit_openings_total") == 0)
  }

  @Test func `what was missed counts by instants, a stretch too`() async throws {
    try await world.ledger.deploy(
      Version(
        traceID: "trace", number: 1, workflow: workflow("note"),
        schedule: StoredSchedule(type: "custom", time: "* * * * *", config: nil),
        anchor: world.clock.now, createdAt: world.clock.now),
      next: instant("2026-11-24T01:00:00Z"))
    let planner = Planner(
      ledger: world.ledger, zones: TimeZoneDatabase(),
      now: { [clock = world.clock] in clock.now }, metrics: metrics, logger: world.logger)
    #expect(try await planner.planDue(now: instant("2026-11-24T09:00:30Z")))

    #expect(try skipped(.missed) == 479)
    #expect(try count("reprise_occurrences_planned_total") == 2)
    #expect(try kept.expectTimer("reprise_planning_duration_seconds").values.count == 1)
  }

  @Test func `rows that a person's change ended count by their reasons`() async throws {
    let worker = Worker(
      ledger: world.ledger, bindings: MemoryBindings(), adapters: [], zones: TimeZoneDatabase(),
      now: { [clock = world.clock] in clock.now }, metrics: metrics, logger: world.logger)
    for seconds in 0...1 {
      try await world.ledger.add(
        workflow("note"), at: world.clock.now.advanced(bySeconds: Int64(seconds)))
    }
    worker.rowsWereWithdrawn(
      try await world.ledger.database.begin(
        Pause(reason: "Holidays", since: world.clock.now, until: nil), of: "alice"))
    #expect(try skipped(.paused) == 2)

    world.clock.advance(seconds: 5)
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    let version = try await world.ledger.database.version(of: "trace", in: .everybody)?.number
    let rows = try await world.ledger.database.setStatus(
      of: "trace",
      StatusChange(
        status: .draft, reason: "Out of service.", nextRunAt: nil, planAt: nil,
        at: world.clock.now, version: version), in: .user("alice"))
    worker.rowsWereWithdrawn(try #require(rows))
    #expect(try skipped(.withdrawn) == 1)
  }

  @Test func `a run that the next one ends counts as cancelled`() async throws {
    var policies = Policies()
    policies.overlap = .cancel
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    let dispatcher = dispatcher(
      ScriptedTool(.noAnswer("Ended."), during: { _ in try? await Task.sleep(for: .seconds(600)) }))
    #expect(try await dispatcher.dispatch())
    #expect(try await isEventually { try kept.expectMeter("reprise_runs_going_on").lastValue == 1 })
    world.clock.advance(seconds: 5)
    try await world.ledger.add(workflow("note"), at: world.clock.now, policies: policies)
    #expect(try await dispatcher.dispatch())

    #expect(try outcomes(.cancelled) == 1)
    await dispatcher.abandon()
    #expect(try kept.expectMeter("reprise_runs_going_on").lastValue == 0)
  }

  private func run(_ tool: ScriptedTool) async throws {
    for claim in try await world.claims() { await runner(tool).run(claim) }
  }

  private func runner(_ tool: ScriptedTool) -> Runner {
    Runner(
      ledger: world.ledger, bindings: MemoryBindings(), adapters: [tool],
      now: { [clock = world.clock] in clock.now }, metrics: metrics,
      logger: world.logger)
  }

  private func dispatcher(_ tool: ScriptedTool) -> Dispatcher {
    Dispatcher(
      ledger: world.ledger, runner: runner(tool), limits: RunLimits(),
      now: { [clock = world.clock] in clock.now }, slotIsFree: {}, metrics: metrics,
      logger: world.logger)
  }

  private var lateness: [Int64] {
    get throws { try kept.expectTimer("reprise_start_lateness_seconds").values }
  }

  private func outcomes(_ outcome: Outcome) throws -> Int64 {
    try count("reprise_runs_total", [("outcome", outcome.rawValue)])
  }

  private func skipped(_ code: ReasonCode) throws -> Int64 {
    try count("reprise_occurrences_skipped_total", [("reason", code.rawValue)])
  }

  private func count(_ label: String, _ dimensions: [(String, String)] = []) throws -> Int64 {
    try kept.expectCounter(label, dimensions).totalValue
  }

  private func isEventually(_ condition: () throws -> Bool) async throws -> Bool {
    for _ in 0..<10_000 {
      if try condition() { return true }
      await Task.yield()
    }
    return false
  }
}
