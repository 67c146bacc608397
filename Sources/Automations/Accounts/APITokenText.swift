/// The text of an API token: `rep_`, 32 random base62 characters, and the CRC-32 (IEEE 802.3) of
/// those as six more, so that a scanner for leaked tokens can tell one from any other text.
package enum APITokenText {
  /// A new one, from the system's source of randomness; it has 190 random bits.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let random = (0..<32).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
    }
    return prefix + String(decoding: random + checksum(of: random), as: UTF8.self)
  }

  /// Whether a text could be a token at all; one that cannot is not looked up.
  package static func isWellFormed(_ text: String) -> Bool {
    guard text.hasPrefix(prefix) else { return false }
    let body = Array(text.utf8.dropFirst(prefix.utf8.count))
    return body.count == 38 && Array(body[32...]) == checksum(of: Array(body[..<32]))
  }

  private static let prefix = "rep_"
  private static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func checksum(of bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    var rest = ~crc
    var digits: [UInt8] = []
    for _ in 0..<6 {
      digits.append(alphabet[Int(rest % 62)])
      rest /= 62
    }
    return digits.reversed()
  }
}
