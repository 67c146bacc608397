import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What is kept whole of runs until they end.
@Suite struct ValueTests {
  let world: World

  init() throws { world = try World() }

  @Test func `a step of which nothing is kept has no row`() async throws {
    let claim = try await claim()
    _ = try await world.begin(1, of: claim)
    _ = try await world.end(1, of: claim, outcome: .succeeded)
    #expect(try rows() == 0)
  }

  @Test func `a result is kept to the digit, and told to whoever goes on`() async throws {
    let claim = try await claim()
    let value: JSON = ["id": .number("1.50"), "of": "Oslo \u{1F300}"]
    try await keep(value, at: 1, of: claim)
    let later = Instant.morning.advanced(bySeconds: 31)
    let next = try #require(try await world.claim(at: later, by: "two").first)
    #expect(try await world.ledger.values(at: [1, 2], of: next.key) == [1: value])
    #expect(try await world.ledger.work(of: next).keptBytes == value.bytes.count)
    try await world.finish(next, .succeeded)
    #expect(try rows() == 0)
  }

  @Test func `elements of loops have places of their own`() async throws {
    let claim = try await claim()
    for element in 0..<3 { try await keep(JSON(element), at: 2, element, of: claim) }
    try await keep("list", at: 1, of: claim)
    try await keep("other", at: 3, 0, of: claim)
    #expect(try await world.ledger.values(ofLooped: 2, of: claim.key) == [0: 0, 1: 1, 2: 2])
    let place = StepPlace(step: 2, element: 1)
    #expect(try await world.ledger.values(at: [place], of: claim.key) == [place: 1])
    #expect(StepPlace(number: place.number) == place)
    #expect(StepPlace(number: 7) == 7)
    let last = StepPlace(step: Limits.traceEntries, element: Limits.loopElements - 1)
    #expect(StepPlace(number: last.number) == last)
  }

  @Test func `where nothing is expected an answer keeps nothing`() async throws {
    let claim = try await claim()
    let until = Instant.morning.advanced(bySeconds: 3600)
    _ = try await world.begin(1, effect: .once, of: claim)
    try await world.wait(1, until: until, of: claim)
    let token = CallbackToken(runID: claim.runID, step: 1, attempt: 1, expires: until)
    let answer = CallbackAnswer.result(record: "cut", whole: "whole")
    #expect(try await world.callbacks.answer(token, with: answer, at: .morning) == .taken)
    #expect(try rows() == 0)
  }

  @Test func `what is known of a run tells its instant, its number and the run before`()
    async throws
  {
    let id = try await world.planned()
    let first = try #require(try await world.claim().first)
    #expect(
      try await world.ledger.facts(of: first.key)
        == RunFacts(scheduledAt: .morning, number: 1, previous: nil, version: 1))
    try await world.finish(first, .unknown, Reason(.noAnswer, "Gone."))
    let next = Instant.morning.advanced(bySeconds: 86_400)
    try await world.plan(id, [Plan.Row(scheduledAt: next)])
    let second = try #require(try await world.claim(at: next).first)
    #expect(
      try await world.ledger.facts(of: second.key)
        == RunFacts(scheduledAt: next, number: 2, previous: .morning, version: 1))
    try await world.finish(second, .succeeded)
    _ = try await world.history.insertRerun(
      of: first.runID, as: "again", at: next.advanced(bySeconds: 5), in: .alice)
    let rerun = try #require(try await world.claim(at: next.advanced(bySeconds: 5)).first)
    #expect(
      try await world.ledger.facts(of: rerun.key)
        == RunFacts(scheduledAt: .morning, number: 1, previous: nil, version: 1))
  }

  private func claim() async throws -> Claim {
    _ = try await world.planned()
    return try #require(try await world.claim().first)
  }

  private func keep(
    _ value: JSON, at step: Int, _ element: Int? = nil, of claim: Claim
  ) async throws {
    _ = try await world.ledger.beginAttempt(
      AttemptStart(
        step: step, element: element, tool: "note", adapter: .local, effect: .idempotent,
        number: 1, startedAt: .morning, request: .null, keepsResult: true), of: claim.key)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: step, element: element, number: 1, durationMilliseconds: 1, response: nil,
        error: nil, outcome: .succeeded, result: value), of: claim.key)
  }

  private func rows() throws -> Int? { try world.folder.count("SELECT count(*) FROM kept_values") }
}
