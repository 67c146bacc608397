import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// Servers that are programs: how they are spoken to, and how they begin and end.
@Suite(.timeLimit(.minutes(20))) struct MCPOverStdioTests {
  @Test func `a program answers many at once, in any order`() async throws {
    let results = try await MCPProgram.serving { program in
      let client = try program.scripted(
        """
        waiting = globals().setdefault("waiting", [])
        waiting.append((id, message["params"]["arguments"]["n"]))
        if len(waiting) == 8:
            for id, n in reversed(waiting):
                answer(id, {"structuredContent": n})
        """)
      return await withTaskGroup { group in
        for number in 1...8 {
          group.addTask {
            let result = await client.call("a", ["n": JSON(number)], within: ample)
            return result.result == JSON(number)
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(results == Array(repeating: true, count: 8))
  }

  @Test func `what is no message is passed over, and a question is answered`() async throws {
    let result = try await MCPProgram.serving { program in
      try await program.scripted(
        """
        print("Listening …", flush=True)
        write({"method": "notifications/message", "params": {}})
        write({"id": 77, "method": "elicitation/create", "params": {}})
        said = json.loads(sys.stdin.readline())
        answer(id, {"isError": True, "content": [{"type": "text", "text": json.dumps(said)}]})
        """
      ).call("a", [:], within: ample)
    }
    #expect(result.error?.contains(#""id": 77"#) == true)
    #expect(result.error?.contains("-32601") == true)
    #expect(result.error?.contains("It had asked for input") == true)
  }

  @Test func `a program that is missing says so`() async throws {
    let result = try await MCPProgram.serving { program in
      await program.client(MCPCommand(program: "/nowhere/at-all")).call("a", [:], within: ample)
    }
    #expect(
      result.error == "The program at-all could not be started: there is no such program.")
    #expect(result.retry == .notTaken(after: nil))
  }

  @Test func `a program that ends at once says what it said last`() async throws {
    let result = try await MCPProgram.serving { program in
      try await program.scripted(
        "pass", before: #"print("no config", file=sys.stderr); sys.exit(5)"#
      ).call("a", [:], within: ample)
    }
    #expect(
      result.error == "The program server has ended: exit status 5. Its last words: no config")
    #expect(result.retry == .notTaken(after: nil))
  }

  @Test func `a program that dies in a call leaves it open, and the next one begins it anew`()
    async throws
  {
    let results = try await MCPProgram.serving { program in
      let client = try program.scripted(
        """
        if name == "a":
            os._exit(3)
        answer(id, {"structuredContent": os.getpid()})
        """)
      return [
        await client.call("b", [:], within: ample), await client.call("a", [:], within: ample),
        await client.call("b", [:], within: ample),
      ]
    }
    #expect(results[1].silence == "The program server has ended: exit status 3.")
    #expect(results[0].result != nil && results[2].result != nil)
    #expect(results[0].result != results[2].result)
  }

  @Test func `nothing of it lives on: it is ended with what it started, by force if need be`()
    async throws
  {
    var times = MCPProgram.times
    times.ending = 1
    let numbers = try await MCPProgram.serving(times: times) { program in
      let client = try program.scripted(
        """
        child = subprocess.Popen(["sleep", "600"])
        answer(id, {"structuredContent": [os.getpid(), child.pid]})
        for signal in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            __import__("signal").signal(signal, __import__("signal").SIG_IGN)
        time.sleep(600)
        """)
      let result = await client.call("a", [:], within: ample)
      let numbers = (result.result?.elements ?? []).compactMap(\.integer)
      #expect(numbers.count == 2 && numbers.allSatisfy(MCPProgram.isAlive))
      return numbers
    }
    for number in numbers { try await MCPProgram.waitForEnd(of: number) }
  }

  @Test func `what was ended takes no calls any more`() async throws {
    let program = try MCPProgram()
    let client = try program.scripted(#"answer(id, {"structuredContent": os.getpid()})"#)
    let first = await client.call("a", [:], within: ample)
    await program.processes.end()
    let number = try #require(first.result?.integer)
    #expect(!MCPProgram.isAlive(number))
    #expect(await client.call("a", [:], within: ample).retry == .notTaken(after: nil))
  }

  @Test func `one that nobody uses is ended, and begins anew`() async throws {
    #expect(
      try await patiently { seconds in
        var times = MCPProgram.times
        times.unused = seconds
        return try await MCPProgram.serving(times: times) { program in
          let client = try program.scripted(#"answer(id, {"structuredContent": os.getpid()})"#)
          let first = try #require(await client.call("a", [:], within: ample).result?.integer)
          let again = await client.call("a", [:], within: ample).result?.integer
          try await MCPProgram.waitForEnd(of: first)
          let second = try #require(await client.call("a", [:], within: ample).result?.integer)
          return again == first && second != first
        }
      })
  }

  @Test func `each person has a program of their own, and no more run than may`() async throws {
    try await MCPProgram.serving { program in
      let script = try program.numbered()
      func begin(_ count: Int, _ name: (Int) -> (user: String, connection: String)) async throws {
        var numbers: [Int] = []
        for number in 0..<count {
          let (user, connection) = name(number)
          let client = program.client(
            MCPCommand(program: script), of: user, connection: connection)
          numbers.append(try #require(await client.call("a", [:], within: ample).result?.integer))
        }
        #expect(Set(numbers).count == numbers.count)
        try await MCPProgram.waitForEnd(of: try #require(numbers.first))
        #expect(numbers.dropFirst().allSatisfy(MCPProgram.isAlive))
      }
      // Of one person fewer, so that others find room.
      try await begin(Limits.mcpProcesses.perUser + 1) { ("alice", "server \($0)") }
      try await begin(Limits.mcpProcesses.count + 1) { ("person \($0)", "server") }
    }
  }

  @Test func `many who come at once to a program that has become another one share it`()
    async throws
  {
    let numbers = try await MCPProgram.serving { program in
      let script = try program.numbered()
      var numbers: [Int] = []
      for round in 1...4 {
        let client = program.client(
          MCPCommand(program: script, environment: ["ROUND": "\(round)"]))
        let asked = await withTaskGroup { group in
          for _ in 1...8 {
            group.addTask { await client.call("a", [:], within: ample).result?.integer }
          }
          return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(Set(asked).count == 1)
        numbers += asked.prefix(1).compactMap { $0 }
      }
      return numbers
    }
    #expect(Set(numbers).count == 4)
    // Those before are ended like the last one.
    #expect(!numbers.contains(where: MCPProgram.isAlive))
  }

  @Test func `it gets no secrets of ours, and no descriptors`() async throws {
    let result = try await MCPProgram.serving { program in
      try await program.scripted(
        """
        answer(id, {"structuredContent": [sorted(os.environ), sorted(os.listdir("/proc/self/fd"))]})
        """
      ).call("a", [:], within: ample)
    }
    let names = (result.result?.elements?.first?.elements ?? []).compactMap(\.text)
    let ours: Set = [
      "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER",
    ]
    #expect(names.contains("PATH") && ours.isSuperset(of: names), "\(names)")
    // Its three streams, and the folder that it lists.
    #expect(result.result?.elements?.last?.elements?.count == 4)
  }
}
