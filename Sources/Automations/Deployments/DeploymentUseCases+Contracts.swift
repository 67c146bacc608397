import Logging
import OrderedJSON
import Scheduling
import Workflows

// What versions rely on of the tools that they use.
extension DeploymentUseCases {
  /// The tools of the deployed version that are others than it relies on, as far as runs have seen it, in
  /// the order of their names. What is bound to something else by now is none of them.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func changedContracts(
    of traceID: String, for caller: Caller
  ) async throws -> [ChangedContract] {
    let changes = try await deployments.changedContracts(of: traceID, in: caller.scope)
    guard let automation = try await traces.automation(traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    guard !changes.isEmpty else { return [] }
    let bindings = Bindings(
      of: try await bindings.tools(of: automation.userID), operators: operators)
    return changes.filter { change in
      let tool = bindings.binding(of: change.tool)
      return tool?.connection.id == change.connection && tool?.remote == change.remote
    }
  }

  /// Accepts tools as they are now, so that runs go ahead with them. Where nothing else had stopped the
  /// automation, it is deployed again.
  /// - Parameter tools: as the workflow calls them.
  /// - Returns: the automation's status then.
  /// - Throws: `Refusal.notFound(.trace)`; `Refusal.conflict` where one of them has no change that waits,
  ///   or became other again meanwhile.
  package func acceptContracts(
    _ tools: [String], of traceID: String, by act: Act
  ) async throws -> DeploymentStatus {
    let waiting = try await changedContracts(of: traceID, for: act.caller)
    let names = Set(tools.map { Array($0.utf8) })
    let accepted = waiting.filter { names.contains(Array($0.tool.utf8)) }
    guard !accepted.isEmpty, accepted.count == names.count else {
      throw Refusal.conflict(DeploymentUseCases.nothingWaits(but: waiting))
    }
    return try await acceptContracts(seen: accepted, of: traceID, by: act)
  }

  /// The same as somebody has seen them; what became other again since is not accepted.
  /// - Throws: as the other.
  package func acceptContracts(
    seen changes: [ChangedContract], of traceID: String, by act: Act
  ) async throws -> DeploymentStatus {
    guard !changes.isEmpty else {
      throw Refusal.conflict(DeploymentUseCases.nothingWaits(but: []))
    }
    guard let isDone = try await deployments.accept(changes, of: traceID, by: act) else {
      throw Refusal.notFound(.trace)
    }
    guard isDone else {
      throw Refusal.conflict("A tool became other again meanwhile; look at what it is now")
    }
    logger.tell(
      "contracts accepted", by: act,
      ["automation": "\(traceID)", "tools": "\(changes.map(\.tool).listedInBrief)"])
    if try await changedContracts(of: traceID, for: act.caller).isEmpty {
      try await resume(traceID, stoppedSince: changes.map(\.seenAt).min(), by: act)
    }
    guard let automation = try await traces.automation(traceID, in: act.scope) else {
      throw Refusal.notFound(.trace)
    }
    return automation.status
  }

  /// What the tools of a workflow take, as far as it is known.
  /// - Returns: and those of them that a version may rely on; the others may have become other ones since.
  ///   Of tools that their servers are known not to have, a sentence each.
  func knownContracts(
    of workflow: Workflow, _ bindings: Bindings, for userID: String
  ) async -> (all: [ToolContract], reliable: [ToolContract], lacks: [String]) {
    var seen: Set<[UInt8]> = []
    var (all, reliable): ([ToolContract], [ToolContract]) = ([], [])
    var lacks: [String] = []
    var room = Limits.contractBytes.all
    for (index, step) in workflow.steps.enumerated()
    where seen.insert(Array(step.tool.utf8)).inserted {
      guard let tool = bindings.binding(of: step.tool),
        let told = await bindings.adapter(of: tool.connection)?
          .contract(of: tool, for: userID, within: nil)
      else { continue }
      if case .lacking(let words) = told, lacks.count < Limits.namedInNotices {
        lacks.append(Bindings.notice(words, ofStep: index + 1, step.tool))
      }
      guard let contract = told.contract else { continue }
      room -= contract.schema?.utf8.count ?? 0
      let kept = room < 0 ? contract.withoutSchema : contract
      all.append(kept)
      if case .takes = told { reliable.append(kept) }
    }
    return (all, reliable, lacks)
  }

  /// The calls of a workflow that do not fit what their tools are known to take, in sentences.
  static func notices(
    ofMisfitsIn workflow: Workflow, _ bindings: Bindings, to contracts: [ToolContract]
  ) -> [String] {
    let schemas: [[UInt8]: JSONSchema] = Dictionary(
      contracts.compactMap { contract in
        contract.schema.flatMap { try? JSON(parsing: $0) }
          .map { (Array(contract.tool.utf8), JSONSchema($0)) }
      }
    ) { one, _ in one }
    guard !schemas.isEmpty else { return [] }
    var notices: [String] = []
    for (index, step) in workflow.steps.enumerated() {
      guard notices.count < Limits.namedInNotices,
        let schema = schemas[Array(step.tool.utf8)],
        // What the binding's template does not find is told by its review.
        let sent = try? bindings.binding(of: step.tool)?
          .sent(of: step.reviewedParams)
      else { continue }
      let faults = schema.faults(of: sent.isNull ? [:] : sent)
        .filter { !sent.isByReference(at: $0.path.tokens) }
      guard !faults.isEmpty else { continue }
      let told = faults.prefix(3).map(\.description).joined(separator: "; ")
      notices.append(
        Bindings.notice(
          "its params do not fit what the tool takes: \(told).", ofStep: index + 1, step.tool))
    }
    return notices
  }

  /// Closes the circuit that a changed tool has opened; one that was open before stays.
  private func resume(_ traceID: String, stoppedSince seenAt: Instant?, by act: Act) async throws {
    guard let automation = try await traces.automation(traceID, in: act.scope),
      let stop = try await deployments.stop(of: traceID, in: act.scope), let seenAt,
      stop.reason.code == .circuit, stop.since >= seenAt
    else { return }
    do {
      try await setStatus(of: traceID, to: .deployed, seen: automation, by: act)
    } catch Refusal.conflict {
      // Its schedule is over meanwhile, or somebody has paused or deployed it.
    }
  }

  private static func nothingWaits(but waiting: [ChangedContract]) -> String {
    waiting.isEmpty
      ? "No tool of this automation has a change that waits to be accepted"
      : "The tools with a change that waits to be accepted are \(waiting.map(\.tool).listedInBrief)"
  }
}
