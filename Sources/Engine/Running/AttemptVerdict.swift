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
    /// Its answer comes until then, or never.
    case awaits(Instant)
  }

  let next: Next
  let error: String?
  /// Whether a later run would fail alike.
  let isPermanent: Bool
  private let response: JSON?

  /// - Parameter attempts: how many there are at most.
  init(of toolResult: ToolResult, number: Int, attempts: Int, effect: Effect) {
    let again: Duration?
    isPermanent =
      switch toolResult {
      case .failed(_, _, .permanent), .gone: true
      default: false
      }
    switch toolResult {
    case .awaitsCallback(let deadline):
      next = .awaits(deadline)
      (error, response) = (nil, nil)
      return
    case .succeeded(_, let response):
      next = .ended(.succeeded)
      (error, self.response) = (nil, response)
      return
    case .failed(let error, let response, let retry):
      (self.error, self.response) = (error, response)
      again = RetryRule.wait(after: number, of: attempts, retry, effect: effect)
    case .gone(let error, let response):
      (self.error, self.response) = (error, response)
      again = nil
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
  /// - Parameters:
  ///   - most: bytes of the answer that are kept.
  ///   - isAnswered: whether it is what an answer to its call-back means.
  func record(
    step: Int, number: Int, duration: Duration, most: Int, now: Instant, isAnswered: Bool = false
  ) -> AttemptEnd {
    let (outcome, retryAt, answerUntil): (Outcome?, Instant?, Instant?) =
      switch next {
      case .ended(let outcome): (outcome, nil, nil)
      case .again(let wait): (nil, now.advanced(byMilliseconds: Int64(wait.milliseconds)), nil)
      case .awaits(let deadline): (nil, nil, deadline)
      }
    return AttemptEnd(
      step: step, number: number,
      durationMilliseconds: duration.milliseconds, response: response?.abridged(to: most),
      error: error, outcome: outcome, isPermanent: isPermanent, retryAt: retryAt,
      answerUntil: answerUntil, isAnswered: isAnswered)
  }
}

extension Duration {
  /// Whole milliseconds; what is less is left out.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
