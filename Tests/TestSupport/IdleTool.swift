package import Automations
package import OrderedJSON
package import Workflows

/// An adapter of a kind, which carries nothing out.
package struct IdleTool: ToolAdapter {
  package let kind: AdapterKind

  package init(_ kind: AdapterKind) { self.kind = kind }

  package func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? .once }
  package func request(for call: ToolCall) -> JSON { call.params }
  package func perform(_ call: ToolCall) async -> ToolResult {
    .failed("It is not asked.", response: nil, retry: .never)
  }
}

extension Connection {
  /// One of Alice's, to a server of hers.
  package static func alices(
    _ name: String, id: String? = nil, _ settings: ConnectionSettings? = nil,
    isShared: Bool = false, isEnabled: Bool = true, offReason: String? = nil
  ) -> Connection {
    Connection(
      id: id ?? Identifier.derived(from: name), owner: "alice", name: name,
      settings: settings
        ?? .http(HTTPSettings(baseURL: "https://\(name).example/v1", signIn: .bearer)),
      isShared: isShared, isEnabled: isEnabled, offReason: offReason)
  }
}
