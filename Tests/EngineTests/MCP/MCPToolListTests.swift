import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// Lists of tools, and what is told of a tool that is not in one.
@Suite(.timeLimit(.minutes(20))) struct MCPToolListTests {
  private let script = MCPScript()

  @Test func `all pages are read, and an empty cursor is one`() async throws {
    let pages: [String?: JSON] = [
      nil: ["tools": [["name": "a"], ["name": "b"]], "nextCursor": ""],
      "": ["tools": [["name": "c"], ["name": "a", "title": "second"], [:]], "nextCursor": "2"],
      "2": ["tools": [], "nextCursor": nil],
    ]
    let (tools, requests) = try await script.serving { request in
      request.result(pages[request.message["params"]?["cursor"]?.text] ?? .null)
    } _: {
      try await script.client($0).tools(within: ample)
    }
    #expect(tools.map(\.name) == ["a", "b", "c"])
    #expect(tools.first?.title == nil)
    #expect(requests.count == 3)
    #expect(requests.allSatisfy { $0.header("mcp-method") == "tools/list" })
  }

  @Test func `a list without an end is not read to one`() async throws {
    let page = Mutex(0)
    let circle = try await fault { $0.result(["tools": [], "nextCursor": "same"]) }
    #expect(circle?.description.contains("in a circle") == true)
    let endless = try await fault { request in
      let number = page.withLock { number in
        number += 1
        return number
      }
      return request.result(["tools": [], "nextCursor": .string("\(number)")])
    }
    #expect(endless?.description.contains("100 pages") == true)
    let many = (1...1001).map { ["name": .string("t\($0)")] as JSON }
    let long = try await fault { $0.result(["tools": .array(many)]) }
    #expect(long?.description.contains("more than 1000 tools") == true)
  }

  @Test(
    arguments: [
      ["tools": "none"], [:], nil, ["tools": ["a": 1]],
    ] as [JSON])
  func `what is no list is told as none`(_ result: JSON) async throws {
    let fault = try await fault { $0.result(result) }
    #expect(
      fault?.description == "The MCP server \"mail\" answered without a list of its tools.")
  }

  @Test func `why there is no list says what another try may bring`() async throws {
    let refused = try await fault { $0.error(-32601, "Method not found", status: 404) }
    #expect(
      refused?.description
        == "The MCP server \"mail\" does not list its tools: Method not found (-32601).")
    #expect(refused?.result.retry == .permanent)
    let busy = try await fault { _ in
      MCPScript.answer(503, headers: "Retry-After: 5\r\n")
    }
    #expect(busy?.result.retry == .notTaken(after: 5))
    let broken = try await fault { _ in "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{" }
    #expect(broken?.result.retry == .notTaken(after: nil))
    let failing = try await fault { _ in MCPScript.answer(500) }
    #expect(failing?.result.retry == .notTaken(after: nil))
  }

  @Test(arguments: [true, false])
  func `a tool that is not there is told with those that are`(_ isError: Bool) async throws {
    let (result, _) = try await script.serving { request in
      if request.method == "tools/list" {
        return request.result(["tools": [["name": "send_mail"], ["name": "list_mail"]]])
      }
      return isError
        ? request.result([
          "isError": true, "content": [["type": "text", "text": "Unknown tool: send_mial"]],
        ]) : request.error(-32602, "Unknown tool: send_mial", status: 400)
    } _: {
      await (try script.client($0, name: "")).call("send_mial", [:], within: ample)
    }
    #expect(
      result.error == "The MCP server answers, but has no tool \"send_mial\"; "
        + "it has send_mail, list_mail.")
    #expect(result.retry == .permanent)
  }

  @Test func `of many tools the first are named`() async throws {
    let many = (1...30).map { ["name": .string("t\($0)")] as JSON }
    let (result, _) = try await script.serving { request in
      request.method == "tools/list"
        ? request.result(["tools": .array(many)]) : request.error(-32602, "No")
    } _: {
      await (try script.client($0)).call("t31", [:], within: ample)
    }
    #expect(result.error?.hasSuffix("t19, t20 and 10 more.") == true)
  }

  @Test func `a tool that is there and fails is told by its own words`() async throws {
    let (result, requests) = try await script.serving { request in
      request.method == "tools/list"
        ? request.result(["tools": [["name": "a"]]])
        : request.result(["isError": true, "content": [["type": "text", "text": "Disk full"]]])
    } _: { server in
      let client = try script.client(server)
      _ = await client.call("a", [:], within: ample)
      return await client.call("a", [:], within: ample)
    }
    #expect(result.error == "The tool \"a\" of the MCP server \"mail\" failed: Disk full.")
    // The second failure is told by the list that the first one asked for.
    #expect(requests.map(\.method) == ["tools/call", "tools/list", "tools/call"])
  }

  @Test func `a list is asked for anew when it is too old`() async throws {
    let (_, requests) = try await script.serving {
      $0.result(["tools": [["name": "a"]]])
    } _: {
      let client = try script.client($0)
      _ = try await client.tools(notOlderThan: 60, within: ample)
      _ = try await client.tools(notOlderThan: 60, within: ample)
      _ = try await client.tools(notOlderThan: 0, within: ample)
      _ = try await client.tools(within: ample)
    }
    #expect(requests.count == 3)
  }

  @Test func `lists take no more memory than they may`() async throws {
    let text = String(repeating: "x", count: 900_000)
    let people = 0..<Limits.mcpServersKnown.toolBytes / 900_000 + 4
    let (_, requests) = try await script.serving {
      $0.result(["tools": [["name": "a", "description": .string(text)]]])
    } _: { server in
      for person in people {
        _ = try await script.client(server, of: "person \(person)").tools(within: ample)
      }
      for person in [0, people.upperBound - 1] {
        _ = try await script.client(server, of: "person \(person)")
          .tools(notOlderThan: 600, within: ample)
      }
    }
    #expect(requests.count == people.count + 1)
  }

  @Test func `a param that a server wants in a header goes there when the tool is known`()
    async throws
  {
    let tool: JSON = [
      "name": "find",
      "inputSchema": [
        "type": "object", "properties": ["region": ["type": "string", "x-mcp-header": "Region"]],
      ],
    ]
    let (results, requests) = try await script.serving { request in
      if request.method == "tools/list" { return request.result(["tools": [tool]]) }
      return request.header("mcp-param-region") == "eu"
        ? request.result(["structuredContent": 1])
        : request.error(-32020, "Header mismatch", status: 400)
    } _: { server in
      let client = try script.client(server)
      return [
        await client.call("find", ["region": "eu"], within: ample),
        await client.call("find", ["region": "eu"], within: ample),
      ]
    }
    #expect(results.map(\.result) == [1, 1])
    #expect(
      requests.map(\.method) == ["tools/call", "tools/list", "tools/call", "tools/call"])
  }

  @Test func `a tool that became another one is not called by what was known of it`() async throws {
    let isOther = Mutex(false)
    let (result, requests) = try await script.serving { request in
      let hasChanged = isOther.withLock { $0 }
      guard request.method == "tools/list" else {
        return request.header("mcp-param-zone") == nil && hasChanged
          ? request.error(-32020, "Header mismatch", status: 400)
          : request.result(["structuredContent": 1])
      }
      let region: JSON = ["type": "string", "x-mcp-header": hasChanged ? "Zone" : "Region"]
      return request.result([
        "tools": [
          ["name": "find", "inputSchema": ["type": "object", "properties": ["region": region]]]
        ]
      ])
    } _: { server in
      let client = try script.client(server)
      _ = try await client.tools(within: ample)
      isOther.withLock { $0 = true }
      return await client.call("find", ["region": "eu"], within: ample)
    }
    #expect(
      result.error?.hasPrefix("The tool \"find\" of the MCP server \"mail\" became another one")
        == true)
    #expect(result.retry == .notTaken(after: nil))
    #expect(requests.map(\.method) == ["tools/list", "tools/call", "tools/list"])
  }

  @Test func `a tool whose headers may not be is not called`() async throws {
    let tool: JSON = [
      "name": "find",
      "inputSchema": ["properties": ["n": ["type": "number", "x-mcp-header": "N"]]],
    ]
    let (result, requests) = try await script.serving {
      $0.result(["tools": [tool]])
    } _: {
      let client = try script.client($0)
      _ = try await client.tools(within: ample)
      return await client.call("find", ["n": 1], within: ample)
    }
    #expect(result.error?.contains("cannot be called: its parameter n asks for a header") == true)
    #expect(requests.count == 1)
  }

  private func fault(
    _ answer: @escaping @Sendable (MCPScript.Request) -> String
  ) async throws -> MCPFault? {
    try await script.serving(answer) { server async throws -> MCPFault? in
      do throws(MCPFault) {
        guard let client = try? script.client(server) else { return nil }
        _ = try await client.tools(within: ample)
        return nil
      } catch {
        return error
      }
    }.value
  }
}
