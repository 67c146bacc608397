package import Logging
import OrderedJSON
package import Workflows

/// Saying what a tool's name means.
package struct BindingUseCases: Sendable {
  private let store: any BindingStore
  private let traces: any TraceStore
  private let operators: OperatorsTools
  let adapters: [any ToolAdapter]
  private let bound: @Sendable (_ binding: Binding, _ userID: String, _ act: Act) -> Void
  private let logger: Logger

  /// - Parameters:
  ///   - operators: what the operator's file offers to everybody.
  ///   - adapters: that carry calls out, and tell what they would make of them.
  ///   - bound: told of each binding that was made, and whose it is.
  package init(
    store: any BindingStore, traces: any TraceStore, operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter] = [],
    bound: @escaping @Sendable (_ binding: Binding, _ userID: String, _ act: Act) -> Void = {
      _, _, _ in
    },
    logger: Logger = .silent
  ) {
    self.bound = bound
    self.store = store
    self.operators = operators
    self.adapters = adapters
    self.traces = traces
    self.logger = logger
  }

  /// The caller's own bindings, and after them the operator's and the embedded ones.
  package func list(for caller: Caller) async throws -> [ListedBinding] {
    try await bindings(of: caller.userID).all
  }

  /// One of somebody's bindings, with what its connection makes of it.
  package func listed(_ binding: Binding, of userID: String) async throws -> ListedBinding {
    let bindings = try await bindings(of: userID)
    // Where it was replaced meanwhile, it carries nothing out any more.
    return bindings.all.first { $0.binding == binding }
      ?? ListedBinding(binding: binding, meaning: .unbound(.noBinding))
  }

  /// What carries out the tools of somebody's workflows.
  package func bindings(of userID: String) async throws -> Bindings {
    bindings(try await store.tools(of: userID))
  }

  /// What a person should know of a binding though it is kept: what keeps it from carrying anything
  /// out, what this server does not do of what it says, that its tool is known not to be there, what
  /// would be left away of the calls that it carries out, and which of them it cannot carry out as they
  /// were recorded, by the newest of the owner's traces, up to 1 MiB of them.
  package func notices(of binding: Binding, for userID: String) async throws -> [String] {
    let bindings = try await bindings(of: userID)
    var notices: [String] = []
    switch bindings.all.first(where: { $0.binding == binding })?.meaning {
    case .bound(let tool)?:
      notices = bindings.notices(of: tool)
      if let lack = await bindings.lack(of: tool, for: userID) { notices.append(lack) }
    case .unbound(let why)?: notices = ["It \(why.clause)."]
    case nil: break
    }
    var budget = ReviewBudget()
    for workflow in try await recordedWorkflows(of: userID) {
      for notice in bindings.notices(for: workflow, of: binding, within: &budget)
      where !notices.contains(notice) && notices.count < Limits.namedInNotices {
        notices.append(notice)
      }
    }
    return notices
  }

  /// Binds a tool for an owner as it is said, in place of an earlier binding of the same name.
  /// - Parameter seen: the earlier one, when that was asked for; `nil`: whatever there is.
  /// - Returns: the binding, and whose it is.
  /// - Throws: as `put(_:of:carryingOut:seen:by:)`; `Refusal.invalid` also where it names a connection
  ///   that the owner has not, or says what the kind of that does not take.
  package func put(
    _ draft: BindingDraft, of userID: String?, carryingOut workflow: Workflow? = nil,
    seen: SeenBinding? = nil, by act: Act
  ) async throws -> (binding: Binding, owner: String) {
    let userID = try act.caller.owner(named: userID)
    let connections = try await store.tools(of: userID).connections + operators.connections
    let binding = try draft.binding(among: ReachableConnections(connections))
    try await put(binding, of: userID, carryingOut: workflow, seen: seen, by: act)
    return (binding, userID)
  }

  /// Binds a tool for an owner, in place of an earlier binding of the same name.
  /// - Parameters:
  ///   - userID: whose it is to be; `nil`: the caller's.
  ///   - workflow: one that it is to carry out; `nil`: whatever calls there are.
  ///   - seen: the earlier binding, when that was asked for; `nil`: whatever there is.
  /// - Throws: `Refusal.forbidden` as `Caller.owner(named:)`; `Refusal.invalid`, also where what is meant
  ///   cannot carry out the workflow's calls as they were recorded, or without a workflow none of the
  ///   owner's recorded calls of that tool; `.conflict` where there is another one than was seen.
  package func put(
    _ binding: Binding, of userID: String?, carryingOut workflow: Workflow? = nil,
    seen: SeenBinding? = nil, by act: Act
  ) async throws {
    let userID = try act.caller.owner(named: userID)
    let connections = try await store.tools(of: userID).connections
    let bindings = bindings(OwnTools(bindings: [binding], connections: connections))
    var faults = Fault.ofBoundTool(binding.tool)
    let obstacle =
      if let workflow {
        bindings.obstacle(for: workflow, of: binding)
      } else {
        try await obstacle(toCallsOf: binding, in: bindings, recordedFor: userID)
      }
    if let obstacle {
      faults.append(Fault([obstacle.template ?? binding.performerField], obstacle.words))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    switch try await store.put(binding, inPlaceOf: seen, of: userID, by: act) {
    case .kept: break
    case .changed:
      throw Refusal.conflict(
        "What carries out this tool became something else meanwhile; see how it stands now")
    case .tooMany: throw Refusal.tooManyBindings
    case .tooLong:
      throw Refusal.invalid([
        Fault(
          [binding.mapping.params == nil ? "request" : "params"],
          "would be too much: the templates of all bindings together have at most "
            + "\(Limits.mappingBytes.all) bytes", .tooLong)
      ])
    }
    logger.tell("tool bound", by: act, ["tool": "\(binding.tool)", "owner": "\(userID)"])
    bound(binding, userID, act)
  }

  /// Takes the binding of a tool away.
  /// - Parameter userID: whose it is; `nil`: the caller's.
  /// - Throws: `Refusal.forbidden` as `Caller.owner(named:)`; `Refusal.notFound(.binding)`.
  package func remove(_ tool: String, of userID: String?, by act: Act) async throws {
    let userID = try act.caller.owner(named: userID)
    guard try await store.remove(tool, of: userID, by: act) else {
      throw Refusal.notFound(.binding)
    }
    logger.tell("tool unbound", by: act, ["tool": "\(tool)", "owner": "\(userID)"])
  }

  private func bindings(_ tools: OwnTools) -> Bindings {
    Bindings(of: tools, operators: operators, adapters: adapters)
  }

  /// Why the binding of a name cannot carry out any recorded call of it, and the template that is the
  /// reason, if one is; `nil`: it can some of them, there are none, or it is a pattern's, which is made
  /// for calls to come too.
  private func obstacle(
    toCallsOf binding: Binding, in bindings: Bindings, recordedFor userID: String
  ) async throws -> (words: String, template: String?)? {
    guard !binding.isPattern, let tool = bindings.binding(of: binding.tool) else { return nil }
    var first: (words: String, template: String?)?
    var budget = ReviewBudget()
    for workflow in try await recordedWorkflows(of: userID) {
      for step in workflow.steps where step.tool.utf8.elementsEqual(binding.tool.utf8) {
        guard let review = bindings.review(of: step.reviewedParams, by: tool, within: &budget),
          let obstacle = review.obstacle
        else { return nil }
        first = first ?? (words: obstacle, template: review.template)
      }
    }
    return first
  }

  /// Of the owner's newest traces, up to 1 MiB of them.
  private func recordedWorkflows(of userID: String) async throws -> [Workflow] {
    try await traces.newestRecordings(of: userID, bytes: Limits.reviewedTraceBytes)
      .map(\.workflow)
  }
}

extension Binding {
  /// The field that says what carries the tool out.
  fileprivate var performerField: String { wording == .connection ? "connection" : "adapter" }
}

extension Refusal {
  fileprivate static var tooManyBindings: Refusal {
    let limits = Limits.bindings
    return .invalid([
      Fault(
        ["tool"],
        "would be one too many: at most \(limits.all) bindings are kept, at most "
          + "\(limits.patterns) of them patterns; change one that is there",
        .tooLong)
    ])
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
