import Scheduling

/// What nothing shows of an answer to a call-back: whoever was called may say again all that it was told,
/// and what proves to it who asks.
package struct CallbackSecrets: Sendable {
  private let store: any CallbackStore
  private let bindings: any BindingStore
  private let operators: OperatorsTools
  private let secrets: ConnectionSecrets

  package init(
    store: any CallbackStore, bindings: any BindingStore,
    operators: OperatorsTools = OperatorsTools(), secrets: ConnectionSecrets
  ) {
    self.store = store
    self.bindings = bindings
    self.operators = operators
    self.secrets = secrets
  }

  /// Those of the runner that carries the step's tool out.
  /// - Returns: none where nothing does any more.
  /// - Throws: `StorageFailure`.
  func known(to token: CallbackToken, at now: Instant) async throws -> [SecretText] {
    guard let called = try await store.tool(of: token) else { return [] }
    do {
      let bound = Bindings(of: try await bindings.tools(of: called.userID), operators: operators)
        .binding(of: called.tool)
      guard let connection = bound?.connection, connection.kind == .webhook else { return [] }
      return try await secrets.signing(of: connection, at: now).flatMap(\.spellings)
        .map { SecretText(name: WebhookSecrets.names.current, text: $0) }
    } catch let failure as any StorageFailure where failure.isUnreadable {
      // The answer counts all the same.
      return []
    }
  }
}
