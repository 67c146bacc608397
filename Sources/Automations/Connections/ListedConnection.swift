/// A connection as somebody sees it.
package struct ListedConnection: Sendable {
  package let connection: Connection
  /// What is told of its secrets, in the order of their names; none of somebody else's.
  package let secrets: [SecretNote]
  /// The tools whose bindings go through it: of everybody for whom it is theirs, else one's own.
  package let usedBy: [String]
  /// Whether who sees it may change it: it is neither somebody else's nor the operator's by a file.
  package let isTheirs: Bool
}
