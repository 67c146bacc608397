/// What the operator offers to everybody by a file of this machine.
package struct OperatorsTools: Sendable {
  package let connections: [Connection]
  package let bindings: [Binding]
  /// Of the connections, by their ids.
  private let secrets: [String: [SecretText]]

  package init(
    connections: [Connection] = [], bindings: [Binding] = [],
    secrets: [String: [SecretText]] = [:]
  ) {
    self.connections = connections
    self.bindings = bindings
    self.secrets = secrets
  }

  /// The secrets of one of the connections.
  package func secrets(of connection: Connection) -> [SecretText] { secrets[connection.id] ?? [] }
}
