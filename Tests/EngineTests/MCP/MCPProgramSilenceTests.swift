import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Programs that do not answer, do not read or do not end: how much they hold up.
@Suite(.timeLimit(.minutes(20))) struct MCPProgramSilenceTests {
  @Test func `a call that takes too long is given up, and the program is told`() async throws {
    try await MCPProgram.serving { program in
      let client = try program.scripted(
        """
        if name == "b":
            answer(id, {"structuredContent": globals().get("told")})
        else:
            told = json.loads(sys.stdin.readline())
        """)
      _ = try await client.tools(within: ample)
      #expect(
        await patiently { seconds in
          let result = await client.call("a", [:], within: seconds)
          return result.silence == "No answer came from the program server within \(seconds) s."
        })
      let told = await client.call("b", [:], within: ample)
      #expect(told.result?["method"] == "notifications/cancelled")
      #expect(told.result?["params"]?["requestId"]?.integer != nil)
    }
  }

  @Test func `a program that writes without end is ended`() async throws {
    let result = try await MCPProgram.serving { program in
      try await program.scripted(
        """
        while True:
            sys.stdout.write("x" * 65536)
        """
      ).call("a", [:], within: ample)
    }
    #expect(
      result.silence == "The program server answered with more than 1048576 bytes, which are not "
        + "read.")
  }

  @Test func `a program that does not read is not waited for longer than for others`()
    async throws
  {
    let result = try await MCPProgram.serving { program in
      let client = try program.scripted("time.sleep(60)")
      _ = try await client.tools(within: ample)
      async let first = client.call("a", [:], within: 2)
      let long = JSON.string(String(repeating: "x", count: 1 << 20))
      async let second = client.call("b", ["long": long], within: 2)
      return (await first, await second)
    }
    #expect(result.0.silence != nil)
    #expect(result.1.silence != nil || result.1.retry == .notTaken(after: nil))
  }

  @Test func `a program that hangs is ended, and the next call begins it anew`() async throws {
    var times = MCPProgram.times
    times.silent = 0
    try await MCPProgram.serving(times: times) { program in
      let client = try program.scripted(
        """
        if name == "a":
            time.sleep(600)
        answer(id, {"structuredContent": os.getpid()})
        """)
      let first = try #require(await client.call("b", [:], within: ample).result?.integer)
      _ = await client.call("a", [:], within: 1)
      let second = try #require(await client.call("b", [:], within: ample).result?.integer)
      #expect(second != first)
      try await MCPProgram.waitForEnd(of: first)
    }
  }

  @Test func `what a program does not read is bounded, though nobody waits for it`() async throws {
    let most = Limits.mcpProcesses.requests
    #expect(
      try await patiently { seconds in
        try await MCPProgram.serving { program in
          let client = try program.scripted("time.sleep(600)")
          _ = try await client.tools(within: ample)
          _ = await client.call("a", [:], within: seconds)
          let long = JSON.string(String(repeating: "x", count: 1 << 20))
          _ = await client.call("b", ["long": long], within: seconds)
          await withTaskGroup(of: Void.self) { group in
            for _ in 1...most {
              group.addTask { _ = await client.call("b", [:], within: seconds) }
            }
          }
          let result = await client.call("b", [:], within: seconds)
          return result.error == "The program server is busy with \(most) requests."
        }
      })
  }

  @Test func `so many calls go on with a program at a time`() async throws {
    let most = Limits.mcpProcesses.requests
    try await MCPProgram.serving { program in
      let client = try program.scripted("pass")
      _ = try await client.tools(within: ample)
      #expect(
        await patiently { seconds in
          let results = await withTaskGroup { group in
            for _ in 0...most { group.addTask { await client.call("a", [:], within: seconds) } }
            return await group.reduce(into: [ToolResult]()) { $0.append($1) }
          }
          return results.count { $0.silence != nil } == most
            && results.compactMap(\.error) == ["The program server is busy with \(most) requests."]
        })
    }
  }
}
