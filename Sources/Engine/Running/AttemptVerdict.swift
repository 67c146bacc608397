import Workflows

/// What the result of an attempt means for its step.
struct AttemptVerdict: Sendable {
  enum Next: Sendable {
    case ended(Outcome)
    /// Another attempt after so long.
    case again(Duration)
  }

  let next: Next
  let error: String?
  private let response: JSON?
  private let result: JSON?

  init(of toolResult: ToolResult, number: Int, effect: Effect) {
    let again: Duration?
    switch toolResult {
    case .succeeded(let result, let response):
      next = .ended(.succeeded)
      (error, self.response, self.result) = (nil, response, result)
      return
    case .failed(let error, let response, let retry):
      (self.error, self.response) = (error, response)
      again = RetryRule.wait(after: number, retry, effect: effect)
    case .noAnswer(let error):
      (self.error, response) = (error, nil)
      if effect == .once {
        next = .ended(.unknown)
        result = nil
        return
      }
      again = RetryRule.wait(after: number, .ifRepeatable(after: nil), effect: effect)
    }
    result = nil
    next = again.map(Next.again) ?? .ended(.failed)
  }

  /// The end of the attempt as the ledger takes it.
  func record(step: Int, number: Int, duration: Duration) -> AttemptEnd {
    let (seconds, attoseconds) = duration.components
    let outcome: Outcome? = if case .ended(let outcome) = next { outcome } else { nil }
    return AttemptEnd(
      step: step, number: number,
      durationMilliseconds: Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000),
      response: response, error: error, outcome: outcome, result: result)
  }
}
