import Automations
import OrderedJSON
import Scheduling
import TestSupport
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

  @Test func `keeps what of the call was left away, as the latest attempt found it`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim, notices: ["a is left away."])
    _ = try await world.end(1, of: claim, outcome: nil, error: "503")
    _ = try await world.begin(1, attempt: 2, of: claim, notices: ["b is \"left\" away.", "c."])
    _ = try await world.end(1, attempt: 2, of: claim, outcome: .succeeded)
    _ = try await world.begin(2, of: claim)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.steps.map(\.notices) == [["b is \"left\" away.", "c."], []])
    #expect(
      run.notices == ["Step 1 (note): b is \"left\" away.", "Step 1 (note): c."])
  }

  @Test func `who goes on after a crash finds how far each step has come`() async throws {
    _ = try await world.planned()
    let first = try #require(try await world.claim(by: "one").first)
    for (step, outcome) in [(1, Outcome.succeeded), (2, .failed)] {
      _ = try await world.begin(step, of: first)
      let error = outcome == .failed ? "404." : nil
      _ = try await world.end(step, of: first, outcome: outcome, error: error)
    }
    for attempt in [1, 2] { _ = try await world.begin(3, attempt: attempt, of: first) }

    let second = try #require(
      try await world.claim(at: .morning.advanced(bySeconds: 31), by: "two").first)
    let progress = try await world.ledger.work(of: second).progress
    #expect(progress.count == 3)
    #expect(progress[1]?.outcome == .succeeded && progress[1]?.last == nil)
    #expect(progress[2]?.outcome == .failed && progress[2]?.last?.error == "404.")
    let open = try #require(progress[3])
    #expect(open.outcome == nil && open.effect == .idempotent && open.cutOff == 2)
    #expect(open.last?.number == 2 && open.last?.isOpen == true)
    #expect(open.last?.startedAt == .morning)
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
    let last = try await world.traces.automation(id, in: .alice)?.lastRun
    #expect(last == LastRun(runID: claim.runID, outcome: .failed, finishedAt: end))
  }
}

extension World {
  func begin(
    _ step: Int, attempt: Int = 1, effect: Effect = .idempotent, of claim: Claim,
    notices: [String] = []
  ) async throws -> Bool {
    try await ledger.beginAttempt(
      AttemptStart(
        step: step, tool: "note", adapter: .local, effect: effect, number: attempt,
        startedAt: .morning, request: ["text": .number("1.0")], notices: notices),
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
        retryAt: retryAt),
      of: claim.key)
  }
}
