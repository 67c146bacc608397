import Logging
import OrderedJSON
import Workflows

// Having versions rely on tools as they are now, while nobody waits for it.
extension DeploymentUseCases {
  /// Asks for what the other tools of a version take, while nobody waits for it, and pins it: a version
  /// relies on its tools as they were when it was deployed, and not when it ran first. Of one whose server
  /// does not answer in time it is found out by the first run.
  /// - Parameter known: what is pinned already.
  func pinOthers(
    of workflow: Workflow, _ bindings: Bindings, beside known: [ToolContract],
    _ version: DeployedVersion, by act: Act
  ) {
    let names = Set(known.map { Array($0.tool.utf8) })
    let tools = tools(of: workflow, bindings) {
      $0.connection.kind.traits.hasContracts && !names.contains(Array($0.tool.utf8))
    }
    guard !tools.isEmpty else { return }
    Task {
      guard let slot = try? await asking.slot(of: version.userID) else { return }
      defer { slot.free() }
      let contracts = await contracts(of: tools, bindings, for: version.userID)
      guard !contracts.isEmpty else { return }
      do {
        try await deployments.pin(
          contracts, of: version.traceID, version: version.number, by: act)
      } catch {
        logger.error(
          "contracts not pinned",
          metadata: ["automation": "\(version.traceID)", "error": "\(error)"])
      }
    }
  }

  /// Asks for what tools take that were just bound, while nobody waits for it, and pins it beside the
  /// newest versions that use them; of others it is found out by their first runs.
  /// - Parameter userID: whose binding it is.
  package func pinTools(of binding: Binding, for userID: String, by act: Act) {
    Task {
      guard let slot = try? await asking.slot(of: userID) else { return }
      defer { slot.free() }
      do {
        try await pin(binding, for: userID, by: act)
      } catch {
        logger.error(
          "contracts not pinned", metadata: ["owner": "\(userID)", "error": "\(error)"])
      }
    }
  }

  private func pin(_ binding: Binding, for userID: String, by act: Act) async throws {
    let bindings = Bindings(
      of: try await bindings.tools(of: userID), operators: operators, adapters: adapters)
    guard bindings.connection(named: binding.connection)?.kind.traits.hasContracts == true else {
      return
    }
    let newest = try await traces.automations(
      TraceQuery(
        scope: .user(userID), status: .deployed,
        window: Window(limit: Limits.contractsAsked.versions, detail: .excerpt)))
    for automation in newest.elements {
      guard let version = try await deployments.version(of: automation.id, in: .user(userID))
      else { continue }
      let tools = tools(of: version.workflow, bindings) { $0.binding == binding }
      let contracts = await contracts(of: tools, bindings, for: userID)
      guard !contracts.isEmpty else { continue }
      try await deployments.pin(
        contracts, of: automation.id, version: version.number, by: act)
    }
  }

  /// The bound tools of a workflow that are meant, each once.
  private func tools(
    of workflow: Workflow, _ bindings: Bindings, where isMeant: (BoundTool) -> Bool
  ) -> [BoundTool] {
    var seen: Set<[UInt8]> = []
    return workflow.steps.map(\.tool).filter { seen.insert(Array($0.utf8)).inserted }
      .compactMap { bindings.binding(of: $0) }.filter(isMeant)
  }

  /// What tools take as far as their servers say it in time, asked for now where that was not done a
  /// short while ago.
  private func contracts(
    of tools: [BoundTool], _ bindings: Bindings, for userID: String
  ) async -> [ToolContract] {
    let end = ContinuousClock.now + .seconds(Limits.stepSeconds.all)
    var contracts: [ToolContract] = []
    var room = Limits.contractBytes.all
    for tool in tools where ContinuousClock.now < end {
      let told = await bindings.adapter(of: tool.connection)?
        .contract(of: tool, for: userID, within: Limits.stepSeconds.connecting).contract
      guard let told else { continue }
      room -= told.schema?.utf8.count ?? 0
      contracts.append(room < 0 ? told.withoutSchema : told)
    }
    return contracts
  }
}

/// A version, and whose it is.
struct DeployedVersion: Sendable {
  let traceID: String
  let userID: String
  let number: Int
}
