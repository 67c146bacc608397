import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Operations of an API are called as its document describes them.
@Suite(.timeLimit(.minutes(20))) struct OpenAPIAdapterTests {
  @Test func `arguments go to path, query, header and body by name, with the sign-in`()
    async throws
  {
    try await DescribedWorld().serving { world in
      let call = world.call(
        "send_mail",
        [
          "to": "ann@example.com", "user": "a/b", "draft": true, "X-Source": "desk", "count": 2,
          "priority": "high",
        ], through: world.uploaded())
      let prepared = await world.adapter.prepared(call)
      #expect(await prepared.perform().result?["ok"] == true)
      let asked = try #require(world.calls.first)
      #expect(asked.line == "POST /v1/users/a%2Fb/mails?draft=true")
      #expect(asked.header("x-source") == "desk")
      #expect(asked.header("authorization") == "Bearer correct-horse-battery")
      #expect(asked.header("idempotency-key") == "key-of-the-step")
      #expect(asked.body == #"{"to":"ann@example.com","count":2}"#)
      // What is recorded is what was sent, but for the secret.
      let shown = prepared.request.asSent?
        .replacing("[secret token]", with: "correct-horse-battery")
      #expect(shown == asked.text)
      #expect(!prepared.request.serialized.contains("correct-horse"))
      #expect(
        prepared.notices == [
          "priority is left away: send_mail takes user, draft, X-Source, to and count.",
          "Of what the document says of the arguments is not checked: pattern.",
        ])
      #expect(world.fetches.isEmpty)
    }
  }

  @Test
  func `the remote name is the operation, and an unknown one is told with those that are near`()
    async throws
  {
    try await DescribedWorld().serving { world in
      let connection = world.uploaded()
      let meant = world.call(
        "read_inbox", ["user": "bob"], through: connection, mapping: Mapping(remote: "list_mail"))
      #expect(await world.adapter.perform(meant).status == 200)
      #expect(world.calls.map(\.line) == ["GET /v1/users/bob/mails"])
      let wrong = await world.adapter.perform(world.call("send_mial", [:], through: connection))
      #expect(
        wrong.error
          == "The document of the connection \"crm\" has no operation \"send_mial\"; it has "
          + "send_mail, list_mail, replace_mails.")
      #expect(wrong.retry == .permanent)
      #expect(world.calls.count == 1)
    }
  }

  @Test func `arguments that are wrong or missing fail before anything is sent`() async throws {
    try await DescribedWorld().serving { world in
      let connection = world.uploaded()
      let mistyped = await world.adapter.perform(
        world.call("list_mail", ["user": "bob", "limit": "ten"], through: connection))
      #expect(mistyped.error?.contains("limit must be a whole number") == true, "\(mistyped)")
      #expect(mistyped.retry == .never)
      let lacking = await world.adapter.perform(
        world.call("send_mail", ["to": "ann@example.com"], through: connection))
      #expect(lacking.error?.contains("user must be given") == true, "\(lacking)")
      #expect(world.server.requests.isEmpty)
    }
  }

  @Test func `a binding says what a second try does, and else GET reads and no other does`() {
    let world = DescribedWorld()
    func effect(_ tool: String, _ bound: Effect?) -> Effect {
      world.adapter.effect(of: world.call(tool, [:], through: world.uploaded()), bound: bound)
    }
    #expect(effect("list_mail", .once) == .once)
    #expect(effect("list_mail", nil) == .read)
    #expect(effect("replace_mails", nil) == .once)
    #expect(effect("replace_mails", .idempotent) == .idempotent)
    #expect(effect("send_mail", nil) == .once)
  }

  @Test func `statuses are success as the binding says, and no secret comes back`() async throws {
    let world = DescribedWorld(api: { request in
      .json(404, #"{"seen":"\#(request.header("authorization") ?? "")"}"#)
    })
    try await world.serving { world in
      func result(_ success: StatusCodes?) async -> ToolResult {
        await world.adapter.perform(
          world.call(
            "list_mail", ["user": "bob"], through: world.uploaded(),
            mapping: Mapping(success: success)))
      }
      let failed = await result(nil)
      #expect(failed.retry == .never)
      #expect(failed.response?["body"]?["seen"] == "Bearer [secret token]")
      let succeeded = await result(StatusCodes(rawValue: "200, 404"))
      #expect(succeeded.result?["seen"] == "Bearer [secret token]")
    }
  }

  @Test func `a text that is no document is told with its connection, and what to do`() async {
    let world = DescribedWorld()
    let result = await world.adapter.perform(
      world.call("send_mail", [:], through: world.uploaded("swagger: '2.0'")))
    #expect(
      result.error?.hasPrefix("The document of the connection \"crm\" cannot be used: This is a")
        == true, "\(result)")
    #expect(result.error?.hasSuffix("Give the connection another one.") == true)
    #expect(result.retry == .permanent)
  }

  @Test func `what is left away of a call stands in its step, and how it is repeated`() async throws
  {
    try await DescribedWorld().serving { described in
      let world = World()
      try await world.ledger.add(
        Workflow(
          steps: [
            Workflow.Step(tool: "list_mail", params: ["user": "bob", "colour": "red"]),
            Workflow.Step(
              tool: "send_mail", params: ["user": "bob", "to": "ann@example.com"]),
          ]), at: instant("2026-11-24T09:00:00Z"))
      try await world.runWaiting(
        described.adapter,
        bindings: MemoryBindings(
          Binding(tool: "*", connection: "crm"), through: [described.linked()]))
      let steps = try #require(await world.ledger.rows.first?.steps)
      #expect(steps.map(\.outcome) == [.succeeded, .succeeded])
      #expect(steps.map(\.effect) == [.read, .once])
      #expect(
        steps.first?.notices == ["colour is left away: list_mail takes user and limit."])
      #expect(
        steps.last?.notices == [
          "Of what the document says of the arguments is not checked: pattern.",
          "The parameter session is left away: no cookies are sent.",
        ])
      #expect(
        described.server.requests.map(\.line) == [
          "GET /openapi.json", "GET /v1/users/bob/mails", "POST /v1/users/bob/mails",
        ])
    }
  }
}
