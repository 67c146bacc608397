import Crypto
import CryptoExtras
import Foundation
import OrderedJSON

/// Passwords: what is accepted, and how they are kept. Texts count as the same that Unicode holds for
/// the same (NFC, UAX #15), whatever the keyboard sent. What derives a key takes a quarter of a second:
/// it is for `PasswordThreads`.
package enum Password {
  /// - Parameter name: of the account that it is for.
  /// - Returns: what is wrong with it; `nil` where it may be used.
  package static func fault(of password: String, for name: String) -> String? {
    if password.utf8.count > Limits.passwordBytes {
      return "must have at most \(Limits.passwordBytes) bytes"
    }
    if password.count < Limits.passwordCharacters {
      return "must have at least \(Limits.passwordCharacters) characters"
    }
    if password.utf8.contains(0) { return "must not contain the NUL character" }
    if Set(password).count == 1 { return "is one character again and again; choose another" }
    if AccountName.skeleton(of: password) == AccountName.skeleton(of: name) {
      return "is the name of the account; choose another"
    }
    if common.contains(password.lowercased()) {
      return "is one of the passwords that are tried first; choose another"
    }
    return nil
  }

  /// scrypt (RFC 7914) with N = 2^15, r = 8, p = 3 and a new salt.
  package static func hash(_ password: String) throws -> PasswordHash {
    let salt = Secret.bytes(16)
    let text = password.precomposedStringWithCanonicalMapping
    return PasswordHash(
      salt: salt, hash: try derive(text, salt, rounds: 1 << 15, blockSize: 8, parallelism: 3),
      rounds: 1 << 15, blockSize: 8, parallelism: 3)
  }

  /// Whether the password is the one that was hashed. Without a hash the answer is no, after as
  /// much work as with one.
  package static func matches(_ password: String, _ stored: PasswordHash?) throws -> Bool {
    // None is longer; the work is the same.
    let isOver = password.utf8.count > Limits.passwordBytes
    let given = isOver ? "" : password
    let composed = given.precomposedStringWithCanonicalMapping
    if try isDerived(composed, stored) { return !isOver }
    // Before texts were composed, they were hashed as they came.
    return try !composed.utf8.elementsEqual(given.utf8) && isDerived(given, stored)
  }

  private static func isDerived(_ text: String, _ stored: PasswordHash?) throws -> Bool {
    let hash = stored ?? decoy
    let derived = try derive(
      text, hash.salt, rounds: hash.rounds, blockSize: hash.blockSize,
      parallelism: hash.parallelism)
    let difference = zip(derived, hash.hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return stored != nil && derived.count == hash.hash.count && difference == 0
  }

  private static let decoy = PasswordHash(
    salt: Secret.bytes(16), hash: Secret.bytes(32), rounds: 1 << 15, blockSize: 8, parallelism: 3)

  private static func derive(
    _ text: String, _ salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int
  ) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      from: Array(text.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
      blockSize: blockSize, parallelism: parallelism, maxMemory: 128 << 20)
    return key.withUnsafeBytes(Array.init)
  }

  private static let common: Set<String> = [
    "password", "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "12345678",
    "123456789", "1234567890", "87654321", "qwertyui", "qwertyuiop", "qwerty123", "1q2w3e4r",
    "1qaz2wsx", "asdfghjk", "zxcvbnm1", "abcd1234", "abc12345", "iloveyou", "sunshine", "princess",
    "football", "baseball", "superman", "trustno1", "starwars", "whatever", "welcome1", "letmein1",
    "changeme", "changeit", "admin123", "administrator", "adminadmin", "monkey12", "dragon12",
    "master12", "computer", "internet", "michelle", "jennifer", "reprise1", "reprise123",
    "automation",
  ]
}
