import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing
import Workflows

/// What is known of a described API before anything is called.
@Suite(.timeLimit(.minutes(20))) struct OpenAPIKnownTests {
  private let world = DescribedWorld()

  @Test func `the operations of an uploaded document are offered with what they take`() async {
    let offers = await world.adapter.offers(of: world.uploaded(), for: "alice")
    #expect(offers?.map(\.name) == ["list_mail", "send_mail", "replace_mails"])
    #expect(
      offers?[1]
        == ToolOffer(
          "send_mail", summary: "Sends a mail",
          parameters: [
            .init("user", isRequired: true), .init("draft"), .init("X-Source"),
            .init("to", isRequired: true), .init("count"),
          ]))
    #expect(offers?.map(\.effect) == [.read, nil, .idempotent])
  }

  @Test func `one that stands elsewhere is not asked for, and known once it was read`() async throws
  {
    try await world.serving { world in
      let connection = world.linked()
      #expect(await world.adapter.offers(of: connection, for: "alice") == nil)
      #expect(review("send_mial", [:], through: connection).hindered.isEmpty)
      #expect(world.server.requests.isEmpty)
      let call = world.call("list_mail", ["user": "bob"], through: connection)
      #expect(world.adapter.request(for: call) == ["user": "bob"])
      _ = await world.adapter.ready(for: call)
      #expect(await world.adapter.offers(of: connection, for: "alice")?.count == 3)
      #expect(
        world.adapter.request(for: call)["url"]
          == .string("\(world.base)/v1/users/bob/mails"))
      #expect(review("send_mial", [:], through: connection).hindered == [1])
    }
  }

  @Test func `a call that can only fail is told of before it runs`() {
    let wrong = bindings().fault(in: workflow("list_mail", ["user": "bob", "limit": "ten"]))
    // What a result gives is known only when it is sent.
    let later: JSON = ["user": "bob", "limit": ["$ref": "steps/s9/result/limit"]]
    #expect(bindings().fault(in: workflow("list_mail", later)) == nil)
    #expect(wrong?.1.param == "limit")
    // What a call lacks may be another step's result one day, and is told.
    let lacking = workflow("list_mail", [:])
    #expect(bindings().fault(in: lacking) == nil)
    #expect(
      bindings().notices(for: lacking) == [
        "Step 1 (list_mail): The param user must be given: list_mail needs it in its path."
      ])
    #expect(
      review("send_mial", [:], through: world.uploaded()).notices.first?
        .hasPrefix("Step 1 (send_mial): The document of the connection \"crm\" has no operation")
        == true)
  }

  @Test func `what is left away is told at deployment, and what is so of all calls`() {
    #expect(
      bindings().notices(
        for: workflow("send_mail", ["user": "bob", "to": "ann@example.com", "colour": "red"]))
        == [
          "Step 1 (send_mail): colour is left away: send_mail takes user, draft, X-Source, to and "
            + "count.",
          "Step 1 (send_mail): Of what the document says of the arguments is not checked: pattern.",
          "Step 1 (send_mail): The parameter session is left away: no cookies are sent.",
        ])
  }

  @Test func `a pattern stands for no operation, and tells what is wrong with the document`() {
    func notices(_ connection: Connection) -> [String] {
      let binding = Binding(tool: "*", connection: "crm")
      return bindings(through: connection).notices(
        of: BoundTool(tool: "*", binding: binding, connection: connection))
    }
    #expect(notices(world.uploaded()).isEmpty)
    #expect(
      notices(world.uploaded("{}")).first?.contains("cannot be used: This is no OpenAPI document")
        == true)
  }

  @Test func `without a server it is told that a base_url is needed`() {
    let connection = world.uploaded(below: nil)
    let found = review("list_mail", ["user": "bob"], through: connection)
    #expect(found.hindered == [1])
    #expect(found.notices.first?.contains("the connection needs a base_url") == true)
  }

  @Test func `a test reads the document anew and tells its tools`() async throws {
    try await world.serving { world in
      func test(_ connection: Connection) async -> ConnectionTest {
        await world.tester.test(connection, ConnectionProbe(), for: "alice")
      }
      let linked = await test(world.linked())
      #expect(
        linked
          == ConnectionTest(
            .succeeded,
            "The document of the connection \"crm\" (Mail) was read: it describes 3 tools.",
            tools: ["list_mail", "send_mail", "replace_mails"]))
      _ = await test(world.linked())
      #expect(world.fetches.count == 2)
      let uploaded = await test(world.uploaded())
      #expect(uploaded.outcome == .succeeded)
      #expect(uploaded.words.hasSuffix("Whether its sign-in is taken shows when a tool is called."))
      let serverless = await test(world.uploaded(below: nil))
      #expect(serverless.outcome == .failed)
      #expect(serverless.words.contains("needs a base_url"))
      let empty = await test(
        world.uploaded("openapi: 3.1.0\npaths: {/a: {get: {summary: No name}}}"))
      #expect(empty.outcome == .failed && empty.tools == [])
      #expect(empty.words.contains("it describes no tool. GET /a is left away:"))
      #expect(world.calls.isEmpty)
    }
  }

  @Test func `of a text that is uploaded it is told at once that nothing can read it`() {
    func fault(_ document: OpenAPISettings.Document) -> Fault? {
      world.tester.fault(of: .openapi(OpenAPISettings(document: document)))
    }
    for text in ["hello: [", "{\"openapi\": "] {
      let found = fault(.text(text))
      #expect(found?.path == ["settings", "document"], "\(text)")
      #expect(
        found?.message.contains("that can be read: line ") == true, "\(found?.message ?? "")")
    }
    // What it says is another matter.
    for text in ["hello: world", "{}", DescribedWorld.document] {
      #expect(fault(.text(text)) == nil, "\(text)")
    }
    #expect(fault(.url("https://x.example/openapi.json")) == nil)
  }

  @Test func `a test signs in where that takes a request of its own`() async throws {
    let oauth = OAuthWorld { _, number in
      number == 1 ? OAuthWorld.token("A1") : .json(400, #"{"error":"invalid_scope"}"#)
    }
    try await oauth.serving { oauth in
      let signIn = oauth.credentials().signIn
      let apis = DescribedAPIs(
        signed: oauth.signed,
        secrets: { _ in [SecretText(name: "client_secret", text: "the client's secret")] })
      func test() async -> ConnectionTest {
        await OpenAPITester(apis, within: ample).test(
          world.uploaded(signIn: signIn), ConnectionProbe(), for: "alice")
      }
      #expect(await test().words.hasSuffix("The sign-in gave a token."))
      let refused = await test()
      #expect(refused.outcome == .failed)
      #expect(refused.words.contains("refuses the sign-in: invalid_scope"))
      #expect(refused.tools?.count == 3)
    }
  }

  private func bindings(through connection: Connection? = nil) -> Bindings {
    Bindings(
      own: [Binding(tool: "*", connection: "crm")], connections: [connection ?? world.uploaded()],
      adapters: [world.adapter])
  }

  private func workflow(_ tool: String, _ params: JSON) -> Workflow {
    Workflow(steps: [Workflow.Step(tool: tool, params: params)])
  }

  private func review(
    _ tool: String, _ params: JSON, through connection: Connection
  ) -> WorkflowReview {
    bindings(through: connection).review(of: workflow(tool, params))
  }
}
