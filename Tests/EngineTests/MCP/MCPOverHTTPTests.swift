import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// What goes over HTTP to servers of either era.
@Suite(.timeLimit(.minutes(20))) struct MCPOverHTTPTests {
  private let script = MCPScript()

  @Test func `a request says all that a server has to know`() async throws {
    let (result, requests) = try await script.serving {
      $0.result(["structuredContent": ["n": 1]])
    } _: { server in
      await (try script.client(server)).call("søg", ["q": "x"], within: ample)
    }
    #expect(result.result == ["n": 1])
    let request = try #require(requests.first)
    #expect(requests.count == 1 && request.method == "tools/call")
    #expect(request.header("mcp-protocol-version") == "2026-07-28")
    #expect(request.header("mcp-method") == "tools/call")
    // "c8O4Zw==", as headers are shown here in lower case.
    #expect(request.header("mcp-name") == "=?base64?c8o4zw==?=")
    #expect(request.header("accept") == "application/json, text/event-stream")
    #expect(request.header("content-type") == "application/json")
    let params = try #require(request.message["params"])
    #expect(params["name"] == "søg" && params["arguments"] == ["q": "x"])
    let meta = try #require(params["_meta"])
    #expect(meta["io.modelcontextprotocol/protocolVersion"] == "2026-07-28")
    #expect(meta["io.modelcontextprotocol/clientCapabilities"] == [:])
    #expect(meta["io.modelcontextprotocol/clientInfo"]?["name"] == "reprise")
    #expect(meta["progressToken"] == request.message["id"])
  }

  @Test(arguments: [
    (400, -32602, ToolResult.Retry.permanent), (404, -32601, .permanent), (200, -32603, .permanent),
    (503, -32603, .ifRepeatable(after: nil)), (429, -32000, .notTaken(after: nil)),
  ])
  func `an error of its own is no older server's`(
    _ status: Int, _ code: Int, _ retry: ToolResult.Retry
  ) async throws {
    let (result, requests) = try await script.serving { request in
      request.method == "tools/list"
        ? request.result(["tools": [["name": "a"]]]) : request.error(code, "No.", status: status)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(
      result.error == #"The MCP server "mail" refused the call of "a": No. (\#(code))."#)
    #expect(result.retry == retry)
    #expect(!requests.contains { $0.method == "initialize" })
  }

  @Test func `the time to wait beside an error of its own is kept`() async throws {
    let (result, _) = try await script.serving { request in
      request.method == "tools/list"
        ? request.result(["tools": [["name": "a"]]])
        : request.error(-32000, "Busy", status: 503, headers: "Retry-After: 9\r\n")
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.retry == .notTaken(after: 9))
  }

  @Test(
    arguments: [
      (401, "", ToolResult.Retry.permanent), (403, "", .never), (410, "", .permanent),
      (429, "Retry-After: 7\r\n", .notTaken(after: 7)),
      (503, "Retry-After: 9\r\n", .notTaken(after: 9)), (500, "", .ifRepeatable(after: nil)),
      (302, "Location: /b\r\n", .never),
    ])
  func `what a gateway answers says nothing of the era`(
    _ status: Int, _ headers: String, _ retry: ToolResult.Retry
  ) async throws {
    let (result, requests) = try await script.serving { _ in
      MCPScript.answer(status, headers: headers)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.error?.hasPrefix("The server answered \(status)") == true)
    #expect(result.retry == retry)
    #expect(requests.count == 1)
  }

  @Test func `what is no MCP server at all is told by its answer`() async throws {
    let (result, requests) = try await script.serving { _ in
      MCPScript.answer(404)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.error == "The server answered 404 Not Found.")
    #expect(result.retry == .never)
    #expect(requests.map(\.method) == ["tools/call", "initialize"])
  }

  @Test func `what a server says beside its status is told`() async throws {
    let (result, _) = try await script.serving { _ in
      MCPScript.answer(
        403, ["jsonrpc": "2.0", "id": nil, "error": ["code": -32600, "message": "Bad origin"]])
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.error == "The server answered 403 Forbidden. It says: Bad origin")
  }

  @Test func `a server that speaks older revisions alone says so, and gets a handshake`()
    async throws
  {
    let older = MCPScript.older()
    let (result, requests) = try await script.serving { request in
      request.header("mcp-protocol-version") == "2026-07-28"
        ? request.error(
          -32022, "Unsupported", status: 400, data: ["supported": ["2025-06-18", "2024-11-05"]])
        : older(request)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.result == "done")
    #expect(requests.contains { $0.method == "initialize" })
  }

  @Test func `a server that speaks newer revisions alone is told as one`() async throws {
    let (result, requests) = try await script.serving { request in
      request.error(-32022, "Unsupported", status: 400, data: ["supported": ["2027-01-01"]])
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.error?.contains("Unsupported (-32022)") == true)
    #expect(result.retry == .permanent)
    #expect(!requests.contains { $0.method == "initialize" })
  }

  @Test func `a handshake for a revision that nobody knows here is told`() async throws {
    let older = MCPScript.older()
    let (result, _) = try await script.serving { request in
      request.method == "initialize"
        ? request.result(["protocolVersion": "2023-01-01"]) : older(request)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(
      result.error == "The server speaks 2023-01-01 of MCP; 2024-11-05, 2025-03-26, 2025-06-18, "
        + "2025-11-25 or 2026-07-28 would be right.")
    #expect(result.retry == .never)
  }

  @Test func `a server that learned the new revision meanwhile is spoken to in it`() async throws {
    let isNew = Mutex(false)
    let older = MCPScript.older()
    let (results, _) = try await script.serving { request in
      guard isNew.withLock({ $0 }) else { return older(request) }
      return request.header("mcp-protocol-version") == "2026-07-28"
        ? request.result(["structuredContent": "new"])
        : request.error(-32022, "No", status: 400, data: ["supported": ["2026-07-28"]])
    } _: { server in
      let client = try script.client(server)
      let first = await client.call("a", [:], within: ample)
      isNew.withLock { $0 = true }
      return [first, await client.call("a", [:], within: ample)]
    }
    #expect(results.map(\.result) == ["done", "new"])
  }

  @Test func `no connection is surely not sent, and a handshake that breaks neither`() async throws
  {
    let closed = try ClosedPort()
    let client = try script.client("http://127.0.0.1:\(closed.number)/mcp")
    let refused = await client.call("a", [:], within: ample)
    #expect(refused.retry == .notTaken(after: nil))
    let older = MCPScript.older()
    let (broken, _) = try await script.serving {
      $0.method == "initialize" ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{" : older($0)
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(broken.retry == .notTaken(after: nil))
  }

  @Test func `a network that is not allowed is not called`() async throws {
    let result = await (try script.client("http://10.0.0.1/mcp")).call("a", [:], within: ample)
    #expect(result.retry == .never)
    #expect(result.error?.contains("not a public one") == true)
  }

  @Test func `arguments that are no object are not sent`() async throws {
    let (result, requests) = try await script.serving {
      $0.result([:])
    } _: {
      await (try script.client($0)).call("a", [1], within: ample)
    }
    #expect(result.retry == .never && requests.isEmpty)
  }
}
