import Automations
import Scheduling

/// What an outside server knows a step by.
enum IdempotencyKey {
  /// The same over retries and crashes: SHA-256, in hexadecimal, of automation, occurrence and
  /// step. A manual run is an occurrence of its own.
  static func of(step: Int, in claim: Claim) -> String {
    let occurrence = claim.manual ? claim.runID : "\(claim.scheduledAt.milliseconds)"
    let text = "\(claim.traceID)\0\(occurrence)\0\(step)"
    return Secret.hexadecimal(Secret.hash(text))
  }
}
