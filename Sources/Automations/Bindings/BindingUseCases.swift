package import Logging
import OrderedJSON
package import Workflows

/// Saying what a tool's name means.
package struct BindingUseCases: Sendable {
  private let store: any BindingStore
  private let traces: any TraceStore
  private let adapters: [any ToolAdapter]
  private let logger: Logger

  /// - Parameter adapters: that carry calls out, and tell what they would make of them.
  package init(
    store: any BindingStore, traces: any TraceStore, adapters: [any ToolAdapter] = [],
    logger: Logger = .silent
  ) {
    self.store = store
    self.adapters = adapters
    self.traces = traces
    self.logger = logger
  }

  /// The caller's own bindings, and after them the embedded ones.
  package func list(for caller: Caller) async throws -> [Binding] {
    try await store.bindings(of: caller.userID) + Binding.embedded
  }

  /// What carries out the tools of somebody's workflows.
  package func bindings(of userID: String) async throws -> Bindings {
    Bindings(own: try await store.bindings(of: userID), adapters: adapters)
  }

  /// What a person should know of a binding though it is kept: what this server does not do of what it
  /// says, what would be left away of the calls that it carries out, and which of them it cannot carry
  /// out as they were recorded, by the newest of the owner's traces, up to 1 MiB of them.
  package func notices(of binding: Binding, for userID: String) async throws -> [String] {
    let bindings = try await bindings(of: userID)
    var notices = bindings.notices(of: binding)
    for workflow in try await recordedWorkflows(of: userID) {
      for notice in bindings.notices(for: workflow, of: binding)
      where !notices.contains(notice) && notices.count < Limits.namedInNotices {
        notices.append(notice)
      }
    }
    return notices
  }

  /// Binds a tool for an owner, in place of an earlier binding of the same name.
  /// - Parameters:
  ///   - userID: whose it is to be; `nil`: the caller's.
  ///   - workflow: one that it is to carry out; `nil`: whatever calls there are.
  /// - Returns: whose it is.
  /// - Throws: `Refusal.forbidden` as `Caller.owner(named:)`; `Refusal.invalid`, also where what is meant
  ///   cannot carry out the workflow's calls as they were recorded, or without a workflow none of the
  ///   owner's recorded calls of that tool.
  @discardableResult
  package func put(
    _ binding: Binding, of userID: String?, carryingOut workflow: Workflow? = nil, by act: Act
  ) async throws -> String {
    let userID = try act.caller.owner(named: userID)
    var faults = Fault.ofBoundTool(binding.tool)
    let obstacle =
      if let workflow {
        Bindings(own: [binding], adapters: adapters).obstacle(for: workflow, of: binding)
      } else {
        try await obstacle(toCallsOf: binding, recordedFor: userID)
      }
    if let obstacle {
      faults.append(Fault(["adapter"], obstacle))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    guard try await store.put(binding, of: userID, by: act) else {
      let limits = Limits.bindings
      throw Refusal.invalid([
        Fault(
          ["tool"],
          "would be one too many: at most \(limits.all) bindings are kept, at most "
            + "\(limits.patterns) of them patterns; change one that is there",
          .tooLong)
      ])
    }
    logger.tell("tool bound", by: act, ["tool": "\(binding.tool)", "owner": "\(userID)"])
    return userID
  }

  /// Why the binding of a name cannot carry out any recorded call of it; `nil`: it can some of them,
  /// there are none, or it is a pattern's, which is made for calls to come too.
  private func obstacle(
    toCallsOf binding: Binding, recordedFor userID: String
  ) async throws -> String? {
    guard !binding.isPattern else { return nil }
    let bindings = Bindings(own: [binding], adapters: adapters)
    var first: String?
    for workflow in try await recordedWorkflows(of: userID) {
      for step in workflow.steps where step.tool.utf8.elementsEqual(binding.tool.utf8) {
        guard let obstacle = bindings.review(of: step.params, by: binding).obstacle else {
          return nil
        }
        first = first ?? obstacle
      }
    }
    return first
  }

  /// Of the owner's newest traces, up to 1 MiB of them.
  private func recordedWorkflows(of userID: String) async throws -> [Workflow] {
    try await traces.newestTraceData(of: userID, bytes: Limits.reviewedTraceBytes)
      .map { Workflow(of: TraceEntry.entries(of: $0)) }
  }
}

extension Fault {
  /// Of the tool of a binding.
  static func ofBoundTool(_ tool: String) -> [Fault] {
    let faults = ofIdentifier(tool, "tool")
    return faults.isEmpty ? ofToolName(tool, ["tool"]) : faults
  }

  /// Of a tool's name that is to be bound or deployed.
  static func ofToolName(_ tool: String, _ path: [String]) -> [Fault] {
    let count = tool.utf8.count
    guard count > Limits.toolNameBytes else { return [] }
    return [
      Fault(path, "must have at most \(Limits.toolNameBytes) bytes; there are \(count)", .tooLong)
    ]
  }
}
