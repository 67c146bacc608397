import Automations
import Engine
import Foundation
import Logging
import OrderedJSON
import TestSupport
import Testing

/// Real servers that are programs, of both eras, and two of those that people use.
@Suite(.enabled(if: MCPPeer.areThere), .timeLimit(.minutes(20))) struct MCPStdioPeerTests {
  @Test(arguments: MCPPeer.Package.allCases)
  func `tools are listed, called, and fail`(_ package: MCPPeer.Package) async throws {
    try await MCPProgram.serving { program in
      let client = program.peer(package)
      let tools = try await client.tools(within: ample)
      #expect(tools.contains { $0.name == "add" })
      #expect(await client.call("add", ["a": 2, "b": 3], within: ample).result == ["result": 5])
      #expect(
        await client.call("count", ["steps": 5], within: ample).result == ["result": "counted to 5"]
      )
      let failed = await client.call("fail", ["why": "the disk is full"], within: ample)
      #expect(failed.error?.contains("the disk is full") == true)
      let asking = await client.call("ask", [:], within: ample)
      #expect(asking.error?.contains("nobody can give") == true, "\(asking)")
      let died = await client.call("die", [:], within: ample)
      #expect(died.silence?.hasPrefix("The program python3 has ended: exit status 3.") == true)
      #expect(await client.call("add", ["a": 1, "b": 1], within: ample).result == ["result": 2])
    }
  }

  @Test func `what a program starts ends with it`() async throws {
    let number = try await MCPProgram.serving { program in
      let result = await program.peer(.current).call("leave_child", [:], within: ample)
      return try #require(result.result?["result"]?.integer)
    }
    try await MCPProgram.waitForEnd(of: number)
  }

  @Test func `a secret is seen neither in an answer nor in the log`() async throws {
    let lines = Lines()
    let result = try await MCPProgram.serving(logger: Logger(label: "test") { _ in lines.handler })
    { program in
      let client = program.peer(.current, secret: "canary-1234")
      _ = await client.call("fail", ["why": "canary-1234"], within: ample)
      return await client.call("say", ["text": "it is canary-1234!"], within: ample)
    }
    #expect(result.result == "it is [secret CANARY]!")
    #expect(lines.text.contains("the peer begins"))
    #expect(!lines.text.contains("canary-1234"))
  }

  @Test func `the time server tells the time`() async throws {
    try await MCPProgram.serving { program in
      let client = program.client(
        MCPCommand(
          program: MCPPeer.python, arguments: ["-m", "mcp_server_time"],
          environment: MCPPeer.environment(.current)))
      let result = await client.call(
        "convert_time",
        [
          "source_timezone": "Asia/Tokyo", "time": "12:00", "target_timezone": "Asia/Kathmandu",
        ], within: ample)
      #expect(result.result?["time_difference"] == "-3.25h", "\(result)")
      let wrong = await client.call("get_current_time", ["timezone": "Nowhere/Land"], within: ample)
      #expect(wrong.error != nil)
      let unknown = await client.call("tell_time", [:], within: ample)
      #expect(unknown.error?.contains("but has no tool \"tell_time\"; it has ") == true)
    }
  }

  @Test func `the fetch server reads a page`() async throws {
    try await MCPProgram.serving { program in
      let client = program.client(
        MCPCommand(
          program: MCPPeer.python,
          arguments: ["-m", "mcp_server_fetch", "--allow-private-ips", "--ignore-robots-txt"],
          environment: MCPPeer.environment(.current)))
      let fetch = try #require(try await client.tools(within: ample).first { $0.name == "fetch" })
      #expect(fetch.annotations.openWorld == true)
      let page = Array("Hello from the page".utf8)
      let server = try LoopbackServer(.body(page, headers: ["Content-Type: text/plain"]))
      await server.serving { server in
        let url = JSON.string("http://127.0.0.1:\(server.port)/")
        let result = await client.call("fetch", ["url": url], within: ample)
        #expect(result.result?.serialized.contains("Hello from the page") == true, "\(result)")
      }
    }
  }

  @Test func `the git server reads a repository`() async throws {
    try await MCPProgram.serving { program in
      let folder = program.folder.path
      for arguments in [
        ["init", "-q", folder],
        [
          "-C", folder, "-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit",
          "-q", "--allow-empty", "-m", "The first one",
        ],
      ] {
        let git = try Process.run(URL(filePath: "/usr/bin/git"), arguments: arguments)
        git.waitUntilExit()
      }
      let client = program.client(
        MCPCommand(
          program: MCPPeer.python, arguments: ["-m", "mcp_server_git", "-r", folder],
          environment: MCPPeer.environment(.current)))
      let log = await client.call("git_log", ["repo_path": .string(folder)], within: ample)
      #expect(log.result?.serialized.contains("The first one") == true, "\(log)")
      let other = await client.call("git_log", ["repo_path": "/etc"], within: ample)
      #expect(other.error != nil)
    }
  }
}
