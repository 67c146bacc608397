package import Automations
import Glibc
package import OrderedJSON
import Scheduling

/// Asks an MCP server for its tools, and calls them.
package struct MCPClient: Sendable {
  private let transport: any MCPTransport
  private let servers: MCPServers
  private let name: String
  private let now: @Sendable () -> Int

  /// - Parameters:
  ///   - servers: what is remembered of all servers.
  ///   - name: the connection's, for sentences.
  ///   - now: seconds since 1970, for times that a server asks to wait until.
  init(
    _ transport: any MCPTransport, servers: MCPServers, name: String,
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) {
    (self.transport, self.servers, self.name, self.now) = (transport, servers, name, now)
  }

  /// The server's tools, all pages of them, asked for now.
  /// - Parameter seconds: in all.
  package func tools(within seconds: Int) async throws(MCPFault) -> [MCPTool] {
    try await list(by: Deadline(within: seconds)).tools
  }

  /// The server's tools, as they were read a short while ago or are now.
  /// - Parameters:
  ///   - age: how many seconds ago they may have been read.
  ///   - seconds: in all.
  package func tools(
    notOlderThan age: Int, within seconds: Int
  ) async throws(MCPFault) -> [MCPTool] {
    try await list(since: .now - .seconds(age), by: Deadline(within: seconds)).tools
  }

  /// Calls a tool once.
  /// - Parameters:
  ///   - tool: its name over there.
  ///   - arguments: an object; null is one without members.
  ///   - seconds: in all, with the handshake that the server may want.
  package func call(
    _ tool: String, _ arguments: JSON, within seconds: Int
  ) async -> ToolResult {
    await call(tool, arguments, by: Deadline(within: seconds))
  }

  /// The same for what has asked something before within its time.
  /// - Parameter secrets: among the arguments; nothing that comes back shows one.
  func call(
    _ tool: String, _ arguments: JSON, hiding secrets: [SecretText] = [], by deadline: Deadline
  ) async -> ToolResult {
    guard arguments.members != nil || arguments.isNull else {
      return .failed(
        "The params of a tool of \(words.server) must be an object.", response: nil, retry: .never)
    }
    let arguments: JSON = arguments.isNull ? [:] : arguments
    let known = await servers.tools(of: transport.account)?[tool]
    if let fault = known?.fault { return words.unusable(tool, fault) }
    var reply = await ask(tool, arguments, known, by: deadline)
    if case .error(let error, _) = reply, error.code == MCPError.headerMismatch,
      let current = try? await list(by: deadline)[tool], current.pin != known?.pin
    {
      if let fault = current.fault { return words.unusable(tool, fault) }
      // The call was held against what the tool took before, and so was the version.
      guard known == nil else { return words.becameOther(tool) }
      reply = await ask(tool, arguments, current, by: deadline)
    }
    return await result(of: reply.hiding(secrets), tool, by: deadline)
  }

  private func ask(
    _ tool: String, _ arguments: JSON, _ known: MCPTool?, by deadline: Deadline
  ) async -> MCPReply {
    let mirror = transport.hasHeaders ? known.flatMap { try? MCPMirror($0.inputSchema) } : nil
    let question = MCPQuestion(
      .callTool,
      [JSON.Member("name", .string(tool)), JSON.Member("arguments", arguments)],
      mirrored: mirror?.headers(for: arguments) ?? [])
    return await transport.ask(question, servers, by: deadline)
  }

  private func result(
    of reply: MCPReply, _ tool: String, by deadline: Deadline
  ) async -> ToolResult {
    let result = words.result(of: reply, tool, now: now())
    switch reply {
    // Servers say in many ways that they have no such tool, some in the tool's own voice.
    case .error: return await unknown(tool, since: .now, by: deadline) ?? result
    case .result(let json, _) where json["isError"]?.boolean == true:
      return await unknown(tool, since: MCPToolList.young, by: deadline) ?? result
    default: return result
    }
  }

  /// - Returns: `nil` where the server has the tool, or does not say.
  private func unknown(
    _ tool: String, since time: ContinuousClock.Instant, by deadline: Deadline
  ) async -> ToolResult? {
    guard let list = try? await list(since: time, by: deadline), list[tool] == nil else {
      return nil
    }
    return words.unknown(tool, of: list.tools.map(\.name))
  }

  /// What people are told of the server.
  var words: MCPWords { MCPWords(connection: name) }
}

extension MCPClient {
  /// The server's tools with the time at which they were read.
  /// - Parameter time: before which they may not have been.
  func list(
    since time: ContinuousClock.Instant, by deadline: Deadline
  ) async throws(MCPFault) -> MCPToolList {
    if let list = await servers.tools(of: transport.account), list.read >= time { return list }
    return try await list(by: deadline)
  }

  private func list(by deadline: Deadline) async throws(MCPFault) -> MCPToolList {
    var reader = MCPToolPages(overHTTP: transport.hasHeaders, words)
    repeat {
      let question = MCPQuestion(.listTools, reader.params)
      let reply = await transport.ask(question, servers, by: deadline)
      try reader.read(reply, now: now())
    } while reader.hasMore
    let list = reader.list
    await servers.remember(list, of: transport.account)
    return list
  }
}
