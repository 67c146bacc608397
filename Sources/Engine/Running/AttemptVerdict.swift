import Automations
import OrderedJSON
import Scheduling
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
  /// Whether a later run would fail alike.
  let isPermanent: Bool
  private let response: JSON?

  /// - Parameter attempts: how many there are at most.
  init(of toolResult: ToolResult, number: Int, attempts: Int, effect: Effect) {
    let again: Duration?
    isPermanent = if case .failed(_, _, .permanent) = toolResult { true } else { false }
    switch toolResult {
    case .succeeded(_, let response):
      next = .ended(.succeeded)
      (error, self.response) = (nil, response)
      return
    case .failed(let error, let response, let retry):
      (self.error, self.response) = (error, response)
      again = RetryRule.wait(after: number, of: attempts, retry, effect: effect)
    case .noAnswer(let error):
      (self.error, response) = (error, nil)
      if effect == .once {
        next = .ended(.unknown)
        return
      }
      again = RetryRule.wait(
        after: number, of: attempts, .ifRepeatable(after: nil), effect: effect)
    }
    next = again.map(Next.again) ?? .ended(.failed)
  }

  /// The end of the attempt as the ledger takes it.
  /// - Parameter most: bytes of the answer that are kept.
  func record(
    step: Int, number: Int, duration: Duration, most: Int, now: Instant
  ) -> AttemptEnd {
    let (outcome, retryAt): (Outcome?, Instant?) =
      switch next {
      case .ended(let outcome): (outcome, nil)
      case .again(let wait): (nil, now.advanced(byMilliseconds: Int64(wait.milliseconds)))
      }
    return AttemptEnd(
      step: step, number: number,
      durationMilliseconds: duration.milliseconds, response: response?.abridged(to: most),
      error: error, outcome: outcome, isPermanent: isPermanent, retryAt: retryAt)
  }
}

extension Duration {
  /// Whole milliseconds; what is less is left out.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
