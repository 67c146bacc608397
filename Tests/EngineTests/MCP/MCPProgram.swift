import Automations
import Engine
import Foundation
import Logging
import OrderedJSON
import TestSupport

/// Alice's connections to MCP servers that are programs.
final class MCPProgram: Sendable {
  let processes: MCPProcesses
  let folder: TemporaryFolder
  private let servers = MCPServers()

  /// A slow machine is given time to say which revision its server speaks.
  static var times: MCPProcesses.Times {
    var times = MCPProcesses.Times()
    times.probing = ample
    return times
  }

  /// - Parameter logger: what the programs say goes there.
  init(
    times: MCPProcesses.Times = MCPProgram.times, logger: Logger = .mute
  ) throws {
    processes = MCPProcesses(times: times, logger: logger)
    folder = try TemporaryFolder()
  }

  /// Does the work, and ends all programs that it began.
  static func serving<Value>(
    times: MCPProcesses.Times = MCPProgram.times, logger: Logger = .mute,
    _ work: (MCPProgram) async throws -> Value
  ) async throws -> Value {
    let program = try MCPProgram(times: times, logger: logger)
    do {
      let value = try await work(program)
      await program.processes.end()
      return value
    } catch {
      await program.processes.end()
      throw error
    }
  }

  func client(
    _ command: MCPCommand, of user: String = "alice", connection: String = "connection"
  ) -> MCPClient {
    MCPClient(
      command: command, userID: user, connection: connection, name: "files",
      processes: processes, servers: servers)
  }

  /// A peer of the package.
  func peer(_ package: MCPPeer.Package, secret: String? = nil) -> MCPClient {
    var environment = MCPPeer.environment(package)
    environment["CANARY"] = secret
    return client(
      MCPCommand(
        program: MCPPeer.python, arguments: [MCPPeer.script, "stdio", "tools"],
        environment: environment, secretNames: ["CANARY"]))
  }

  /// A server of 2025-11-25 that does with a call what the lines of Python say: `id` is the request's,
  /// `answer` writes a result.
  func scripted(
    _ lines: String, before: String = "", discovering: String = "refuse(id)"
  ) throws -> MCPClient {
    let text = """
      #!/usr/bin/python3
      import json, os, signal, subprocess, sys, time

      def write(message):
          print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)

      def answer(id, result):
          write({"id": id, "result": result})

      def refuse(id):
          write({"id": id, "error": {"code": -32601, "message": "Method not found"}})

      \(before)
      for line in sys.stdin:
          message = json.loads(line)
          id, method = message.get("id"), message.get("method")
          if method == "server/discover":
              \(discovering)
          elif method == "initialize":
              answer(id, {"protocolVersion": "2024-11-05", "capabilities": {}})
          elif method == "tools/list":
              answer(id, {"tools": [{"name": "a"}, {"name": "b"}]})
          elif method == "tools/call":
              name = message["params"]["name"]
              \(lines.replacing("\n", with: "\n        "))

      """
    return client(MCPCommand(program: try folder.program("server", text)))
  }

  /// A program of 2026-07-28 that answers whatever it is asked with the number of its process.
  /// - Returns: its path.
  func numbered() throws -> String {
    try folder.program(
      "server",
      """
      #!/usr/bin/python3
      import json, os, sys
      for line in sys.stdin:
          message = json.loads(line)
          result = {"supportedVersions": ["2026-07-28"], "structuredContent": os.getpid()}
          print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
      """)
  }

  /// Whether a process of that number is there.
  static func isAlive(_ number: Int) -> Bool { kill(pid_t(number), 0) == 0 }

  /// Waits until a process is gone.
  static func waitForEnd(of number: Int) async throws {
    while isAlive(number) { try await Task.sleep(for: .milliseconds(20)) }
  }
}
