/// Where bindings rest.
package protocol BindingStore: Sendable {
  /// The bindings that a person made, in the order of their tools.
  func bindings(of userID: String) async throws -> [Binding]
  /// Makes a binding, or replaces the one of the same tool.
  /// - Returns: `false`, and nothing is changed, where the person has as many as `Limits.bindings`
  ///   allows, and none of the tool.
  func put(_ binding: Binding, of userID: String, by act: Act) async throws -> Bool
}
