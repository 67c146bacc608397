import Foundation
package import Scheduling

/// The header `webhook-signature` (Standard Webhooks 1.0): `v1,` and in base64 the HMAC-SHA256 of
/// `{id}.{timestamp}.{raw body}`, once for each secret.
package enum WebhookSignature {
  /// - Parameters:
  ///   - id: the header `webhook-id`, without a point.
  ///   - time: of this attempt; the header `webhook-timestamp` has its seconds.
  ///   - body: byte for byte as it is sent.
  ///   - secrets: the current one first; one at least.
  package static func header(
    id: String, at time: Instant, body: [UInt8], by secrets: [WebhookSecret]
  ) -> String {
    let signed = Array("\(id).\(time.seconds).".utf8) + body
    return secrets.map { secret in
      let code = Secret.authenticationCode(of: signed, with: secret.key)
      return "v1," + Data(code).base64EncodedString()
    }.joined(separator: " ")
  }
}
