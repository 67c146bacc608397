import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// Handshakes with servers that want one, and the sessions that they begin.
@Suite(.timeLimit(.minutes(20))) struct MCPSessionTests {
  private let script = MCPScript()

  @Test func `an older server gets a handshake once, and the session goes with each request`()
    async throws
  {
    let (results, requests) = try await script.serving(MCPScript.older()) { server in
      let client = try script.client(server)
      return [
        await client.call("a", [:], within: ample), await client.call("b", nil, within: ample),
      ]
    }
    #expect(results.map(\.result) == ["done", "done"])
    #expect(
      requests.map(\.method) == [
        "tools/call", "initialize", "notifications/initialized", "tools/call", "tools/call",
      ])
    #expect(requests[1].header("mcp-session-id") == nil)
    #expect(requests[1].message["params"]?["protocolVersion"] == "2025-11-25")
    for request in requests.dropFirst(2) {
      #expect(request.header("mcp-session-id") == "s1")
      #expect(request.header("mcp-protocol-version") == "2025-06-18")
      #expect(request.header("mcp-method") == nil)
    }
    #expect(requests[4].message["params"]?["arguments"] == [:])
    #expect(Set(requests.compactMap { $0.message["id"] }).count == 4)
  }

  @Test func `a server that keeps no sessions is remembered too`() async throws {
    let (_, requests) = try await script.serving(MCPScript.older(session: nil)) { server in
      for _ in 1...2 { _ = await (try script.client(server)).call("a", [:], within: ample) }
    }
    #expect(requests.count == 5 && requests.count { $0.method == "initialize" } == 1)
  }

  @Test func `a session that is gone begins again, once`() async throws {
    let sessions = Mutex(0)
    let (result, requests) = try await script.serving { request in
      if request.method == "initialize" { sessions.withLock { $0 += 1 } }
      let session = sessions.withLock { $0 }
      // The first session is forgotten when it was used once.
      let known = session == 1 && request.method == "tools/list" ? "other" : "s\(session)"
      return request.header("mcp-protocol-version") == "2025-06-18" && known == "other"
        ? MCPScript.answer(404) : MCPScript.older(session: "s\(session)")(request)
    } _: { server in
      let client = try script.client(server)
      _ = await client.call("a", [:], within: ample)
      return try? await client.tools(within: ample)
    }
    #expect(result == nil)
    #expect(requests.count { $0.method == "initialize" } == 2)
    #expect(requests.last?.header("mcp-session-id") == "s2")
  }

  @Test(arguments: [400, 404])
  func `a server that wants sessions from now on gets a handshake, once`(
    _ status: Int
  ) async throws {
    let wantsSessions = Mutex(false)
    let (results, requests) = try await script.serving { request in
      guard wantsSessions.withLock({ $0 }) else { return MCPScript.older(session: nil)(request) }
      let lacksOne =
        request.method == "tools/call" && request.header("mcp-session-id") == nil
        && request.header("mcp-protocol-version") == "2025-06-18"
      return lacksOne ? MCPScript.answer(status) : MCPScript.older()(request)
    } _: { server in
      let client = try script.client(server)
      let first = await client.call("a", [:], within: ample)
      wantsSessions.withLock { $0 = true }
      return [
        first, await client.call("a", [:], within: ample),
        await client.call("a", [:], within: ample),
      ]
    }
    #expect(results.map(\.result) == ["done", "done", "done"])
    #expect(
      requests.dropFirst(4).map(\.method) == [
        "tools/call", "initialize", "notifications/initialized", "tools/call", "tools/call",
      ])
    #expect(requests.suffix(2).allSatisfy { $0.header("mcp-session-id") == "s1" })
  }

  @Test func `what a server without sessions does not take is told after one more handshake`()
    async throws
  {
    let older = MCPScript.older(session: nil)
    let (results, requests) = try await script.serving { request in
      request.header("mcp-protocol-version") == "2025-06-18" && request.method == "tools/call"
        ? MCPScript.answer(400) : older(request)
    } _: { server in
      let client = try script.client(server)
      return [
        await client.call("a", [:], within: ample), await client.call("a", [:], within: ample),
      ]
    }
    #expect(results.allSatisfy { $0.error == "The server answered 400 Bad Request." })
    #expect(requests.count { $0.method == "initialize" } == 2)
  }

  @Test func `many who come at once share one handshake`() async throws {
    let (results, requests) = try await script.serving(MCPScript.older()) { server in
      await withTaskGroup { group in
        for _ in 1...8 {
          group.addTask { try? await script.client(server).call("a", [:], within: ample).result }
        }
        return await group.reduce(into: [JSON?]()) { $0.append($1) }
      }
    }
    #expect(results.allSatisfy { $0 == "done" })
    #expect(requests.count { $0.method == "initialize" } == 1)
  }

  @Test func `nobody's session is another's`() async throws {
    let (_, requests) = try await script.serving(MCPScript.older()) { server in
      for user in ["alice", "bob"] {
        _ = await (try script.client(server, of: user)).call("a", [:], within: ample)
      }
    }
    #expect(requests.count { $0.method == "initialize" } == 2)
  }

  @Test func `another secret begins another session`() async throws {
    let (_, requests) = try await script.serving(MCPScript.older()) { server in
      for token in ["first", "first", "second"] {
        let client = try script.client(server, secrets: ["token": token])
        _ = await client.call("a", [:], within: ample)
      }
    }
    let handshakes = requests.filter { $0.method == "initialize" }
    #expect(handshakes.map { $0.header("authorization") } == ["bearer first", "bearer second"])
  }
}
