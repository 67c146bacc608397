/// A connection as somebody sees it.
package struct ListedConnection: Sendable {
  package let connection: Connection
  /// What is told of its secrets, in the order of their names; none of somebody else's.
  package let secrets: [SecretNote]
  /// What goes through it: of everybody for whom it is theirs, else the tools of one's own bindings.
  package let uses: ConnectionUses
  /// Whether who sees it may change it: it is neither somebody else's nor the operator's by a file.
  package let isTheirs: Bool
}

/// What goes through a connection.
package struct ConnectionUses: Hashable, Sendable {
  /// Those whose bindings do, each once and in order; up to `Limits.bindings` of them.
  package let tools: [String]
  /// Whether messages to people do.
  package let carriesMessages: Bool

  package init(tools: [String] = [], carriesMessages: Bool = false) {
    self.tools = tools
    self.carriesMessages = carriesMessages
  }

  package var isNone: Bool { tools.isEmpty && !carriesMessages }
}
