import Crypto

/// Random texts that prove who somebody is, and how they are kept: hashed.
package enum Secret {
  /// 256 random bits, base64url.
  package static func random() -> String { base64URL(bytes(32)) }

  /// SHA-256 of a secret: what the database keeps of it.
  package static func hash(_ secret: String) -> [UInt8] { hash(Array(secret.utf8)) }

  /// SHA-256: 32 bytes.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// HMAC-SHA256 of a text, base64url.
  package static func sign(_ text: String, with key: [UInt8]) -> String {
    base64URL(authenticationCode(of: Array(text.utf8), with: key))
  }

  /// HMAC-SHA256 of bytes: 32 of them.
  package static func authenticationCode(of bytes: [UInt8], with key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
  }

  /// Whether a text was signed with the key, in constant time.
  package static func isSignature(_ signature: String, of text: String, with key: [UInt8]) -> Bool {
    equal(sign(text, with: key), signature)
  }

  /// Compares in a time that says nothing about where texts of one length differ.
  package static func equal(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// So many random bytes, from the system's source of randomness.
  package static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    // Eight at a time: each is a call into the kernel.
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Two digits, in lower case, for each byte.
  package static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    return String(unsafeUninitializedCapacity: bytes.count * 2) { space in
      var end = 0
      for byte in bytes {
        space[end] = digit(byte >> 4)
        space[end + 1] = digit(byte & 0x0F)
        end += 2
      }
      return end
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }

  private static func base64URL(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[bits >> count & 0x3F])
      }
    }
    if count > 0 { text.append(alphabet[bits << (6 - count) & 0x3F]) }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Names of rows: UUIDs (RFC 9562), lower case.
package enum Identifier {
  /// A new one: 122 random bits, as version 4.
  package static func random() -> String { text(of: Secret.bytes(16), version: 4) }

  /// The one identifier that a text leads to: its SHA-256, as version 8.
  package static func derived(from text: String) -> String { derived(from: Secret.hash(text)) }

  /// The one identifier that a SHA-256 leads to.
  package static func derived(from hash: [UInt8]) -> String {
    text(of: Array(hash.prefix(16)), version: 8)
  }

  /// An identifier as rows have it: upper and lower case of a UUID are the same.
  package static func folded(_ text: String) -> String {
    guard text.utf8.count == 36 else { return text }
    let lengths = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map(\.count)
    let isUUID =
      lengths == [8, 4, 4, 4, 12]
      && text.utf8.allSatisfy {
        $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit
      }
    return isUUID ? text.lowercased() : text
  }

  private static func text(of bytes: [UInt8], version: UInt8) -> String {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Secret.hexadecimal(bytes)
    return [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)]
      .map { start, count in digits.dropFirst(start).prefix(count) }.joined(separator: "-")
  }
}
