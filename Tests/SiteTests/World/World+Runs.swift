import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

// What the planner and the worker would write, without either.
extension World {
  /// Plans a row now.
  func plan(_ traceID: String, skipped: Reason? = nil, instants: Int = 1) async throws {
    let basis = try #require(try await ledger.automation(traceID))
    let last = clock.now.advanced(bySeconds: Int64(instants - 1) * 60)
    let row = Plan.Row(
      scheduledAt: clock.now,
      stretch: instants > 1 ? Plan.Stretch(until: last, days: [last.day: instants]) : nil,
      skipped: skipped)
    let plan = Plan(
      basis: basis, rows: [row], plannedTo: last, planAt: basis.planAt,
      nextRunAt: basis.nextRunAt)
    #expect(try await ledger.plan([plan], at: clock.now).keys.contains(traceID))
    clock.advance(seconds: Int64(instants) * 60)
  }

  /// Takes the run that waits.
  func claim() async throws -> Claim {
    let request = ClaimRequest(
      worker: "worker", now: clock.now, lease: clock.now.advanced(bySeconds: 30), limit: 1)
    return try #require(try await ledger.claim(request).claims.first)
  }

  func begin(
    _ step: Int, attempt: Int = 1, request: JSON = ["text": "x"], notices: [String] = [],
    of claim: Claim
  ) async throws {
    let start = AttemptStart(
      step: step, tool: "note", adapter: .local, effect: .idempotent, number: attempt,
      startedAt: clock.now, request: request, notices: notices)
    #expect(try await ledger.beginAttempt(start, of: claim.key))
  }

  func end(
    _ step: Int, attempt: Int = 1, _ outcome: Outcome?, error: String? = nil,
    retryAt: Instant? = nil, answerUntil: Instant? = nil, of claim: Claim
  ) async throws {
    let end = AttemptEnd(
      step: step, number: attempt, durationMilliseconds: 2400, response: ["kept": true],
      error: error, outcome: outcome, retryAt: retryAt, answerUntil: answerUntil)
    #expect(try await ledger.endAttempt(end, of: claim.key))
  }

  @discardableResult
  func finish(_ claim: Claim, _ outcome: Outcome, _ reason: Reason? = nil) async throws
    -> Finished?
  {
    try await ledger.finish(
      claim.key, RunEnd(outcome: outcome, reason: reason), at: clock.now)
  }

  /// Lets a planned run of an automation come to an end.
  /// - Returns: the run's id.
  @discardableResult
  func ran(_ traceID: String, _ outcome: Outcome, _ reason: Reason? = nil) async throws -> String {
    try await plan(traceID)
    let claim = try await claim()
    try await finish(claim, outcome, reason)
    return claim.runID
  }
}
