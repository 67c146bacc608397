/// The connections that somebody's bindings may name.
package struct ReachableConnections: Sendable {
  /// By the bytes of their names: names that only look the same are two.
  private let byName: [[UInt8]: Connection]
  /// In the order in which they are looked for, each name once.
  package let names: [String]

  /// - Parameter connections: of those of one name the first counts, and a built-in one before all.
  package init(_ connections: [Connection]) {
    var byName: [[UInt8]: Connection] = [:]
    var names: [String] = []
    for connection in Connection.embedded + connections {
      let name = Array(connection.name.utf8)
      guard byName[name] == nil else { continue }
      byName[name] = connection
      names.append(connection.name)
    }
    self.byName = byName
    self.names = names
  }

  /// `nil`: there is none of that name.
  package func named(_ name: String) -> Connection? { byName[Array(name.utf8)] }
}
