import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing
import Workflows

/// Steps that tools of MCP servers carry out.
@Suite(.timeLimit(.minutes(20))) struct MCPAdapterTests {
  private let world = MCPWorld()

  @Test func `a call is sent as it is recorded, with its sign-in, once the list was read`()
    async throws
  {
    let (requests, asked) = try await world.serving(MCPWorld.server()) { mail in
      var requests: [JSON] = []
      for _ in 1...2 {
        let call = world.call(
          "send_gmail", ["to": "b@x.example"], through: mail, remote: "send_mail")
        let prepared = await world.adapter.prepared(call)
        #expect(await prepared.perform().result == ["id": 7])
        requests.append(prepared.request)
      }
      return requests
    }
    // A list that was read a short while ago does.
    #expect(asked.map(\.method) == ["tools/list", "tools/call", "tools/call"])
    #expect(asked.allSatisfy { $0.header("authorization") == "bearer correct-horse-battery" })
    let sent = try #require(asked.last?.message)
    let request = try #require(requests.last)
    #expect(request["url"]?.text?.hasSuffix("/mcp") == true)
    #expect(request["headers"] == ["Authorization": "Bearer [secret token]"])
    #expect(request["method"] == sent["method"])
    #expect(request["params"] == ["name": "send_mail", "arguments": ["to": "b@x.example"]])
    #expect(sent["params"]?["name"] == "send_mail")
    #expect(sent["params"]?["arguments"] == ["to": "b@x.example"])
  }

  @Test func `arguments that do not fit the schema are not sent`() async throws {
    let (results, asked) = try await world.serving(MCPWorld.server()) { mail in
      [
        await world.adapter.perform(world.call("send_mail", ["to": 3], through: mail)),
        await world.adapter.perform(world.call("send_mail", [:], through: mail)),
        await world.adapter.perform(world.call("send_mail", [1], through: mail)),
      ]
    }
    let words =
      #"The tool "send_mail" of the MCP server "mail" was not called, since its params do not fit "#
      + "its schema: to must be a text; it is a number."
    #expect(results[0].error == words)
    #expect(results[1].error?.contains("schema: to ") == true)
    #expect(
      results[2].error == #"The params of a tool of the MCP server "mail" must be an object."#)
    #expect(results.allSatisfy { $0.retry == .never })
    #expect(asked.allSatisfy { $0.method == "tools/list" })
  }

  @Test func `a tool that is not there is told with those that are, and none is called`()
    async throws
  {
    let (result, asked) = try await world.serving(MCPWorld.server()) { mail in
      await world.adapter.perform(world.call("send_mial", [:], through: mail))
    }
    #expect(
      result.error
        == #"The MCP server "mail" answers, but has no tool "send_mial"; it has send_mail."#)
    #expect(result.retry == .permanent)
    #expect(asked.map(\.method) == ["tools/list"])
  }

  @Test func `what was set right meanwhile is seen at once`() async throws {
    let isThere = Mutex(false)
    let (results, _) = try await world.serving { request in
      MCPWorld.server(isThere.withLock { $0 } ? MCPWorld.sendMail : ["name": "other"])(request)
    } _: { mail in
      let call = world.call("send_mail", ["to": "b@x.example"], through: mail)
      let first = await world.adapter.perform(call)
      isThere.withLock { $0 = true }
      return [first, await world.adapter.perform(call)]
    }
    #expect(results[0].retry == .permanent)
    #expect(results[1].result == ["id": 7])
  }

  @Test func `with another secret the tools are asked for anew`() async throws {
    let secret = Mutex("")
    let changes = Mutex(0)
    let world = MCPWorld(secrets: { _ in
      // What the program keeps beside it changes nothing.
      let kept = changes.withLock { changes in
        changes += 1
        return "kept-\(changes)"
      }
      return [
        SecretText(name: "token", text: secret.withLock { $0 }),
        SecretText(name: "oauth_tokens", text: kept),
      ]
    })
    let (_, asked) = try await world.serving(MCPWorld.server()) { mail in
      for text in ["first-secret", "first-secret", "second-secret"] {
        secret.withLock { $0 = text }
        let call = world.call("send_mail", ["to": "b@x.example"], through: mail)
        #expect(await world.adapter.perform(call).result == ["id": 7])
      }
    }
    #expect(
      asked.map(\.method) == [
        "tools/list", "tools/call", "tools/call", "tools/list", "tools/call",
      ])
    #expect(asked.suffix(2).allSatisfy { $0.header("authorization") == "bearer second-secret" })
  }

  @Test func `what of the schema was not looked at stands beside the step`() async throws {
    let runs = World()
    let (_, _) = try await world.serving(MCPWorld.server()) { mail in
      try await runs.ledger.add(
        Workflow(steps: [Workflow.Step(tool: "send_mail", params: ["to": "b@x.example"])]),
        at: .morning)
      try await runs.runWaiting(
        world.adapter,
        bindings: MemoryBindings(Binding(tool: "*", connection: "mail"), through: [mail]))
    }
    let row = await runs.ledger.rows.first
    #expect(row?.outcome == .succeeded)
    #expect(
      row?.steps.first?.notices == [
        #"What the schema of "send_mail" says by pattern was not checked."#
      ])
  }

  @Test func `a server that cannot be asked for its tools is called by no step`() async throws {
    let (silent, _) = try await world.serving { _ in
      MCPScript.answer(503)
    } _: { mail in
      await world.adapter.perform(world.call("send_mail", [:], through: mail))
    }
    // The tool itself was surely not called.
    #expect(silent.retry == .notTaken(after: nil))
    let closed = try ClosedPort()
    let call = world.call("send_mail", [:], through: MCPWorld.mail(closed.number))
    #expect(await world.adapter.perform(call).retry == .notTaken(after: nil))
  }

  @Test func `a token server that says when to come back is asked again then`() async throws {
    let isBusy = Mutex(true)
    let tokens = TalkingServer { _ in
      let wasBusy = isBusy.withLock { busy in
        defer { busy = false }
        return busy
      }
      return wasBusy
        ? .bytes("HTTP/1.1 503 Busy\r\nRetry-After: 70\r\nContent-Length: 0\r\n\r\n")
        : OAuthWorld.token("given")
    }
    let signing = MCPWorld.signingIn()
    let runs = World()
    try await runs.ledger.add(
      Workflow(steps: [Workflow.Step(tool: "send_mail", params: ["to": "b@x.example"])]),
      at: .morning)
    try await tokens.serving { tokens in
      let server = try LoopbackServer(.script { MCPWorld.server()(MCPScript.Request($0)) })
      try await server.serving { server in
        let mail = MCPWorld.mail(server.port, signIn: MCPWorld.signIn(at: tokens))
        try await runs.runWaiting(
          signing.adapter,
          bindings: MemoryBindings(Binding(tool: "*", connection: "mail"), through: [mail]))
      }
    }
    #expect(await runs.ledger.rows.map(\.outcome) == [.succeeded])
    #expect(runs.clock.waits == [.seconds(70)])
    #expect(tokens.requests.count == 2)
  }

  @Test func `without its secrets nothing is sent`() async throws {
    struct Unreadable: Error {}
    let unreadable = MCPWorld(secrets: { _ in throw Unreadable() })
    let none = MCPWorld(secrets: { _ in [] })
    let (results, asked) = try await world.serving(MCPWorld.server()) { mail in
      [
        await unreadable.adapter.perform(world.call("send_mail", [:], through: mail)),
        await none.adapter.perform(world.call("send_mail", [:], through: mail)),
      ]
    }
    #expect(
      results[0].error == #"The secrets of the connection "mail" cannot be read; set them anew."#)
    #expect(results[0].retry == .notTaken(after: nil))
    #expect(results[1].error?.contains("lacks its secret token") == true)
    #expect(results[1].retry == .permanent)
    #expect(asked.isEmpty)
  }

  @Test func `calls that may be repeated share a connection, and each of the others has its own`()
    async throws
  {
    let answer = MCPWorld.server()
    let talking = TalkingServer { .bytes(answer(MCPScript.Request($0.text))) }
    try await talking.serving { server in
      let mail = MCPWorld.mail(server.port)
      for effect in [Effect.read, .idempotent, .once, .once, .read] {
        let call = world.call("send_mail", ["to": "b@x.example"], through: mail, effect: effect)
        #expect(await world.adapter.perform(call).result == ["id": 7])
      }
      let calls = server.requests.filter { MCPScript.Request($0.text).method == "tools/call" }
        .map(\.connection)
      try #require(calls.count == 5)
      #expect(Set([calls[0], calls[1], calls[4]]).count == 1 && Set(calls).count == 3, "\(calls)")
    }
  }

  @Test func `a second try is as the binding says, whatever a server hints at`() {
    let call = world.call("send_mail", [:], through: MCPWorld.mail(80))
    #expect(world.adapter.effect(of: call, bound: nil) == .once)
    #expect(world.adapter.effect(of: call, bound: .read) == .read)
    #expect(world.adapter.connection(of: call) == "127.0.0.1")
    #expect(world.adapter.kind == .mcp)
  }

  @Test func `the tools that are known are offered with what they hint at`() async throws {
    let (offers, asked) = try await world.serving(MCPWorld.server()) { mail in
      #expect(await world.adapter.offers(of: mail, for: "alice") == nil)
      _ = await world.tester.test(mail, ConnectionProbe(), for: "alice")
      // What one person's server lists says nothing of another's.
      #expect(await world.adapter.offers(of: mail, for: "bob") == nil)
      return await world.adapter.offers(of: mail, for: "alice")
    }
    #expect(
      offers == [
        ToolOffer(
          "send_mail", summary: "Sends a mail.",
          parameters: [.init("to", isRequired: true), .init("subject")], effect: .idempotent)
      ])
    #expect(asked.map(\.method) == ["tools/list"])
  }

  @Test func `a call that nobody waits for is called off where there is a session`() async throws {
    let older = MCPScript.older(["tools": [MCPWorld.sendMail]])
    let server = try LoopbackServer(
      .script { text in
        let request = MCPScript.Request(text)
        let isCut = request.method == "tools/call" && request.header("mcp-session-id") != nil
        return isCut ? "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{" : older(request)
      })
    try await server.serving { server in
      let call = world.call("send_mail", ["to": "b@x.example"], through: MCPWorld.mail(server.port))
      #expect(await world.adapter.perform(call).silence != nil)
      while !server.requests.contains(where: { $0.contains("notifications/cancelled") }) {
        try await Task.sleep(for: .milliseconds(20))
      }
      let requests = server.requests.map(MCPScript.Request.init)
      let told = requests.first { $0.method == "notifications/cancelled" }
      #expect(told?.header("mcp-session-id") == "s1")
      let called = requests.first { $0.method == "tools/call" }
      #expect(told?.message["params"]?["requestId"] == called?.message["id"])
    }
  }
}
