import Automations
import OrderedJSON
import Workflows

/// When a failed attempt is followed by another: after up to 10 s, and twice as long each time, at
/// random from zero on, so that many do not come back together.
enum RetryRule {
  private static let base = 10.0

  /// - Parameters:
  ///   - attempt: the one that just ended, counted from 1.
  ///   - attempts: how many there are at most.
  ///   - effect: of the step.
  /// - Returns: how long to wait; `nil`: that was the last attempt.
  static func wait(
    after attempt: Int, of attempts: Int, _ retry: ToolResult.Retry, effect: Effect
  ) -> Duration? {
    guard attempt < attempts else { return nil }
    let asked: Int?
    switch retry {
    case .never, .permanent: return nil
    case .ifRepeatable where effect == .once: return nil
    case .ifRepeatable(let after), .notTaken(let after): asked = after
    }
    let least = asked ?? 0
    guard least <= Limits.retrySeconds else { return nil }
    let most = min(base * Double(1 << min(attempt - 1, 10)), Double(Limits.retrySeconds))
    return .milliseconds(Int64(1000 * max(Double(least), Double.random(in: 0...most))))
  }
}
