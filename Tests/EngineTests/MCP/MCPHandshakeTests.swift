import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// Calls that come while the handshake of another one goes on: each has its own time.
@Suite(.timeLimit(.minutes(20))) struct MCPHandshakeTests {
  private let script = MCPScript()

  @Test func `nobody waits for another's handshake longer than they have`() async throws {
    let (begun, end) = (Gate(), Gate())
    let server = MCPHandshakeTests.server(begun: begun, end: end)
    try await server.serving { server in
      let client = try script.client("http://127.0.0.1:\(server.port)/mcp")
      async let first = client.call("a", [:], within: ample)
      await begun.pass()
      #expect(
        await patiently { seconds in
          let second = await client.call("a", [:], within: seconds)
          return second.error == "No session began within \(seconds) s."
            && second.retry == .notTaken(after: nil)
        })
      end.open()
      let result = await first
      #expect(result.result == "done")
    }
  }

  @Test func `whoever gives up a call waits for no handshake, and it goes on for others`()
    async throws
  {
    let (begun, end) = (Gate(), Gate())
    let server = MCPHandshakeTests.server(begun: begun, end: end)
    try await server.serving { server in
      let client = try script.client("http://127.0.0.1:\(server.port)/mcp")
      let first = Task { await client.call("a", [:], within: ample) }
      await begun.pass()
      async let second = client.call("a", [:], within: ample)
      first.cancel()
      let givenUp = await first.value
      #expect(givenUp.error == "No session began before the call was given up.")
      #expect(givenUp.retry == .notTaken(after: nil))
      end.open()
      let result = await second
      #expect(result.result == "done")
    }
    #expect(server.requests.count { MCPScript.Request($0.text).method == "initialize" } == 1)
  }

  @Test func `whoever has more time than it took begins one`() async throws {
    let older = MCPScript.older()
    #expect(
      try await patiently { seconds in
        let isFirst = Mutex(true)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let server = TalkingServer { request in
          let asked = MCPScript.Request(request.text)
          guard asked.method == "initialize" else { return .bytes(older(asked)) }
          let wasFirst = isFirst.withLock { first in
            defer { first = false }
            return first
          }
          begin.finish()
          return wasFirst ? .silence : .bytes(older(asked))
        }
        return try await server.serving { server in
          let client = try script.client("http://127.0.0.1:\(server.port)/mcp")
          let first = Task {
            defer { begin.finish() }
            return await client.call("a", [:], within: seconds)
          }
          for await _ in begun {}
          let second = await client.call("a", [:], within: 10 * seconds)
          let retry = await first.value.retry
          return retry == .notTaken(after: nil) && second.result == "done"
        }
      })
  }

  @Test func `with a program too`() async throws {
    #expect(
      try await patiently { seconds in
        try await MCPProgram.serving { program in
          // It passes the first handshake over.
          let client = try program.scripted(
            #"answer(id, {"structuredContent": 1})"#,
            before: """
              open("\(program.folder.file("begun"))", "w").close()
              message = {}
              while message.get("method") != "initialize":
                  message = json.loads(sys.stdin.readline())
              """)
          let first = Task { await client.call("a", [:], within: seconds) }
          while !program.folder.has("begun") { try await Task.sleep(for: .milliseconds(20)) }
          let second = await client.call("a", [:], within: 10 * seconds)
          let retry = await first.value.retry
          return retry == .notTaken(after: nil) && second.result == 1
        }
      })
  }

  @Test func `whoever gives up a call of a program waits for no handshake`() async throws {
    try await MCPProgram.serving { program in
      let client = try program.scripted(
        "pass",
        before: """
          open("\(program.folder.file("begun"))", "w").close()
          time.sleep(600)
          """)
      let first = Task { await client.call("a", [:], within: ample) }
      while !program.folder.has("begun") { try await Task.sleep(for: .milliseconds(20)) }
      first.cancel()
      let result = await first.value
      #expect(result.error == "No answer came from the program server before it was given up.")
      #expect(result.retry == .notTaken(after: nil))
    }
  }

  /// A server that wants a handshake, which does not end before it may.
  private static func server(begun: Gate, end: Gate) -> TalkingServer {
    let older = MCPScript.older()
    return TalkingServer { request in
      let asked = MCPScript.Request(request.text)
      if asked.method == "initialize" {
        begun.open()
        await end.pass()
      }
      return .bytes(older(asked))
    }
  }
}
