import Workflows

/// When a failed attempt is followed by another: 3 attempts, waiting up to 10 s and twice that, at
/// random from zero on, so that many do not come back together.
enum RetryRule {
  static let attempts = 3
  private static let base = 10.0
  /// Seconds; who asks for a longer wait is not asked again.
  private static let longestWait = 600

  /// - Parameters:
  ///   - attempt: the one that just ended, counted from 1.
  ///   - effect: of the step.
  /// - Returns: how long to wait; `nil`: that was the last attempt.
  static func wait(
    after attempt: Int, _ retry: ToolResult.Retry, effect: Effect
  ) -> Duration? {
    guard attempt < attempts else { return nil }
    let asked: Int?
    switch retry {
    case .never: return nil
    case .ifRepeatable where effect == .once: return nil
    case .ifRepeatable(let after), .notTaken(let after): asked = after
    }
    let least = asked ?? 0
    guard least <= longestWait else { return nil }
    let most = base * Double(1 << (attempt - 1))
    return .milliseconds(Int64(1000 * max(Double(least), Double.random(in: 0...most))))
  }
}
