import OrderedJSON
package import Scheduling

/// Keeps the tokens of connections in the vault, beside their secrets; those of the operator's too, whose
/// secrets lie elsewhere: a server may take no token for the next one but the last that it gave.
package struct VaultTokens: TokenKeeping {
  private let vault: any Vault
  private let now: @Sendable () -> Instant

  package init(vault: any Vault, now: @escaping @Sendable () -> Instant) {
    self.vault = vault
    self.now = now
  }

  /// Of no secret that a person gives.
  private static let name = "oauth_tokens"

  package func tokens(at place: TokenPlace) async throws -> OAuthTokens? {
    let kept = try await vault.secret(
      at: SecretPlace(.connection(place.connection), VaultTokens.name), of: place.keeper)
    guard let kept, let json = try? JSON(parsing: kept.text.utf8) else { return nil }
    return OAuthTokens(json)
  }

  package func keep(_ tokens: OAuthTokens, at place: TokenPlace) async throws {
    try await vault.put(
      [SecretText(name: VaultTokens.name, text: tokens.json.serialized)],
      in: .connection(place.connection), of: place.keeper, by: .ofProgram(at: now()))
  }
}

extension TokenPlace {
  /// By whose data key they are sealed; no account has the operator's name, which is empty.
  fileprivate var keeper: String { owner ?? "" }
}
