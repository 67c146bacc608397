import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct CircuitTests {
  let world: World

  init() throws { world = try World() }

  private let failure = Reason(.stepFailed, "Step 1 (note): 500.")

  @Test func `three failed runs in a row open the circuit, with one notice`() async throws {
    let id = try await deployed()
    #expect(try await run(.failed, id, 1)?.circuitOpened == nil)
    #expect(try await run(.failed, id, 2)?.circuitOpened == nil)
    try await world.plan(
      id, [Plan.Row(scheduledAt: time(2).advanced(bySeconds: 1), dueAt: time(9))])
    let words = try #require(try await run(.failed, id, 3)?.circuitOpened)
    #expect(words.contains("3 failed runs in a row"))
    #expect(words.contains("Step 1 (note): 500."))

    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.status == .failed)
    #expect(summary.statusReason == words)
    #expect(summary.nextRunAt == nil)
    let waiting = try await world.occurrences(of: id).first {
      $0.scheduledAt == time(2).advanced(bySeconds: 1)
    }
    #expect(waiting?.reason == Reason(.circuit, words))
    let notices = try await world.history.notices(of: nil, Window(), in: .alice)
    #expect(notices.elements.map(\.kind) == [.circuitOpened])
    #expect(try await world.history.notices(of: nil, Window(), in: .bob).total == 0)
    #expect(try await world.ledger.automation(id)?.stops.map(\.since) == [time(3)])
  }

  @Test func `a success between starts the count anew`() async throws {
    let id = try await deployed()
    for (minute, outcome) in [Outcome.failed, .failed, .succeeded, .failed, .failed].enumerated() {
      #expect(try await run(outcome, id, minute)?.circuitOpened == nil)
    }
  }

  @Test func `unknown, cancelled and skipped are no verdict`() async throws {
    let id = try await deployed()
    let outcomes: [Outcome] = [.failed, .unknown, .failed, .cancelled, .skipped]
    for (minute, outcome) in outcomes.enumerated() {
      #expect(try await run(outcome, id, minute)?.circuitOpened == nil)
    }
    #expect(try await run(.failed, id, 9)?.circuitOpened != nil)
  }

  @Test func `one error that stays opens it at once`() async throws {
    let id = try await deployed()
    let finished = try await run(.failed, id, 1, permanent: true)
    #expect(finished?.circuitOpened?.contains("error stays") == true)
  }

  @Test func `after how many runs it opens is a policy`() async throws {
    let id = try await deployed(openAfter: 1)
    #expect(try await run(.failed, id, 1)?.circuitOpened != nil)
  }

  @Test func `a run by hand neither opens nor closes it`() async throws {
    let id = try await deployed(openAfter: 1)
    try await world.insertManualRun("manual", of: id, ofDeployed: true)
    try await world.finish(try #require(try await world.claim().first), .failed)
    #expect(try await world.traces.automation(id, in: .alice)?.status == .deployed)
  }

  @Test func `a run of the version before says nothing about the one that is deployed`()
    async throws
  {
    let id = try await deployed(openAfter: 1)
    try await world.plan(id, [Plan.Row(scheduledAt: time(1))])
    let claim = try #require(try await world.claim(at: time(1)).first)
    try await world.deploy(id, at: time(1))
    try await world.finish(claim, .failed, failure, at: time(2))
    #expect(try await world.traces.automation(id, in: .alice)?.status == .deployed)
  }

  @Test func `closed again, its first success is one recovery`() async throws {
    let id = try await deployed(openAfter: 1)
    _ = try await run(.failed, id, 1)
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: .deployed, reason: nil, nextRunAt: time(9), planAt: time(9), at: time(5), version: 1
      ),
      in: .alice)
    #expect(try await world.ledger.automation(id)?.stops.map(\.until) == [])
    #expect(try await run(.succeeded, id, 9)?.recovered == true)
    #expect(try await run(.succeeded, id, 10)?.recovered == false)
    let notices = try await world.history.notices(of: nil, Window(), in: .alice)
    #expect(notices.elements.map(\.kind) == [.recovered, .circuitOpened])
  }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  private func deployed(openAfter: Int = 3) async throws -> String {
    var policies = Policies()
    policies.openAfter = openAfter
    let id = try await world.save()
    try await world.deploy(id, policies: policies)
    return id
  }

  /// Plans an instant, claims it and ends it.
  private func run(
    _ outcome: Outcome, _ id: String, _ minute: Int, permanent: Bool = false
  ) async throws -> Finished? {
    let now = time(minute)
    try await world.plan(id, [Plan.Row(scheduledAt: now)])
    let claim = try #require(try await world.claim(at: now).first)
    return try await world.finish(
      claim, outcome, outcome == .succeeded ? nil : failure, permanent: permanent, at: now)
  }
}
