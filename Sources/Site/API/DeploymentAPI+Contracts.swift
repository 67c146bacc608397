import Automations
import OrderedJSON

// What versions rely on of the tools that they use.
extension DeploymentAPI {
  @Sendable func acceptContracts(_ call: Call<String, [String]>) async throws -> DeploymentStatus {
    try await services.deployments.acceptContracts(call.input, of: call.path, by: call.act)
  }

  static let tools = Input<[String]>.body(.required("tools", .toolNames)) { tools throws(Refusal) in
    tools
  }

  static let contractsAccepted = Shape<DeploymentStatus>.success([
    Member("message", .constant(acceptedText)) { _ in acceptedText },
    Member("deployment_status", .name) { $0 },
  ])
  private static let acceptedText = "Contracts accepted"
}

extension FieldKind where Value == [String] {
  /// Tools as a workflow calls them, one at least.
  fileprivate static var toolNames: FieldKind {
    FieldKind(.list(of: .text), "a list of tools as the workflow calls them", substitute: []) {
      json, path, faults in
      guard let elements = json.listElements(at: path, &faults) else { return nil }
      guard !elements.isEmpty, elements.count <= Limits.toolsOfWorkflow else {
        faults.append(Fault(path, "must name from 1 to \(Limits.toolsOfWorkflow) tools"))
        return nil
      }
      return elements.enumerated().compactMap { index, name in
        FieldKind<String>.text.read(name, path + [String(index)], &faults)
      }
    }
  }
}
