import OrderedJSON
package import Workflows

/// Saying what a tool's name means.
package struct BindingUseCases: Sendable {
  private let store: any BindingStore
  private let traces: any TraceStore

  package init(store: any BindingStore, traces: any TraceStore) {
    self.store = store
    self.traces = traces
  }

  /// The caller's own bindings, and after them the embedded ones.
  package func list(for caller: Caller) async throws -> [Binding] {
    try await store.bindings(of: caller.userID) + Binding.embedded
  }

  /// What carries out the tools of somebody's workflows.
  package func bindings(of userID: String) async throws -> Bindings {
    Bindings(own: try await store.bindings(of: userID))
  }

  /// What a person should know of a binding though it is kept: what would be left away of the calls
  /// that it carries out, and which of them it cannot carry out as they were recorded, by the newest
  /// of the owner's traces, up to 1 MiB of them.
  package func notices(of binding: Binding, for userID: String) async throws -> [String] {
    let bindings = try await bindings(of: userID)
    let recorded = try await traces.newestTraceData(
      of: userID, bytes: Limits.reviewedTraceBytes)
    var notices: [String] = []
    for entries in recorded.map(TraceEntry.entries) {
      for notice in bindings.notices(for: Workflow(of: entries), of: binding)
      where !notices.contains(notice) && notices.count < Limits.namedInNotices {
        notices.append(notice)
      }
    }
    return notices
  }

  /// Binds a tool for an owner, in place of an earlier binding of the same name.
  /// - Parameter workflow: one that it is to carry out; `nil`: whatever calls there are.
  /// - Returns: the binding as it is kept: for `local`, with the embedded tool that it means.
  /// - Throws: `Refusal.invalid`, also where it is open which embedded tool is meant, and where what
  ///   is meant cannot carry out the workflow's calls as they were recorded.
  @discardableResult
  package func put(
    _ binding: Binding, of userID: String, carryingOut workflow: Workflow? = nil
  ) async throws -> Binding {
    let binding = binding.complete
    var faults = Fault.ofIdentifier(binding.tool, "tool")
    if faults.isEmpty { faults += Fault.ofToolName(binding.tool, ["tool"]) }
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
    if let obstacle = workflow.flatMap({ Bindings(own: [binding]).obstacle(for: $0, of: binding) })
    {
      faults.append(Fault(["adapter"], obstacle))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    guard try await store.put(binding, of: userID) else {
      let limits = Limits.bindings
      throw Refusal.invalid([
        Fault(
          ["tool"],
          "would be one too many: at most \(limits.all) bindings are kept, at most "
            + "\(limits.patterns) of them patterns; change one that is there",
          .tooLong)
      ])
    }
    return binding
  }
}

extension Fault {
  /// Of a tool's name that is to be bound or deployed.
  static func ofToolName(_ tool: String, _ path: [String]) -> [Fault] {
    let count = tool.utf8.count
    guard count > Limits.toolNameBytes else { return [] }
    return [
      Fault(path, "must have at most \(Limits.toolNameBytes) bytes; there are \(count)", .tooLong)
    ]
  }
}
