/// Where bindings rest.
package protocol BindingStore: Sendable {
  /// The bindings that a person made, in the order of their tools.
  func bindings(of userID: String) async throws -> [Binding]
  /// Makes a binding, or replaces the one of the same tool.
  func put(_ binding: Binding, of userID: String) async throws
}
