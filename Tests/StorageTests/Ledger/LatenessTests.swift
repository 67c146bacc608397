import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Rows that were planned in time and then waited too long for a server.
@Suite struct LatenessTests {
  let world: World

  init() throws { world = try World() }

  private let hourLater = Instant.morning.advanced(bySeconds: 3600)

  @Test func `what waited within the grace is on time`() async throws {
    let id = try await world.planned()
    #expect(try await world.claim(at: .morning.advanced(bySeconds: 60)).count == 1)
    #expect(try await world.occurrences(of: id).first?.late == false)
  }

  @Test func `what waited longer runs late, where it is the latest`() async throws {
    let id = try await world.planned()
    #expect(try await world.claim(at: .morning.advanced(bySeconds: 61)).count == 1)
    #expect(try await world.occurrences(of: id).first?.late == true)
  }

  @Test func `of several that waited the latest runs`() async throws {
    let id = try await world.planned()
    try await world.plan(id, [Plan.Row(scheduledAt: hourLater)])
    let batch = try await world.batch(at: hourLater.advanced(bySeconds: 5))
    #expect(batch.claims.map(\.scheduledAt) == [hourLater])
    #expect(batch.skipped.map(\.reason.code) == [.missed])
  }

  @Test func `what the planner catches up runs beside what is on time`() async throws {
    let id = try await world.save()
    try await world.deploy(id, policies: policies(overlap: .allow))
    try await world.plan(
      id, [Plan.Row(scheduledAt: .morning, late: true), Plan.Row(scheduledAt: hourLater)])
    #expect(try await world.claim(at: hourLater).count == 2)
    #expect(try await world.occurrences(of: id).map(\.late) == [false, true])
  }

  @Test func `what was to be caught up and waited through another outage is judged again`()
    async throws
  {
    let day = Instant.morning.advanced(bySeconds: 86_400)
    let (superseded, old) = (try await world.save(), try await world.save())
    for id in [superseded, old] {
      try await world.deploy(id)
      try await world.plan(id, [Plan.Row(scheduledAt: .morning, late: true)])
    }
    try await world.plan(superseded, [Plan.Row(scheduledAt: day, late: true)])
    let batch = try await world.batch(at: day.advanced(bySeconds: 120))
    #expect(Set(batch.claims.map(\.scheduledAt)) == [day, .morning])
    #expect(batch.skipped.map(\.reason) == [.missedBeforeTheLatest])

    let older = try await world.save()
    try await world.deploy(older)
    try await world.plan(older, [Plan.Row(scheduledAt: .morning, late: true)])
    let month = Instant.morning.advanced(bySeconds: 30 * 86_400)
    #expect(try await world.batch(at: month).skipped.map(\.traceID) == [older])
    #expect(try await world.occurrences(of: older).first?.reason?.words.contains("7 days") == true)
  }

  @Test func `where nothing missed is wanted it is skipped`() async throws {
    let id = try await world.planned(policies: policies(missed: .skip))
    #expect(try await world.claim(at: hourLater).isEmpty)
    #expect(try await world.occurrences(of: id).first?.reason == .missedAndSkipped)
  }

  @Test func `where all that was missed is wanted all of it runs`() async throws {
    let id = try await world.planned(policies: policies(missed: .all, overlap: .allow))
    try await world.plan(id, [Plan.Row(scheduledAt: hourLater)])
    #expect(try await world.claim(at: hourLater.advanced(bySeconds: 90)).count == 2)
  }

  @Test func `of all that was missed and waits, the latest hundred run`() async throws {
    let id = try await world.save()
    try await world.deploy(id, policies: policies(missed: .all, overlap: .allow))
    let most = Int64(Limits.caughtUp)
    let instants = (0..<most + 3).map { Instant.morning.advanced(bySeconds: $0 * 60) }
    try await world.plan(id, instants.map { Plan.Row(scheduledAt: $0) })
    let batch = try await world.batch(at: .morning.advanced(bySeconds: 86_400))
    #expect(batch.skipped.map(\.scheduledAt) == Array(instants[..<3]))
    #expect(batch.skipped.allSatisfy { $0.reason == .missedBeforeTheLatestOnes })
    #expect(batch.claims.first?.scheduledAt == instants[3])
  }

  @Test(arguments: [Policies.Missed.all, .once, .skip])
  func `what heaps up behind a person's other runs ends with the next plan, but for the latest`(
    missed: Policies.Missed
  ) async throws {
    let id = try await world.save()
    try await world.deploy(id, policies: policies(missed: missed, overlap: .allow))
    let most = Int64(Limits.caughtUp)
    let instants = (0...2 * most + 3).map { Instant.morning.advanced(bySeconds: $0 * 60) }
    try await world.plan(id, instants.dropLast(4).map { Plan.Row(scheduledAt: $0) })
    // Nobody claims: the person has as much going on as one may.
    let basis = try #require(try await world.ledger.automation(id))
    let last = try #require(instants.last)
    let later = last.advanced(bySeconds: 60)
    let plan = Plan(
      basis: basis, rows: instants.suffix(4).map { Plan.Row(scheduledAt: $0) }, plannedTo: last,
      planAt: later,
      nextRunAt: later)
    let ended = try #require(try await world.ledger.plan([plan], at: last)[id]).withdrawn
    #expect(ended.map(\.scheduledAt) == Array(instants.prefix(4)))
    #expect(ended.allSatisfy { $0.outcome == .skipped && $0.reason.code == .missed })
    let waiting = try await world.batch(at: last, limit: 1000)
    #expect(waiting.claims.count + waiting.skipped.count == 2 * Int(most))
  }

  @Test func `what may be a day late heaps up no more than what may not`() async throws {
    let id = try await world.save()
    var policies = policies(missed: .once, overlap: .allow)
    policies.graceSeconds = Limits.graceSeconds.upperBound
    try await world.deploy(id, policies: policies)
    let count = Limits.waitingRows + 3
    let instants = (0...count).map { Instant.morning.advanced(bySeconds: Int64($0) * 60) }
    try await world.plan(id, instants.dropLast(4).map { Plan.Row(scheduledAt: $0) })
    let basis = try #require(try await world.ledger.automation(id))
    let last = try #require(instants.last)
    let plan = Plan(
      basis: basis, rows: instants.suffix(4).map { Plan.Row(scheduledAt: $0) }, plannedTo: last,
      planAt: last.advanced(bySeconds: 60), nextRunAt: last.advanced(bySeconds: 60))
    let ended = try #require(try await world.ledger.plan([plan], at: last)[id]).withdrawn
    #expect(ended.map(\.scheduledAt) == Array(instants.prefix(4)))
    #expect(ended.allSatisfy { $0.outcome == .skipped && $0.reason == .crowdedOut })
    #expect(try await world.batch(at: last, limit: 1000).claims.count == Limits.waitingRows)
  }

  @Test(arguments: [Policies.Overlap.skip, .queue, .cancel])
  func `all that was missed runs one after another where runs may not overlap`(
    overlap: Policies.Overlap
  ) async throws {
    let id = try await world.save()
    try await world.deploy(id, policies: policies(missed: .all, overlap: overlap))
    let instants = (0..<4).map { Instant.morning.advanced(bySeconds: $0 * 60) }
    try await world.plan(id, instants.map { Plan.Row(scheduledAt: $0, late: $0 != instants[3]) })
    var ran: [Instant] = []
    for minute in 10..<14 as Range<Int64> {
      let now = Instant.morning.advanced(bySeconds: minute * 60)
      let batch = try await world.batch(at: now)
      #expect(batch.claims.count == 1 && batch.skipped.isEmpty && batch.ended.isEmpty)
      let claim = try #require(batch.claims.first)
      ran.append(claim.scheduledAt)
      try await world.finish(claim, .succeeded, at: now)
    }
    #expect(ran == instants)
    #expect(try await world.occurrences(of: id).allSatisfy { $0.outcome == .succeeded && $0.late })
  }

  @Test func `what waited longer than the catch-up window is skipped`() async throws {
    let id = try await world.planned()
    let week = Instant.morning.advanced(bySeconds: 7 * 86_400)
    #expect(try await world.claim(at: week.advanced(byMilliseconds: 1)).isEmpty)
    #expect(try await world.occurrences(of: id).first?.reason?.code == .missed)
  }

  @Test func `a spread run is due at its own time, and late only after that`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning, dueAt: hourLater)])
    #expect(try await world.ledger.nextWork().dueAt == hourLater)
    #expect(try await world.claim(at: hourLater.advanced(byMilliseconds: -1)).isEmpty)
    let claim = try #require(try await world.claim(at: hourLater).first)
    #expect(claim.dueAt == hourLater)
    #expect(claim.scheduledAt == .morning)
    #expect(try await world.occurrences(of: id).first?.late == false)
  }

  @Test func `leases of others that a clock left far ahead are mended, and one's own stay`()
    async throws
  {
    _ = try await world.planned(at: hourLater)
    _ = try await world.claim(at: hourLater, by: "gone")
    _ = try await world.planned()
    let own = try #require(try await world.claim(by: "own").first)
    try await world.insertManualRun("manual", of: own.traceID, at: hourLater)
    try await world.ledger.mendTimes(
      holding: [own.key], at: .morning, lease: .morning.advanced(bySeconds: 30),
      retry: .morning.advanced(bySeconds: 600))
    let claims = try await world.claim(by: "own")
    #expect(claims.map(\.beginning) == [.reclaimed, .first])
    #expect(claims.last?.runID == "manual")
  }

  private func policies(
    missed: Policies.Missed = .once, overlap: Policies.Overlap = .skip
  ) -> Policies {
    var policies = Policies()
    (policies.missed, policies.overlap) = (missed, overlap)
    return policies
  }
}
