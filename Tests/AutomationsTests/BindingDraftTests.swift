import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

/// What a binding is where API or forms say it.
@Suite struct BindingDraftTests {
  private let connections = ReachableConnections([
    Connection(
      id: "1", owner: "alice", name: "crm",
      settings: .http(HTTPSettings(baseURL: "https://crm.example/v1"))),
    Connection(
      id: "2", owner: "alice", name: "runner",
      settings: .webhook(WebhookSettings(url: "https://runner.example/"))),
    Connection(
      id: "3", owner: nil, name: "crm",
      settings: .webhook(WebhookSettings(url: "https://operator.example/"))),
  ])

  // MARK: By an adapter

  @Test
  func `an embedded tool that is named is taken, else the one that the tool's name speaks of`()
    throws
  {
    let named = try binding("send_gmail", .local, "note", effect: .read)
    #expect(named == Binding(tool: "send_gmail", to: .note, effect: .read))
    #expect(
      try binding("send_gmail", .local, nil) == Binding(tool: "send_gmail", to: .sendEmail))
    #expect(try binding("send_gmail", .http, nil) == .http("send_gmail"))
  }

  @Test func `what an HTTP binding was called is kept, and its statuses`() throws {
    let codes = StatusCodes(rawValue: "404")
    let ask = try binding("ask", .http, "desk", codes: codes)
    #expect(ask == .http("ask", called: "desk", success: codes))
    #expect(ask.connection == "http")
  }

  @Test func `formulas are kept where rows are written, and nothing else is told about them`()
    throws
  {
    let sheet = try binding("append_sheet_row", .local, nil, formulas: .keep)
    #expect(sheet == Binding(tool: "append_sheet_row", to: .appendRow, formulas: .keep))
    let fault = Fault(["formulas"], "must be absent: only append_row writes tables")
    for (adapter, name) in [(AdapterKind.local, "note"), (.http, "desk")] {
      #expect(
        faults { () throws(Refusal) in _ = try binding("ask", adapter, name, formulas: .text) }
          == [fault])
    }
  }

  @Test func `what does not fit is refused in words, all of it at once`() {
    let long = String(repeating: "x", count: 256)
    #expect(
      faults { () throws(Refusal) in _ = try binding(long, .local, "rocket", codes: .success) } == [
        Fault(["tool"], "must have at most 255 characters; there are 256", .tooLong),
        Fault(
          ["connection"],
          "for the adapter local it names an embedded tool: send_email, append_row, note"),
        Fault(["success_codes"], "must be absent: only the adapter http has statuses"),
      ])
    #expect(
      faults { () throws(Refusal) in _ = try binding("launch_rocket", .local, nil) }?.count == 1)
    #expect(
      faults { () throws(Refusal) in _ = try binding("ask", .http, "a\0b") } == [
        .ofNUL(["connection"])
      ])
  }

  @Test func `what was answered is taken again as it was`() throws {
    let drafts = [
      BindingDraft(tool: "ask", adapter: .http, connection: "desk"),
      BindingDraft(tool: "send_gmail", adapter: .local, connection: "send_email"),
      BindingDraft(tool: "*", connection: "local"),
      BindingDraft(tool: "ask", connection: "http", success: .success),
      BindingDraft(tool: "ask", connection: "crm", request: ["method": "GET", "path": "/x"]),
    ]
    for draft in drafts {
      let binding = try draft.binding(among: connections)
      #expect(try BindingDraft(binding: binding).binding(among: connections) == binding)
    }
    // A client that sends back all members of an answer says the adapter, too.
    let crm = BindingDraft(tool: "ask", adapter: .http, connection: "crm")
    #expect(try crm.binding(among: connections).wording == .connection)
    let local = BindingDraft(tool: "log", adapter: .local, connection: "local", remote: "note")
    #expect(
      try local.binding(among: connections)
        == Binding(tool: "log", to: .note, wording: .connection))
  }

  // MARK: By a connection's name

  @Test func `a connection is named, one's own before the operator's`() throws {
    let draft = BindingDraft(
      tool: "find_customer", connection: "crm", params: ["name": ["$ref": "params/customer"]],
      request: ["method": "GET", "path": "/customers", "query": ["$ref": "params"]],
      effect: .read, success: StatusCodes(rawValue: "200, 404"), timeout: 60)
    let binding = try draft.binding(among: connections)
    #expect(binding.connection == "crm" && binding.wording == .connection)
    #expect(binding.mapping.params?.json == draft.params && binding.mapping.timeout == 60)
    let tool = Bindings(
      own: [binding], connections: ["crm", "runner"].compactMap(connections.named)
    ).binding(of: "find_customer")
    #expect(tool?.connection.id == "1" && tool?.remote == "find_customer")
  }

  @Test func `one's own pattern for all goes before the operator's exact name`() {
    let operators = OperatorsTools(
      connections: [
        Connection(
          id: "3", owner: nil, name: "desk",
          settings: .webhook(WebhookSettings(url: "https://operator.example/")))
      ], bindings: [Binding(tool: "find_customer", connection: "desk")])
    let runner = ["runner"].compactMap(connections.named)
    let own = Bindings(
      own: [Binding(tool: "*", connection: "runner")], connections: runner, operators: operators)
    #expect(own.binding(of: "find_customer")?.connection.owner == "alice")
    let others = Bindings(own: [], connections: runner, operators: operators)
    #expect(others.binding(of: "find_customer")?.connection.id == "3")
  }

  @Test func `the embedded tools are reached by the name of their connection too`() throws {
    func remote(_ tool: String, _ remote: String? = nil) throws -> String? {
      try BindingDraft(tool: tool, connection: "local", remote: remote)
        .binding(among: connections).mapping.remote
    }
    #expect(try remote("log", "note") == "note")
    #expect(try remote("send_email") == "send_email")
    #expect(try remote("send_gmail") == "send_email")
    // In a pattern the called name itself.
    #expect(try remote("*") == nil)
    let all = Binding(tool: "*", connection: "local")
    #expect(Bindings(own: [all]).binding(of: "append_row")?.embedded == .appendRow)
    #expect(
      Bindings(own: [all]).meaning(of: "launch")
        == .unbound(.noEmbeddedTool("launch")))
  }

  @Test(
    arguments: [
      (BindingDraft(tool: "ask"), "connection"),
      (BindingDraft(tool: "ask", adapter: .webhook), "connection"),
      (BindingDraft(tool: "ask", connection: "crm2"), "connection"),
      (BindingDraft(tool: "ask", connection: ""), "connection"),
      (BindingDraft(tool: "ask", adapter: .mcp, connection: "crm"), "adapter"),
      (BindingDraft(tool: "ask", adapter: .http, connection: "runner"), "adapter"),
      (BindingDraft(tool: "ask", connection: "local"), "remote"),
      (BindingDraft(tool: "ask", connection: "local", remote: "rocket"), "remote"),
      (BindingDraft(tool: "ask", connection: "crm", remote: "x"), "remote"),
      (BindingDraft(tool: "ask", connection: "http", request: ["path": "/"]), "request"),
      (BindingDraft(tool: "ask", connection: "runner", request: ["path": "/"]), "request"),
      (BindingDraft(tool: "ask", connection: "crm", request: "GET /"), "request"),
      (BindingDraft(tool: "ask", connection: "crm", request: ["body": 1]), "request/body"),
      (
        BindingDraft(tool: "ask", connection: "crm", request: ["json": 1, "text": ""]), "request"
      ),
      (BindingDraft(tool: "ask", connection: "crm", request: ["method": "FLY"]), "request/method"),
      (BindingDraft(tool: "ask", connection: "crm", request: ["method": 5]), "request/method"),
      (BindingDraft(tool: "ask", connection: "crm", request: ["path": 5]), "request/path"),
      (BindingDraft(tool: "ask", connection: "crm", request: ["path": "/a/{id}"]), "request/path"),
      (
        BindingDraft(
          tool: "ask", connection: "crm",
          request: ["path": ["$text": ["/a/", ["$ref": "params/id"], "}"]]]), "request/path"
      ),
      (BindingDraft(tool: "ask", connection: "runner", success: .success), "success"),
      (BindingDraft(tool: "ask", connection: "crm", formulas: .keep), "formulas"),
      (BindingDraft(tool: "ask", connection: "crm", callbackTimeout: 60), "callback_timeout"),
      (BindingDraft(tool: "ask", connection: "crm", params: ["$ref": "steps/s1"]), "params"),
      (
        BindingDraft(
          tool: "ask", connection: "crm",
          params: .string(String(repeating: "x", count: 70_000))), "params"
      ),
    ] as [(BindingDraft, String)])
  func `what its kind does not take is refused at its place`(
    _ draft: BindingDraft, _ place: String
  ) throws {
    let found = faults { () throws(Refusal) in _ = try draft.binding(among: connections) }
    let paths = (found ?? []).map { $0.path.joined(separator: "/") }
    #expect(paths.count == 1 && paths[0].hasPrefix(place), "\(found ?? [])")
  }

  @Test func `what a request has of a call, and braces outside its path, are taken`() throws {
    let requests: [JSON] = [
      ["method": "get", "path": "/%7B"], ["method": .null], [:],
      ["method": ["$ref": "params/method"], "path": ["$ref": "params/path"]],
      [
        "path": ["$text": ["/a/", ["$ref": "params/id", "default": "{"]]],
        "query": ["filter": "{x}"], "json": ["a": "{b}"],
      ],
    ]
    for request in requests {
      let draft = BindingDraft(tool: "ask", connection: "crm", request: request)
      #expect(try draft.binding(among: connections).mapping.request?.json == request)
    }
  }

  private func binding(
    _ tool: String, _ adapter: AdapterKind, _ connection: String?, effect: Effect? = nil,
    codes: StatusCodes? = nil, formulas: Formulas? = nil
  ) throws(Refusal) -> Binding {
    try BindingDraft(
      tool: tool, adapter: adapter, connection: connection, effect: effect, success: codes,
      formulas: formulas
    ).binding(among: connections)
  }

  private func faults(_ work: () throws(Refusal) -> Void) -> [Fault]? {
    do throws(Refusal) {
      try work()
      return nil
    } catch {
      if case .invalid(let faults) = error { return faults }
      return nil
    }
  }
}
