import Automations
import Scheduling

/// What an outside server knows a step by.
enum IdempotencyKey {
  /// The same over retries and crashes: SHA-256, in hexadecimal, of automation, occurrence and
  /// step, and in a loop of what tells its element from others, not of its place. A manual run is an
  /// occurrence of its own.
  static func of(step: Int, for element: LoopElement? = nil, in claim: Claim) -> String {
    let occurrence = claim.manual ? claim.runID : "\(claim.scheduledAt.milliseconds)"
    let text = "\(claim.traceID)\0\(occurrence)\0\(step)" + (element.map { "\0\($0.key)" } ?? "")
    return Secret.hexadecimal(Secret.hash(text))
  }
}
