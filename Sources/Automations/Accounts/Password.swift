import Crypto
import CryptoExtras
import Dispatch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Passwords: what is accepted, and how they are kept.
package enum Password {
  /// - Returns: what is wrong with it; `nil` where it may be used.
  package static func fault(of password: String) -> String? {
    if password.count < 8 { return "must have at least 8 characters" }
    if password.utf8.count > 1024 { return "must have at most 1,024 bytes" }
    if common.contains(password.lowercased()) {
      return "is one of the passwords that are tried first; choose another"
    }
    return nil
  }

  /// scrypt (RFC 7914) with N = 2^15, r = 8, p = 3 and a new salt.
  package static func hash(_ password: String) throws -> PasswordHash {
    let salt = Secret.bytes(16)
    return PasswordHash(
      salt: salt, hash: try derive(password, salt, rounds: 1 << 15, blockSize: 8, parallelism: 3),
      rounds: 1 << 15, blockSize: 8, parallelism: 3)
  }

  /// Whether the password is the one that was hashed. Without a hash the answer is no, after as
  /// much work as with one.
  package static func matches(_ password: String, _ stored: PasswordHash?) throws -> Bool {
    let hash = stored ?? decoy
    let derived = try derive(
      password, hash.salt, rounds: hash.rounds, blockSize: hash.blockSize,
      parallelism: hash.parallelism)
    let difference = zip(derived, hash.hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return stored != nil && derived.count == hash.hash.count && difference == 0
  }

  private static let decoy = PasswordHash(
    salt: Secret.bytes(16), hash: Secret.bytes(32), rounds: 1 << 15, blockSize: 8, parallelism: 3)

  /// Each derivation takes 32 MB; two at once are enough for people who sign in.
  private static let turns = DispatchSemaphore(value: 2)

  private static func derive(
    _ password: String, _ salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int
  ) throws -> [UInt8] {
    turns.wait()
    defer { turns.signal() }
    let key = try KDF.Scrypt.deriveKey(
      from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
      blockSize: blockSize, parallelism: parallelism, maxMemory: 128 << 20)
    return key.withUnsafeBytes(Array.init)
  }

  private static let common: Set<String> = [
    "password", "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "12345678",
    "123456789", "1234567890", "11111111", "00000000", "87654321", "qwertyui", "qwertyuiop",
    "qwerty123", "1q2w3e4r", "1qaz2wsx", "asdfghjk", "zxcvbnm1", "abcd1234", "abc12345", "iloveyou",
    "sunshine", "princess", "football", "baseball", "superman", "trustno1", "starwars", "whatever",
    "welcome1", "letmein1", "changeme", "changeit", "admin123", "administrator", "adminadmin",
    "monkey12", "dragon12", "master12", "computer", "internet", "michelle", "jennifer", "aaaaaaaa",
    "reprise1", "reprise123", "automation",
  ]
}
