import Crypto
import Foundation

/// AES-256-GCM (NIST SP 800-38D): what is sealed opens with the same key for the same associated data
/// alone, and as it was.
enum Sealing {
  /// - Returns: a random nonce of 12 bytes, as many bytes as were given, and a tag of 16.
  static func seal(
    _ bytes: [UInt8], with key: SymmetricKey, for associatedData: [UInt8]
  ) throws -> [UInt8] {
    let box = try AES.GCM.seal(bytes, using: key, authenticating: associatedData)
    return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  /// - Returns: `nil` where it was sealed with another key, for other data, or was changed.
  static func open(
    _ sealed: [UInt8], with key: SymmetricKey, for associatedData: [UInt8]
  ) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let bytes = try? AES.GCM.open(box, using: key, authenticating: associatedData)
    else { return nil }
    return Array(bytes)
  }

  /// The parts behind one another, each behind its length as eight bytes: no others give the same.
  static func associatedData(_ parts: String...) -> [UInt8] {
    parts.flatMap { part in
      withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { Array($0) } + Array(part.utf8)
    }
  }
}

extension SymmetricKey {
  var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
