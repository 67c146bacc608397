import OrderedJSON
package import Scheduling
import Synchronization

/// Keeps the tokens of connections in the vault, beside their secrets; those of the operator's as long as
/// the program runs.
package final class VaultTokens: TokenKeeping {
  private let vault: any Vault
  private let now: @Sendable () -> Instant
  private let operators = Mutex<[TokenPlace: OAuthTokens]>([:])

  package init(vault: any Vault, now: @escaping @Sendable () -> Instant) {
    self.vault = vault
    self.now = now
  }

  /// Of no secret that a person gives.
  private static let name = "oauth_tokens"

  package func tokens(at place: TokenPlace) async throws -> OAuthTokens? {
    guard let owner = place.owner else { return operators.withLock { $0[place] } }
    let kept = try await vault.secret(
      at: SecretPlace(.connection(place.connection), VaultTokens.name), of: owner)
    guard let kept, let json = try? JSON(parsing: kept.text.utf8) else { return nil }
    return OAuthTokens(json)
  }

  package func keep(_ tokens: OAuthTokens, at place: TokenPlace) async throws {
    guard let owner = place.owner else { return operators.withLock { $0[place] = tokens } }
    try await vault.put(
      [SecretText(name: VaultTokens.name, text: tokens.json.serialized)],
      in: .connection(place.connection), of: owner, by: .ofProgram(at: now()))
  }
}
