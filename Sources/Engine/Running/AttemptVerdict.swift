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
  /// What it gave, whole; `nil`: nothing.
  private let result: JSON?

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
      (error, response, result) = (nil, nil, nil)
      return
    case .succeeded(let result, let response):
      next = .ended(.succeeded)
      (error, self.response, self.result) = (nil, response, result)
      return
    case .failed(let error, let response, let retry):
      (self.error, self.response, result) = (error, response, nil)
      again = RetryRule.wait(after: number, of: attempts, retry, effect: effect)
    case .gone(let error, let response):
      (self.error, self.response, result) = (error, response, nil)
      again = nil
    case .noAnswer(let error):
      (self.error, response, result) = (error, nil, nil)
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
  ///   - keepsResult: whether what it gave is kept whole. What a call-back gave is kept already.
  ///   - notice: what a person should know of what it gave.
  func record(
    _ place: StepPlace, number: Int, duration: Duration, most: Int, now: Instant,
    isAnswered: Bool = false, keepsResult: Bool, notice: String? = nil
  ) -> AttemptEnd {
    let (outcome, retryAt, answerUntil): (Outcome?, Instant?, Instant?) =
      switch next {
      case .ended(let outcome): (outcome, nil, nil)
      case .again(let wait): (nil, now.advanced(byMilliseconds: Int64(wait.milliseconds)), nil)
      case .awaits(let deadline): (nil, nil, deadline)
      }
    return AttemptEnd(
      step: place.step, element: place.element, number: number,
      durationMilliseconds: duration.milliseconds, response: response?.abridged(to: most),
      error: error, outcome: outcome, isPermanent: isPermanent, retryAt: retryAt,
      answerUntil: answerUntil, isAnswered: isAnswered,
      result: keepsResult && !isAnswered ? result : nil, notice: notice)
  }
}

extension Duration {
  /// Whole milliseconds; what is less is left out.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
