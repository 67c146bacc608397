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

  /// Those of all runners that the step's tool may have gone to, since it may be bound anew by now, and of
  /// the trace, of which some were sent.
  /// - Throws: `StorageFailure`.
  func known(to token: CallbackToken, at now: Instant) async throws -> [SecretText] {
    guard let called = try await store.tool(of: token) else { return [] }
    return try await ofRunners(called, at: now)
      + readable {
        try await secrets.vault.comparable(in: .trace(called.traceID), of: called.userID)
          .flatMap(\.spellings)
      }
  }

  private func ofRunners(_ called: CalledTool, at now: Instant) async throws -> [SecretText] {
    var found: [SecretText] = []
    for runner in try await runners(of: called.userID) {
      found += try await readable {
        try await secrets.signing(of: runner, at: now).flatMap(\.spellings)
          .map { SecretText(name: WebhookSecrets.names.current, text: $0) }
      }
    }
    return found
  }

  /// One's own and those that others and the operator offer, some hundreds at most.
  private func runners(of userID: String) async throws -> [Connection] {
    var tools: OwnTools?
    _ = try await readable {
      tools = try await bindings.tools(of: userID)
      return []
    }
    return ((tools?.connections ?? []) + operators.connections).filter { $0.kind == .webhook }
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
