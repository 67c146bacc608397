import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Runs whose step was taken and is answered later, as the database has them.
@Suite struct CallbackStoreTests {
  let world: World
  private let deadline = Instant.morning.advanced(bySeconds: 3600)

  init() throws { world = try World() }

  @Test func `a run that waits for an answer says so and until when, and nobody claims it`()
    async throws
  {
    let (id, claim) = try await waiting()
    #expect(try await world.claim(at: deadline.advanced(byMilliseconds: -1)).isEmpty)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.phase == .awaitingAnswer(deadline) && run.waitingUntil == deadline)
    #expect(run.steps.first?.attempts.first?.durationMilliseconds == nil)
    #expect(try await world.occurrences(of: id).map(\.phase) == [.awaitingAnswer(deadline)])
    let list = try await world.traces.automations(
      TraceQuery(scope: .alice, window: Window(detail: .excerpt)))
    #expect(list.elements.map(\.current?.phase) == [.awaitingAnswer(deadline)])
    #expect(try await world.claim(at: deadline).map(\.beginning) == [.afterWait])
  }

  @Test func `an answer makes the run due, is found by whoever claims it, and is the only one`()
    async throws
  {
    let (_, claim) = try await waiting()
    let now = Instant.morning.advanced(bySeconds: 60)
    #expect(try await answer(claim, .result(record: ["id": 7]), at: now) == .taken)
    #expect(try await answer(claim, .result(record: 8), at: now) == .second)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.phase == .behindOthers && run.waitingUntil == nil)
    let next = try #require(try await world.claim(at: now).first)
    let progress = try #require(try await world.ledger.work(of: next).progress[1])
    #expect(
      progress.answer
        == StepProgress.Answered(
          number: 1, startedAt: .morning, at: now, answer: .result(record: ["id": 7])))
    #expect(progress.cutOff == 0 && progress.waitingUntil == nil)
  }

  @Test func `answers that do not count are noted, of each attempt the first`() async throws {
    let (_, claim) = try await waiting()
    let early = Instant.morning.advanced(bySeconds: 60)
    let error = CallbackAnswer.error(words: "It says: No.", isPermanent: true)
    #expect(try await answer(claim, .result(record: 7), at: early) == .taken)
    #expect(try await answer(claim, error, at: early) == .second)
    #expect(try await answer(claim, .result(record: 8), at: deadline) == .second)
    let notices = try await world.history.run(claim.runID, in: .alice)?.notices
    #expect(
      notices == [
        "Step 1 (note): A second answer came at 2026-11-24T09:01:00Z; the first one counts. "
          + "It says: No."
      ])
  }

  @Test func `a late answer changes nothing, and one to a run that is gone is told so`()
    async throws
  {
    let (id, claim) = try await waiting()
    #expect(try await answer(claim, .result(record: 7), at: deadline) == .late)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.phase == .awaitingAnswer(deadline) && run.notices.count == 1)
    #expect(run.notices.first?.contains("too late") == true)
    let token = CallbackToken(runID: claim.runID, step: 1, attempt: 1, expires: deadline)
    #expect(
      try await world.callbacks.tool(of: token)
        == CalledTool(userID: "alice", tool: "note", traceID: id))
    _ = try await world.traces.delete(id, at: .morning, in: .alice)
    #expect(try await world.callbacks.tool(of: token) == nil)
    #expect(try await answer(claim, .result(record: 7), at: .morning) == .gone)
    let other = CallbackToken(runID: claim.runID, step: 2, attempt: 1, expires: deadline)
    #expect(
      try await world.callbacks.answer(other, with: .result(record: 7), at: .morning) == .gone)
  }

  @Test func `who stops a run that waits may not know what became of the step`() async throws {
    let (_, claim) = try await waiting()
    try await stop(claim)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.outcome == .cancelled && run.phase == nil)
    #expect(run.steps.map(\.outcome) == [.unknown])
    #expect(run.reason?.words.contains("whether it was carried out is not known") == true)
    #expect(try await answer(claim, .result(record: 7), at: .morning) == .late)
    #expect(try await world.claim(at: deadline).isEmpty)
  }

  @Test(arguments: [Policies.Overlap.skip, .queue, .cancel], [0, 10])
  func `a run that waits for an answer goes on, as the rules of overlap see it`(
    overlap: Policies.Overlap, slots: Int
  ) async throws {
    let (id, claim) = try await waiting(overlap)
    let second = Instant.morning.advanced(bySeconds: 10)
    #expect(try await world.plan(id, [Plan.Row(scheduledAt: second)]))
    let batch = try await world.batch(at: second, limit: slots)
    let isCancelled = overlap == .cancel
    #expect(batch.claims.map(\.scheduledAt) == (isCancelled && slots > 0 ? [second] : []))
    #expect(batch.skipped.map(\.scheduledAt) == (overlap == .skip ? [second] : []))
    #expect(batch.queued.map(\.scheduledAt) == (overlap == .queue ? [second] : []))
    #expect(batch.ended.map(\.runID) == (isCancelled ? [claim.runID] : []))
    #expect(try await waitingUntil(claim) == (isCancelled ? nil : deadline))
  }

  @Test func `neither a pause nor another version ends a wait, and the run goes on as it began`()
    async throws
  {
    let (id, claim) = try await waiting()
    try await world.deploy(
      id, steps: 2, next: .morning.advanced(bySeconds: 86_400), at: .morning)
    _ = try await world.pauses.begin(
      Pause(reason: "Holidays", since: .morning, until: nil), of: "alice")
    #expect(try await waitingUntil(claim) == deadline)
    #expect(try await answer(claim, .result(record: 7), at: .morning) == .taken)
    let next = try #require(try await world.claim().first)
    #expect(next.runID == claim.runID && next.beginning == .afterWait)
    #expect(try await world.ledger.work(of: next).workflow.steps.count == 1)
  }

  @Test(arguments: [true, false])
  func `what was answered before a stop is known`(isResult: Bool) async throws {
    let (_, claim) = try await waiting()
    _ = try await answer(
      claim, isResult ? .result(record: 7) : .error(words: "No.", isPermanent: false),
      at: .morning)
    try await stop(claim)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.outcome == .cancelled)
    #expect(run.steps.map(\.outcome) == [isResult ? .succeeded : .failed])
    #expect(run.steps.first?.attempts.first?.error == (isResult ? nil : "No."))
    #expect(run.steps.first?.attempts.first?.durationMilliseconds == 0)
  }

  @Test func `a wait is as long after a restart, and no clock makes one longer than a week`()
    async throws
  {
    let (_, claim) = try await waiting()
    let now = Instant.morning
    try await world.ledger.mendTimes(
      holding: [], at: now, lease: now, retry: now.advanced(bySeconds: 600))
    #expect(try await waitingUntil(claim) == deadline)
    let back = now.advanced(bySeconds: -400 * 86_400)
    try await world.ledger.mendTimes(
      holding: [], at: back, lease: back, retry: back.advanced(bySeconds: 600))
    let week = back.advanced(bySeconds: 7 * 86_400)
    #expect(try await waitingUntil(claim) == week)
    let next = try #require(try await world.claim(at: week).first)
    #expect(try await world.ledger.work(of: next).progress[1]?.waitingUntil == week)
  }

  @Test func `an answer that nobody has looked at goes before whatever else is written`()
    async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim)
    #expect(try await answer(claim, .result(record: 7), at: .morning) == .taken)
    #expect(try await world.end(1, of: claim, outcome: .failed, error: "502.") == false)
    let next = try #require(try await world.claim().first)
    #expect(next.key.epoch == claim.key.epoch + 2)
    #expect(try await world.begin(1, attempt: 2, of: next) == false)
    let last = try #require(try await world.claim().first)
    #expect(
      try await world.ledger.work(of: last).progress[1]?.answer?.answer == .result(record: 7))
    let end = AttemptEnd(
      step: 1, number: 1, durationMilliseconds: 12, response: 7, error: nil, outcome: .succeeded,
      isAnswered: true)
    #expect(try await world.ledger.endAttempt(end, of: last.key))
    let steps = try await world.history.run(claim.runID, in: .alice)?.steps
    #expect(steps?.map(\.outcome) == [.succeeded])
    #expect(steps?.first?.attempts.map(\.response) == [7])
    #expect(try await answer(claim, .result(record: 8), at: .morning) == .second)
  }

  @Test func `what succeeds since counts, though an earlier attempt is said to have failed`()
    async throws
  {
    _ = try await world.planned()
    let first = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: first)
    #expect(
      try await world.end(
        1, of: first, outcome: nil, error: "No answer.", retryAt: .morning))
    let claim = try #require(try await world.claim().first)
    #expect(try await world.begin(1, attempt: 2, of: claim))
    let error = CallbackAnswer.error(words: "It says: No.", isPermanent: true)
    #expect(try await answer(claim, error, at: .morning) == .taken)
    #expect(try await world.end(1, attempt: 2, of: claim, outcome: .succeeded))
    let steps = try await world.history.run(claim.runID, in: .alice)?.steps
    #expect(steps?.map(\.outcome) == [.succeeded])
    #expect(steps?.first?.attempts.map(\.error) == ["It says: No.", nil])
    #expect(steps?.first?.attempts.map(\.durationMilliseconds) == [0, 12])
    #expect(try await answer(claim, .result(record: 7), at: .morning) == .second)
  }

  /// A run of Alice's whose step was taken.
  private func waiting(
    _ overlap: Policies.Overlap = .skip
  ) async throws -> (traceID: String, claim: Claim) {
    var policies = Policies()
    policies.overlap = overlap
    let id = try await world.planned(policies: policies)
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, effect: .once, of: claim)
    try await world.wait(1, until: deadline, of: claim)
    return (id, claim)
  }

  private func answer(
    _ claim: Claim, _ answer: CallbackAnswer, at now: Instant
  ) async throws -> CallbackReceipt {
    let token = CallbackToken(runID: claim.runID, step: 1, attempt: 1, expires: deadline)
    return try await world.callbacks.answer(token, with: answer, at: now)
  }

  private func stop(_ claim: Claim) async throws {
    _ = try await world.history.cancel(
      claim.runID, because: Reason(.stopped, "Stopped."), at: .morning, in: .alice)
  }

  private func waitingUntil(_ claim: Claim) async throws -> Instant? {
    try await world.history.run(claim.runID, in: .alice)?.waitingUntil
  }
}

extension World {
  /// Lets a step that was taken wait for its answer.
  func wait(_ step: Int, until: Instant, of claim: Claim) async throws {
    let end = AttemptEnd(
      step: step, number: 1, durationMilliseconds: 12, response: nil, error: nil, outcome: nil,
      answerUntil: until)
    #expect(try await ledger.endAttempt(end, of: claim.key))
  }
}
