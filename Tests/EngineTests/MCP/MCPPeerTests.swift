import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Real servers over HTTP, of both eras.
@Suite(.enabled(if: MCPPeer.areThere), .timeLimit(.minutes(20))) struct MCPPeerTests {
  private let script = MCPScript()

  @Test(arguments: MCPPeer.Package.allCases)
  func `tools are listed with schemas and hints`(_ package: MCPPeer.Package) async throws {
    let tools = try await client("tools", package).tools(within: ample)
    let add = try #require(tools.first { $0.name == "add" })
    #expect(add.inputSchema["required"] == ["a", "b"])
    #expect(add.outputSchema?["properties"]?["result"]?["type"] == "integer")
    #expect(add.description == "The sum of two numbers.")
    let notes = try #require(tools.first { $0.name == "read_notes" })
    #expect(notes.annotations.readOnly == true && notes.annotations.openWorld == false)
    #expect(notes.title == "Notes")
    #expect(tools.allSatisfy { $0.fault == nil })
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `all pages of a list are read`(_ package: MCPPeer.Package) async throws {
    let tools = try await client("pages", package).tools(within: ample)
    #expect(tools.map(\.name) == (1...7).map { "tool_\($0)" })
    let result = try await client("pages", package).call("tool_7", [:], within: ample)
    #expect(result.result == ["result": "tool_7"])
  }

  @Test(
    arguments: [
      ("tools", .current), ("tools", .older), ("stateless", .older),
    ] as [(String, MCPPeer.Package)])
  func `tools read and write`(_ name: String, _ package: MCPPeer.Package) async throws {
    let client = try await client(name, package)
    #expect(await client.call("add", ["a": 2, "b": 3], within: ample).result == ["result": 5])
    #expect(
      await client.call("write_note", ["text": "first"], within: ample).result?["count"] != nil)
    let notes = await client.call("read_notes", nil, within: ample)
    #expect(notes.result?["result"]?.elements?.contains("first") == true)
    #expect(await client.call("say", ["text": "hi there"], within: ample).result == "hi there")
    #expect(await client.call("say", ["text": "{\"a\": 1}"], within: ample).result == ["a": 1])
    let blocks = await client.call("say_twice", ["text": "x"], within: ample)
    #expect(blocks.result?.elements?.compactMap { $0["text"] } == ["x", "x"])
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `progress is passed over`(_ package: MCPPeer.Package) async throws {
    let result = try await client("tools", package).call("count", ["steps": 20], within: ample)
    #expect(result.result == ["result": "counted to 20"])
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `a tool that fails says why, and wrong arguments are its failure`(
    _ package: MCPPeer.Package
  ) async throws {
    let client = try await client("tools", package)
    let failed = await client.call("fail", ["why": "the disk is full"], within: ample)
    #expect(
      failed.error?.hasPrefix(#"The tool "fail" of the MCP server "mail" failed: "#) == true)
    #expect(failed.error?.contains("the disk is full") == true)
    #expect(failed.retry == .ifRepeatable(after: nil))
    let wrong = await client.call("add", ["a": "x", "b": 1], within: ample)
    #expect(wrong.error?.contains("integer") == true)
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `a tool that is not there is told with those that are`(
    _ package: MCPPeer.Package
  ) async throws {
    let result = try await client("pages", package).call("tool_8", [:], within: ample)
    #expect(
      result.error == "The MCP server \"mail\" answers, but has no tool \"tool_8\"; it has tool_1, "
        + "tool_2, tool_3, tool_4, tool_5, tool_6, tool_7.")
    #expect(result.retry == .permanent)
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `a tool that takes too long gives no answer`(_ package: MCPPeer.Package) async throws {
    let client = try await client("tools", package)
    _ = try await client.tools(within: ample)
    #expect(
      await patiently { seconds in
        let result = await client.call("sleep", ["seconds": 30], within: seconds)
        return result.silence == "No answer came from 127.0.0.1 within \(seconds) s."
      })
    #expect(await client.call("add", ["a": 2, "b": 3], within: ample).result == ["result": 5])
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `a tool that asks for input fails saying so`(_ package: MCPPeer.Package) async throws {
    let result = try await client("tools", package).call("ask", [:], within: ample)
    #expect(result.error?.contains("nobody can give") == true, "\(result)")
  }

  @Test(arguments: MCPPeer.Package.allCases)
  func `a changed schema shows in the pin, and is told`(_ package: MCPPeer.Package) async throws {
    let client = try await client("tools", package)
    func changing() async throws -> MCPTool {
      try #require(try await client.tools(within: ample).first { $0.name == "changing" })
    }
    let before = try await changing()
    #expect(try await changing().pin == before.pin)
    #expect(await client.call("change_tool", [:], within: ample).result == ["result": "changed"])
    let after = try await changing()
    #expect(after.pin != before.pin)
    let words = SchemaChanges(from: before.inputSchema, to: after.inputSchema).words
    #expect(words.contains(#""strength" is new, and must be given."#))
  }

  @Test func `a param goes into a header where the server wants it there`() async throws {
    let client = try await client("tools", .current)
    let arguments: JSON = ["region": "Øst", "query": "all"]
    #expect(
      await client.call("in_region", arguments, within: ample).result == ["result": "all in Øst"])
    _ = try await client.tools(within: ample)
    #expect(
      await client.call("in_region", arguments, within: ample).result == ["result": "all in Øst"])
  }

  @Test func `an answer of more than is read is none`() async throws {
    let client = try await client("tools", .current)
    #expect(await client.call("say_much", ["bytes": 2_000_000], within: ample).silence != nil)
  }

  @Test func `fastmcp wraps a list, and it stays so`() async throws {
    let client = try await client("fastmcp", .current)
    #expect(
      await client.call("people", [:], within: ample).result == [
        "result": [["name": "Alice"], ["name": "Bob"]]
      ])
    #expect(
      await client.call("fail", ["why": "x"], within: ample).error?.contains("failed") == true)
    #expect(
      await client.call("persons", [:], within: ample).error
        == "The MCP server \"mail\" answers, but has no tool \"persons\"; it has add, people, fail."
    )
  }

  private func client(_ name: String, _ package: MCPPeer.Package) async throws -> MCPClient {
    try script.client(try await MCPPeer.url(name, package))
  }
}
