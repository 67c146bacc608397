/// Where bindings rest.
package protocol BindingStore: Sendable {
  /// A person's bindings, and the connections that they may name.
  func tools(of userID: String) async throws -> OwnTools
  /// Makes a binding, or replaces the one of the same tool.
  /// - Parameter seen: what it takes the place of; `nil`: of whatever there is.
  /// - Returns: what keeps it from that; then nothing is changed.
  func put(
    _ binding: Binding, inPlaceOf seen: SeenBinding?, of userID: String, by act: Act
  ) async throws -> BindingOutcome
  /// Removes the binding of a tool.
  /// - Returns: whether there was one.
  func remove(_ tool: String, of userID: String, by act: Act) async throws -> Bool
}

/// What rests of one person's tools.
package struct OwnTools: Sendable {
  /// Those that the person made, in the order of their tools.
  package let bindings: [Binding]
  /// The person's own, and after them those that others offer to everybody; each in the order of their
  /// names.
  package let connections: [Connection]

  package init(bindings: [Binding], connections: [Connection] = []) {
    self.bindings = bindings
    self.connections = connections
  }
}

/// The binding of a tool that a person had made when somebody looked.
package struct SeenBinding: Hashable, Sendable {
  /// `nil`: there was none.
  package let binding: Binding?

  package init(_ binding: Binding?) { self.binding = binding }
}

/// What became of a binding that was to be kept.
package enum BindingOutcome: Hashable, Sendable {
  case kept
  /// The person has as many as `Limits.bindings` allows, and none of the tool.
  case tooMany
  /// The templates of the person's bindings have more bytes than `Limits.mappingBytes` allows.
  case tooLong
  /// There is another one of the tool than was seen, or there is none any more.
  case changed
}
