import Logging
import OrderedJSON
import Workflows

// Tools that are bound once versions were deployed that use them.
extension DeploymentUseCases {
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
    guard bindings.connection(named: binding.connection)?.kind.hasContracts == true else { return }
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
}
