import Foundation

/// The bytes by which a secret is known in a text that was not decoded.
struct SecretForms {
  /// The secret, its base64 with and without `=`, and what forms in the charsets of Western Europe have
  /// of it (WHATWG Encoding, 4.2).
  let whole: [[UInt8]]
  /// What its base64 is wherever it stands inside of something that was encoded as a whole, as a
  /// password behind its name: those characters that the secret alone decides, behind as many bytes
  /// as are left over of groups of three.
  let inside: [[UInt8]]

  init(of secret: String) {
    let bytes = Array(secret.utf8)
    let base64 = SecretForms.base64(bytes)
    whole =
      [bytes, base64, base64.filter { $0 != UInt8(ascii: "=") }]
      + SecretForms.inWesternCharsets(secret)
    inside = (0...2).map { before in
      let all = SecretForms.base64([UInt8](repeating: 0, count: before) + bytes)
      // A character has six bits.
      let (first, end) = ((before * 8 + 5) / 6, (before + bytes.count) * 8 / 6)
      return Array(all.prefix(end).dropFirst(first))
    }
  }

  /// As it differs from UTF-8, so that no plain letters are sought several times.
  private static func inWesternCharsets(_ secret: String) -> [[UInt8]] {
    guard !secret.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    return Set([String.Encoding.windowsCP1252, .isoLatin1].compactMap { secret.data(using: $0) })
      .map { Array($0) }
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    Array(Data(bytes).base64EncodedString().utf8)
  }
}
