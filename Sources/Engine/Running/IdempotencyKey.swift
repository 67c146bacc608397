import Crypto
import Scheduling
import Workflows

/// What an outside server knows a step by.
enum IdempotencyKey {
  /// The same over retries and crashes: SHA-256, in hexadecimal, of automation, occurrence and
  /// step. A manual run is an occurrence of its own.
  static func of(step: Int, in claim: Claim) -> String {
    let occurrence = claim.manual ? claim.runID : "\(claim.scheduledAt.milliseconds)"
    let text = "\(claim.traceID)\0\(occurrence)\0\(step)"
    return SHA256.hash(data: Array(text.utf8))
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
