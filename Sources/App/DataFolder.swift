import Automations
import Foundation
import Glibc

/// The folder that holds everything that is kept.
struct DataFolder {
  let settings: Settings

  /// Makes what is missing. Whatever the process makes from here on is its user's alone, unless a
  /// mode is set.
  /// - Throws: `Complaint`.
  func prepare() throws {
    umask(0o077)
    try Files.makeFolder(settings.data)
    for folder in ["logs", "outbox"] { try Files.makeFolder(settings.data + "/" + folder) }
  }

  /// The key that signs sign-in links and form tokens; made at the first start.
  func key() throws -> [UInt8] {
    if !Files.exists(settings.key) {
      let digits = Secret.hexadecimal(Secret.bytes(32))
      try Files.writeWhole(digits + "\n", to: settings.key, mode: 0o400)
    }
    let text = try Files.read(settings.key).trimmingCharacters(in: .whitespacesAndNewlines)
    let key = stride(from: 0, to: text.utf8.count - 1, by: 2).compactMap { place in
      UInt8(text.dropFirst(place).prefix(2), radix: 16)
    }
    guard key.count == 32, text.utf8.count == 64 else {
      throw Complaint("\(settings.key) is not a key: 64 hexadecimal digits would be right")
    }
    return key
  }

  /// Makes the administrator's token where its file is missing, which revokes the one before, or
  /// where the file's was revoked.
  func ensureAdministratorToken(_ accounts: AccountUseCases) async throws {
    if Files.exists(settings.administratorToken),
      try await accounts.isAdministratorToken(
        Files.read(settings.administratorToken).trimmingCharacters(in: .whitespacesAndNewlines))
    {
      return
    }
    let token = try await accounts.replaceAdministratorToken()
    try Files.writeWhole(token + "\n", to: settings.administratorToken, mode: 0o600)
  }
}
