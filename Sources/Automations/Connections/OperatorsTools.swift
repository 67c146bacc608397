import Synchronization

/// What the operator offers to everybody by a file of this machine. Copies share what was switched off.
package struct OperatorsTools: Sendable {
  package let bindings: [Binding]
  private let offered: [Connection]
  /// Of the connections, by their ids.
  private let secrets: [String: [SecretText]]
  private let gone = GoneConnections()

  package init(
    connections: [Connection] = [], bindings: [Binding] = [],
    secrets: [String: [SecretText]] = [:]
  ) {
    offered = connections
    self.bindings = bindings
    self.secrets = secrets
  }

  /// As the file says them, but for those that were switched off since.
  package var connections: [Connection] { offered.map(gone.whether) }

  /// The secrets of one of the connections.
  package func secrets(of connection: Connection) -> [SecretText] { secrets[connection.id] ?? [] }

  /// Switches a connection off whose other side is gone, until the server starts anew: the file is not
  /// ours to change.
  /// - Parameter words: why, in a sentence.
  /// - Returns: `false` where the file has none of that id.
  package func switchOff(_ id: String, because words: String) -> Bool {
    guard offered.contains(where: { $0.id == id }) else { return false }
    gone.insert(id, because: "\(words) It is tried again when this server has started anew.")
    return true
  }
}

/// The connections whose other side is gone, and why.
private final class GoneConnections: Sendable {
  private let reasons = Mutex<[String: String]>([:])

  func insert(_ id: String, because words: String) {
    reasons.withLock { reasons in
      if reasons[id] == nil { reasons[id] = words }
    }
  }

  func whether(_ connection: Connection) -> Connection {
    guard let reason = reasons.withLock({ $0[connection.id] }), connection.isEnabled else {
      return connection
    }
    return connection.switchedOff(because: reason)
  }
}
