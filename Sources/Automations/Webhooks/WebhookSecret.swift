import Foundation
import OrderedJSON

/// What signs the requests to a runner: `whsec_` and 24 to 64 bytes in base64, padded or not
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
package struct WebhookSecret: Hashable, Sendable {
  /// As people give and get it. It proves who asks, and stands in no record and no log.
  package let text: String
  let key: [UInt8]

  /// - Throws: in words what would be right, without the secret.
  package init(_ text: String) throws(WebhookSecretFault) {
    let text = text.trimmedOfWhiteSpace
    let prefix = WebhookSecret.prefix
    guard text.hasPrefix(prefix) else { throw .prefix }
    guard text.utf8.count <= WebhookSecret.longest,
      let bytes = Data(base64Encoded: WebhookSecret.padded(text.dropFirst(prefix.count)))
    else { throw .base64 }
    guard Limits.webhookSecret.bytes.contains(bytes.count) else { throw .length(bytes.count) }
    self.text = text
    key = Array(bytes)
  }

  private init(key: [UInt8]) {
    text = WebhookSecret.prefix + Data(key).base64EncodedString()
    self.key = key
  }

  /// As somebody may say it again.
  package var spellings: [String] {
    [text, String(text.dropFirst(WebhookSecret.prefix.count))]
  }

  /// A new one, of 32 random bytes.
  package static func random() -> WebhookSecret {
    WebhookSecret(key: Secret.bytes(Limits.webhookSecret.made))
  }

  private static func padded(_ base64: Substring) -> String {
    String(base64) + String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
  }

  private static let prefix = "whsec_"
  /// Longer ones are not read: base64 makes four of three bytes.
  private static let longest = 8 * Limits.webhookSecret.bytes.upperBound
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Not the secret.
  package var description: String { "whsec_…" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a text is no secret that signs webhooks.
package enum WebhookSecretFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// It does not begin as one.
  case prefix
  /// What follows is no base64.
  case base64
  /// - Parameter bytes: how many it has.
  case length(Int)

  /// What would be right.
  package var description: String {
    let range = Limits.webhookSecret.bytes
    let right = "whsec_ and \(range.lowerBound) to \(range.upperBound) bytes in base64"
    return switch self {
    case .prefix: "must begin with whsec_: a secret is \(right)"
    case .base64: "must be base64 behind whsec_: a secret is \(right)"
    case .length(let bytes): "must be \(right); these are \(bytes) bytes"
    }
  }
}
