package import Automations
package import OrderedJSON
package import Workflows

/// An adapter of a kind, which carries nothing out.
package struct IdleTool: ToolAdapter {
  package let kind: AdapterKind
  private let tools: [ToolOffer]?

  /// - Parameter tools: that are known of every connection of the kind.
  package init(_ kind: AdapterKind, tools: [ToolOffer]? = nil) {
    self.kind = kind
    self.tools = tools
  }

  package func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? .once }
  package func offers(of connection: Connection, for userID: String) async -> [ToolOffer]? {
    tools
  }
  package func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> ToldContract {
    guard let tools else { return .unknown }
    guard let offer = tools.first(where: { $0.name == tool.remote }) else {
      return .lacking(words: "It has no tool \(tool.remote).")
    }
    let needed = (offer.parameters ?? []).filter(\.isRequired).map { JSON.string($0.name) }
    let schema: JSON = ["required": .array(needed)]
    return .took(
      ToolContract(
        tool: tool.tool, connection: tool.connection.id, remote: tool.remote, pin: "idle",
        schema: schema.serialized))
  }
  package func request(for call: ToolCall) -> JSON { call.params }
  package func perform(_ call: ToolCall) async -> ToolResult {
    .failed("It is not asked.", response: nil, retry: .never)
  }
}

/// Says the same of every connection of a kind.
package struct IdleTester: ConnectionTester {
  package let kind: AdapterKind
  private let unread: String?
  private let answer: @Sendable (ConnectionProbe) async -> ConnectionTest

  /// - Parameter unread: the document that cannot be read; `nil`: whatever is uploaded can.
  package init(
    _ kind: AdapterKind, unread: String? = nil,
    _ answer: @escaping @Sendable (ConnectionProbe) async -> ConnectionTest
  ) {
    self.kind = kind
    self.unread = unread
    self.answer = answer
  }

  package func fault(of settings: ConnectionSettings) -> Fault? {
    guard let unread, settings.document == unread else { return nil }
    return Fault(["settings", "document"], "must be readable")
  }

  package func test(
    _ connection: Connection, _ probe: ConnectionProbe, for userID: String
  ) async -> ConnectionTest { await answer(probe) }
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
