/// Where the secrets of connections come from, for a call that begins.
package struct ConnectionSecrets: Sendable {
  let vault: any Vault
  private let operators: OperatorsTools

  package init(vault: any Vault, operators: OperatorsTools = OperatorsTools()) {
    self.vault = vault
    self.operators = operators
  }

  /// All secrets of a connection by their names, those too that the program keeps for itself.
  /// - Throws: as `Vault.secrets(in:of:)`.
  package func secrets(of connection: Connection) async throws -> [SecretText] {
    guard let owner = connection.owner else { return operators.secrets(of: connection) }
    return try await vault.secrets(in: .connection(connection.id), of: owner)
  }
}
