/// Saying what a tool's name means.
package struct BindingUseCases: Sendable {
  private let store: any BindingStore

  package init(store: any BindingStore) { self.store = store }

  /// The caller's own bindings, and after them the embedded ones.
  package func list(for caller: Caller) async throws -> [Binding] {
    try await store.bindings(of: caller.userID) + Binding.embedded
  }

  /// What carries out the tools of somebody's workflows.
  package func bindings(of userID: String) async throws -> Bindings {
    Bindings(own: try await store.bindings(of: userID))
  }

  /// Binds a tool for an owner, in place of an earlier binding of the same name.
  /// - Returns: the binding as it is kept: for `local`, with the embedded tool that it means.
  /// - Throws: `Refusal.invalid`, also where it is open which embedded tool is meant.
  @discardableResult
  package func put(_ binding: Binding, of userID: String) async throws -> Binding {
    let binding = binding.complete
    var faults = Fault.ofIdentifier(binding.tool, "tool")
    if let connection = binding.connection {
      faults += Fault.ofIdentifier(connection, "connection")
    }
    if binding.adapter == .local, binding.connection.flatMap(LocalTool.init(rawValue:)) == nil {
      faults.append(
        Fault(
          ["connection"], "for the adapter local it names an embedded tool: \(LocalTool.names)"))
    }
    if binding.adapter != .http, binding.successCodes != nil {
      faults.append(Fault(["success_codes"], "must be absent: only the adapter http has statuses"))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    try await store.put(binding, of: userID)
    return binding
  }
}
