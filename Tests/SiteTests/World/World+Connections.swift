import Automations
import OrderedJSON
import Site
import TestSupport

// Connections, and what is bound to them.
extension World {
  static let crm: JSON = ["base_url": "https://crm.example/v1", "auth": ["type": "bearer"]]
  static let token: JSON = ["token": "correct-horse-battery"]

  /// Makes a connection.
  /// - Returns: its id.
  func connect(
    _ name: String, _ kind: AdapterKind = .http, settings: JSON, secrets: JSON? = nil,
    isShared: Bool = false, isEnabled: Bool = true, by caller: Caller = .alice
  ) async throws -> String {
    try await services.connections.create(
      ConnectionDraft(
        name: name, kind: kind, settings: settings, secrets: secrets, isShared: isShared,
        isEnabled: isEnabled),
      of: nil, by: act(caller)
    ).made.connection.id
  }

  func bind(_ tool: String, to connection: String, by caller: Caller = .alice) async throws {
    _ = try await services.bindings.put(
      BindingDraft(tool: tool, connection: connection), of: nil, by: act(caller))
  }

  /// One of somebody's, as they see it.
  func connection(_ id: String, for caller: Caller = .alice) async throws -> ListedConnection {
    try await services.connections.connection(id, for: caller)
  }
}
