package import Scheduling

extension ConnectionSecrets {
  /// What signs the requests to the runner of a connection, the current secret first; empty: it has none
  /// that could.
  /// - Throws: as `Vault.secrets(in:of:)`.
  package func signing(
    of connection: Connection, at now: Instant
  ) async throws -> [WebhookSecret] {
    let texts = try await secrets(of: connection)
    func secret(_ name: String) -> WebhookSecret? {
      texts.first { $0.name == name }.flatMap { try? WebhookSecret($0.text) }
    }
    guard let current = secret(WebhookSecrets.names.current) else { return [] }
    // The operator's file has one alone.
    guard let owner = connection.owner, let former = secret(WebhookSecrets.names.former) else {
      return [current]
    }
    let notes = try await vault.notes(in: .connection(connection.id), of: owner)
    let replacedAt = notes.first { $0.name == WebhookSecrets.names.current }?.setAt ?? now
    return WebhookSecrets(current: current, former: former, replacedAt: replacedAt)
      .signing(at: now)
  }
}
