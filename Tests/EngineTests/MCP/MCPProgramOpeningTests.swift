import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// How is found out in which revision a program is spoken to, however silent or slow it is.
@Suite(.timeLimit(.minutes(20))) struct MCPProgramOpeningTests {
  @Test func `an older server that says nothing to what it does not know is waited for a while`()
    async throws
  {
    var times = MCPProgram.times
    times.probing = 1
    let result = try await MCPProgram.serving(times: times) { program in
      try await program.scripted(
        #"answer(id, {"structuredContent": 1})"#, discovering: "pass"
      ).call("a", [:], within: ample)
    }
    #expect(result.result == 1)
  }

  @Test func `what an older server is waited for leaves time for the handshake and the call`()
    async throws
  {
    #expect(
      try await patiently { seconds in
        try await MCPProgram.serving { program in
          try await program.scripted(
            #"answer(id, {"structuredContent": 1})"#, discovering: "pass"
          ).call("a", [:], within: seconds).result == 1
        }
      })
  }

  @Test func `a server that was silent once is not asked which revision it speaks again`()
    async throws
  {
    #expect(
      try await patiently { seconds in
        try await MCPProgram.serving { program in
          // The first handshake is passed over too, so that another call begins one.
          let client = try program.scripted(
            #"answer(id, {"structuredContent": asked})"#,
            before: """
              asked, message = 0, {}
              while message.get("method") != "initialize":
                  message = json.loads(sys.stdin.readline())
                  asked += message["method"] == "server/discover"
              """,
            discovering: "asked += 1")
          let first = await client.call("a", [:], within: seconds)
          let second = await client.call("a", [:], within: seconds)
          return first.retry == .notTaken(after: nil) && second.result == 1
        }
      })
  }

  @Test func `a server that begins slowly is known when it has begun`() async throws {
    var times = MCPProgram.times
    times.probing = 1
    let result = try await MCPProgram.serving(times: times) { program in
      try await program.scripted(
        #"answer(id, {"structuredContent": "_meta" in message["params"]})"#,
        before: """
          message = {}
          while message.get("method") != "initialize":
              message = json.loads(sys.stdin.readline())
          write({"id": message["id"],
                 "error": {"code": -32022, "message": "No", "data": {"supported": ["2026-07-28"]}}})
          """
      ).call("a", [:], within: ample)
    }
    #expect(result.result == true)
  }
}
