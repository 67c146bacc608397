import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Tools of programs that the operator's file names.
@Suite(.timeLimit(.minutes(20))) struct MCPProgramAdapterTests {
  private let secret = SecretText(name: "KEY", text: "canary-7f3a9d2c")

  @Test func `a program carries a step out, and its secrets are shown nowhere`() async throws {
    let world = MCPWorld(secrets: { [secret] _ in [secret] })
    let folder = try TemporaryFolder()
    let files = try connection(in: folder)
    let call = world.call("read", ["name": "a.txt"], through: files)
    let prepared = await world.adapter.prepared(call)
    let result = await prepared.perform()
    let wrong = await world.adapter.perform(world.call("read", [:], through: files))
    let test = await world.tester.test(files, ConnectionProbe(), for: "alice")
    await world.processes.end()
    #expect(result.result == ["name": "a.txt", "key": "[secret KEY]", "zone": "UTC"])
    #expect(
      prepared.request == [
        "program": "files", "method": "tools/call",
        "params": ["name": "read", "arguments": ["name": "a.txt"]],
      ])
    #expect(wrong.error?.contains("do not fit its schema: name ") == true)
    #expect(
      test
        == ConnectionTest(
          .succeeded, #"The MCP server "files" answers and has 1 tool."#, tools: ["read"]))
    #expect(world.adapter.connection(of: call) == "files")
  }

  @Test func `a program that is missing is told with where it is named`() async throws {
    let world = MCPWorld(secrets: { _ in [] })
    let missing = Connection(
      id: "missing", owner: nil, name: "missing",
      settings: .mcp(.program(command: ["/nowhere/at-all"], environment: [])))
    let test = await world.tester.test(missing, ConnectionProbe(), for: "alice")
    await world.processes.end()
    #expect(test.outcome == .failed)
    #expect(
      test.words
        == "The program at-all could not be started: there is no such program. The operator's file "
        + "says which program is started, and how.")
  }

  /// The operator's, to a program that says again what it was given.
  private func connection(in folder: TemporaryFolder) throws -> Connection {
    let program = try folder.program(
      "server",
      """
      #!/usr/bin/python3
      import json, os, sys
      tool = {"name": "read", "inputSchema": {"type": "object", "required": ["name"],
              "properties": {"name": {"type": "string"}}}}
      for line in sys.stdin:
          message = json.loads(line)
          method, params = message.get("method"), message.get("params", {})
          if method == "server/discover":
              result = {"supportedVersions": ["2026-07-28"]}
          elif method == "tools/list":
              result = {"tools": [tool]}
          elif method == "tools/call":
              result = {"structuredContent": {
                  **params["arguments"], "key": os.environ["KEY"], "zone": os.environ["ZONE"]}}
          else:
              continue
          print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)

      """)
    return Connection(
      id: "files", owner: nil, name: "files",
      settings: .mcp(
        .program(
          command: [program],
          environment: [NamedText("KEY", secret.text), NamedText("ZONE", "UTC")])))
  }
}
