import Automations
import OrderedJSON
import Scheduling
import Testing
import Workflows

@Suite struct StepTests {
  let world: World

  init() throws { world = try World() }

  @Test func `keeps each attempt, its request, answer and error`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await world.begin(1, of: claim))
    #expect(try await world.end(1, of: claim, outcome: nil, error: "503"))
    #expect(try await world.begin(1, attempt: 2, of: claim))
    #expect(try await world.end(1, attempt: 2, of: claim, outcome: .succeeded))
    #expect(try await world.begin(2, of: claim))

    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.steps.map(\.index) == [1, 2])
    #expect(run.steps.map(\.outcome) == [.succeeded, nil])
    let step = try #require(run.steps.first)
    #expect(step.tool == "note")
    #expect(step.adapter == .local)
    #expect(step.effect == .idempotent)
    #expect(step.attempts.map(\.number) == [1, 2])
    #expect(step.attempts.map(\.error) == ["503", nil])
    #expect(step.attempts.map(\.durationMilliseconds) == [12, 12])
    #expect(step.attempts.last?.request == ["text": .number("1.0")])
    #expect(step.attempts.last?.response == ["kept": true])
    #expect(run.steps.last?.attempts.first?.durationMilliseconds == nil)
  }

  @Test func `who goes on after a crash finds steps and results`() async throws {
    _ = try await world.planned()
    let first = try #require(try await world.claim(by: "one").first)
    _ = try await world.begin(1, of: first)
    _ = try await world.end(1, of: first, outcome: .succeeded)
    _ = try await world.begin(2, of: first)

    let second = try #require(
      try await world.claim(at: .morning.advanced(bySeconds: 31), by: "two").first)
    #expect(second.steps.map(\.outcome) == [.succeeded, nil])
    #expect(second.steps.map(\.attempts.count) == [1, 1])
    #expect(second.results == [1: ["file": "notes/1.json"]])
  }

  @Test func `whole results stay no longer than their run`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim)
    _ = try await world.end(1, of: claim, outcome: .succeeded)
    let kept = "SELECT count(*) FROM steps WHERE result IS NOT NULL"
    #expect(try world.folder.count(kept) == 1)
    try await world.finish(claim, .succeeded, at: .morning)
    #expect(try world.folder.count(kept) == 0)
    let run = try await world.history.run(claim.runID, in: .alice)
    #expect(run?.steps.first?.attempts.first?.response == ["kept": true])
  }

  @Test func `finishing ends run and occurrence, and the automation tells of it`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    let end = Instant.morning.advanced(byMilliseconds: 2_400)
    let reason = Reason(.stepFailed, "Step 1, note: no such file")
    #expect(try await world.finish(claim, .failed, reason, at: end) != nil)

    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.outcome == .failed)
    #expect(run.reason == reason)
    #expect(run.finishedAt == end)
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.outcome == .failed)
    #expect(row.reason == reason)
    #expect(row.startedAt == .morning)
    #expect(row.finishedAt == end)
    let last = try await world.traces.summary(id, in: .alice)?.lastRun
    #expect(last == LastRun(runID: claim.runID, outcome: .failed, finishedAt: end))
  }
}

extension World {
  func begin(
    _ step: Int, attempt: Int = 1, effect: Effect = .idempotent, of claim: Claim
  ) async throws -> Bool {
    try await ledger.beginAttempt(
      AttemptStart(
        step: step, tool: "note", adapter: .local, effect: effect, number: attempt,
        startedAt: .morning, request: ["text": .number("1.0")]),
      of: claim.key)
  }

  func end(
    _ step: Int, attempt: Int = 1, of claim: Claim, outcome: Outcome?, error: String? = nil,
    retryAt: Instant? = nil
  ) async throws -> Bool {
    try await ledger.endAttempt(
      AttemptEnd(
        step: step, number: attempt, durationMilliseconds: 12,
        response: error == nil ? ["kept": true] : nil, error: error, outcome: outcome,
        retryAt: retryAt, result: outcome == .succeeded ? ["file": "notes/1.json"] : nil),
      of: claim.key)
  }
}
