package import Automations
package import OrderedJSON
package import Workflows

/// The tools of MCP servers, be they behind a URL or programs that the operator's file names. What is
/// sent is held against the schema of the tool before.
package struct MCPAdapter: ToolAdapter {
  private let connections: MCPConnections

  package init(_ connections: MCPConnections) { self.connections = connections }

  package var kind: AdapterKind { .mcp }

  /// As the binding says: what a server says of its tools is a hint, which may be wrong.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? .once }

  /// The host of the server, in lower case, or the name of the connection that is a program.
  package func connection(of call: ToolCall) -> String? {
    switch call.connection.settings {
    case .mcp(.http(let url, _)): (try? HTTPURL(url))?.host.lowercased()
    case .mcp(.program): call.connection.name
    default: nil
    }
  }

  /// `{url, headers?, method, params}`, and of a program `{program, method, params}` with the
  /// connection's name. What differs from one revision of the protocol to the next is left out.
  package func request(for call: ToolCall) -> JSON {
    .object(
      call.connection.settings.way(of: call.connection) + [
        JSON.Member("method", .string(MCPQuestion.Method.callTool.rawValue)),
        JSON.Member(
          "params", ["name": .string(call.remote), "arguments": call.arguments]),
      ])
  }

  package func perform(_ call: ToolCall) async -> ToolResult { await prepared(call).perform() }

  package func prepared(_ call: ToolCall) async -> PreparedCall {
    let request = request(for: call)
    let deadline = Deadline(within: call.timeout)
    do throws(MCPFault) {
      let client = try await connections.client(
        of: call.connection, for: call.userID, keeping: call.effect != .once)
      let check = try await check(call, client, by: deadline)
      let contract = check.tool?.contract(of: call.tool, through: call.connection)
      let prepared = PreparedCall(request: request, notices: check.notices) {
        if let refusal = check.refusal { return refusal }
        return await client.call(
          call.remote, call.arguments, hiding: call.secrets, by: deadline)
      }
      return prepared.relying(on: contract)
    } catch {
      let result = error.result
      return PreparedCall(request: request) { result }
    }
  }

  package func offers(of connection: Connection, for userID: String) async -> [ToolOffer]? {
    guard let server = MCPServerKey(connection, for: userID) else { return nil }
    return await connections.servers.tools(of: server)?.tools.map(\.offer)
  }

  package func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> ToldContract {
    guard let list = await list(of: tool.connection, for: userID, within: seconds, since: time)
    else { return .unknown }
    guard let listed = list[tool.remote] else {
      let words = MCPWords(connection: tool.connection.name)
      return .lacking(words: words.lacking(tool.remote, of: list.tools.map(\.name)))
    }
    let contract = listed.contract(of: tool.tool, through: tool.connection)
    // A server whose list is so young is not asked again.
    let isOfNow = seconds != nil || list.read >= MCPToolList.young
    return isOfNow ? .takes(contract) : .took(contract)
  }

  private func list(
    of connection: Connection, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> MCPToolList? {
    guard let server = MCPServerKey(connection, for: userID) else { return nil }
    guard let seconds else { return await connections.servers.tools(of: server) }
    return try? await connections.client(of: connection, for: userID)
      .list(since: time ?? MCPToolList.young, by: Deadline(within: seconds))
  }

  /// Tools that were read in time do, unless the call does not fit them: whoever has just set a tool right
  /// does not wait.
  private func check(
    _ call: ToolCall, _ client: MCPClient, by deadline: Deadline
  ) async throws(MCPFault) -> MCPCheck {
    let begin = ContinuousClock.now
    let known = try await client.list(since: call.toldSince ?? MCPToolList.young, by: deadline)
    let check = MCPCheck(call.arguments, of: call.remote, in: known, client.words)
    guard check.refusal != nil, known.read < begin else { return check }
    return MCPCheck(
      call.arguments, of: call.remote, in: try await client.list(since: .now, by: deadline),
      client.words)
  }
}

extension ToolCall {
  /// A tool that takes nothing gets an object without members.
  fileprivate var arguments: JSON { params.isNull ? [:] : params }
}

extension ConnectionSettings {
  /// Where a call goes, and how it proves who asks, as it may be seen.
  fileprivate func way(of connection: Connection) -> [JSON.Member] {
    guard case .mcp(.http(let url, let signIn)) = self else {
      return [JSON.Member("program", .string(connection.name))]
    }
    let header = signIn.header.map {
      JSON.Member("headers", .object([JSON.Member($0.name, .string($0.shown))]))
    }
    let shown = (try? HTTPURL(url)).map { signIn.shown(OutgoingRequest(method: "POST", url: $0)) }
    return [JSON.Member("url", .string(shown?.url.text ?? url))]
      + (header.map { [$0] } ?? [])
  }
}
