import OrderedJSON
package import Scheduling

/// A link that signs somebody in, once, within an hour: signed with the data folder's key, and
/// spent in the database.
package struct SignInLink: Sendable {
  let nonce: String
  let expires: Instant

  /// The query of a new link: `name=admin&link=…`.
  package static func query(of name: String, key: [UInt8], now: Instant) -> String {
    let expires = now.advanced(byMilliseconds: Limits.signInLinkTime).milliseconds
    let payload = "\(expires).\(Secret.random())"
    let signature = Secret.sign(text(name, payload), with: key)
    return "name=\(escaped(name))&link=\(payload).\(signature)"
  }

  /// Reads the value of `link`; `nil` where it was not signed for that name with that key.
  init?(_ link: String, of name: String, key: [UInt8]) {
    guard link.utf8.count <= Limits.signInLinkBytes else { return nil }
    let parts = link.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 3, let expires = Int64(parts[0]),
      Secret.isSignature(parts[2], of: SignInLink.text(name, "\(parts[0]).\(parts[1])"), with: key)
    else { return nil }
    nonce = parts[1]
    self.expires = Instant(milliseconds: expires)
  }

  private static func text(_ name: String, _ payload: String) -> String {
    "link:\(name):\(payload)"
  }

  private static func escaped(_ name: String) -> String {
    name.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let isPlain = byte < 0x80 && (character.isLetter || character.isNumber)
      return isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
