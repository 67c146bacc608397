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

  /// Those of the runner that carries the step's tool out, and of the trace, of which some were sent.
  /// - Returns: none of a runner where nothing carries it out any more.
  /// - Throws: `StorageFailure`.
  func known(to token: CallbackToken, at now: Instant) async throws -> [SecretText] {
    guard let called = try await store.tool(of: token) else { return [] }
    return try await ofRunner(called, at: now)
      + readable {
        try await secrets.vault.comparable(in: .trace(called.traceID), of: called.userID)
          .flatMap(\.spellings)
      }
  }

  private func ofRunner(_ called: CalledTool, at now: Instant) async throws -> [SecretText] {
    try await readable {
      let bound = Bindings(of: try await bindings.tools(of: called.userID), operators: operators)
        .binding(of: called.tool)
      guard let connection = bound?.connection, connection.kind == .webhook else { return [] }
      return try await secrets.signing(of: connection, at: now).flatMap(\.spellings)
        .map { SecretText(name: WebhookSecrets.names.current, text: $0) }
    }
  }

  /// - Returns: none where they cannot be read: the answer counts all the same.
  private func readable(
    _ secrets: () async throws -> [SecretText]
  ) async throws -> [SecretText] {
    do {
      return try await secrets()
    } catch let failure as any StorageFailure where failure.isUnreadable {
      return []
    }
  }
}
