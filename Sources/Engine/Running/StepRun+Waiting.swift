import Automations
import Scheduling

// A step that was taken, and whose answer comes to a call-back.
extension StepRun {
  /// Goes on with what came to a call-back, or where its time is over.
  /// - Returns: `nil` where the step waits for no answer.
  func endOfWait(_ earlier: StepProgress) async throws -> End? {
    if let answered = earlier.answer {
      let latest = max(answered.number, earlier.last?.number ?? 0)
      let (result, notice) = step.held(answered.answer.toolResult)
      return try await end(
        answered.number, startedAt: answered.startedAt, at: answered.at,
        AttemptVerdict(
          of: keepsResult ? await values.keeping(result, isKept: true) : result,
          number: latest - earlier.cutOff, attempts: attempts, effect: earlier.effect),
        isAnswered: true, notice: notice)
    }
    guard let until = earlier.waitingUntil, let last = earlier.last else { return nil }
    let now = now()
    // The clock was set back since the run was claimed.
    let result: ToolResult =
      now < until
      ? .awaitsCallback(until: until)
      : .noAnswer("It was taken, and no answer had come by \(until.rfc3339).")
    return try await end(
      last.number, startedAt: last.startedAt, at: now,
      AttemptVerdict(
        of: result, number: last.number - earlier.cutOff, attempts: attempts,
        effect: earlier.effect))
  }

  private func end(
    _ number: Int, startedAt: Instant, at time: Instant, _ verdict: AttemptVerdict,
    isAnswered: Bool = false, notice: String? = nil
  ) async throws -> End {
    let isHeld = try await ledger.endAttempt(
      verdict.record(
        place, number: number,
        duration: .milliseconds(max(0, time.milliseconds(since: startedAt))), most: recordBytes,
        now: now(), isAnswered: isAnswered, keepsResult: keepsResult, notice: notice),
      of: claim.key)
    guard isHeld else { return .left }
    log(verdict, number)
    return end(verdict)
  }
}
