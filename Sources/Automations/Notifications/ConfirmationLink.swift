import OrderedJSON
package import Scheduling

/// A link that confirms an address of mail: signed with the data folder's key for the channel and the
/// address, and good for a day. It may be followed twice, which changes nothing more.
package struct ConfirmationLink: Sendable {
  /// When it is over.
  package let expires: Instant
  private let payload: String
  private let signature: String

  /// The query of a new link: `channel=…&link=…`.
  package static func query(
    of channelID: String, at address: String, key: [UInt8], now: Instant
  ) -> String {
    let expires = now.advanced(bySeconds: Int64(Limits.confirmationHours) * 3600).milliseconds
    let payload = "\(expires).\(Secret.random())"
    let signature = Secret.sign(text(channelID, address, payload), with: key)
    return "channel=\(channelID)&link=\(payload).\(signature)"
  }

  /// Reads the value of `link`; `nil` where it is none.
  package init?(_ link: String) {
    guard link.utf8.count <= Limits.signInLinkBytes else { return nil }
    let parts = link.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 3, let expires = Int64(parts[0]) else { return nil }
    self.expires = Instant(milliseconds: expires)
    payload = "\(parts[0]).\(parts[1])"
    signature = parts[2]
  }

  /// Whether it was made for the channel and the address.
  package func isFor(_ channelID: String, at address: String, key: [UInt8]) -> Bool {
    Secret.isSignature(signature, of: ConfirmationLink.text(channelID, address, payload), with: key)
  }

  private static func text(_ channelID: String, _ address: String, _ payload: String) -> String {
    "confirm:\(channelID):\(payload):\(address)"
  }
}
