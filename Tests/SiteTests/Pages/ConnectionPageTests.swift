import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// The page of a connection, and what its forms do.
@Suite struct ConnectionPageTests {
  private let world: World
  private let browser: Browser
  private let id: String
  private let path: String

  init() async throws {
    world = try await World(testers: [
      IdleTester(.http) { probe in
        ConnectionTest(.failed, "\(probe.method.rawValue) \(probe.path) was answered by 503.")
      },
      IdleTester(.mcp) { _ in
        ConnectionTest(.succeeded, "It answers.", tools: ["send_mail", "list_<mail>"])
      },
    ])
    browser = try await world.browser(of: "alice")
    id = try await world.connect("crm", settings: World.crm, secrets: World.token)
    path = "/connections/\(id)"
  }

  @Test func `it shows what there is, and no secret`() async throws {
    let page = try await browser.get(path).text
    #expect(page.contains("name=\"base_url\" value=\"https://crm.example/v1\""))
    #expect(page.contains("<input type=\"radio\" name=\"auth\" value=\"bearer\" checked>"))
    #expect(page.contains("One is kept: set just now, ends with tery. Left empty, it stays."))
    #expect(page.contains("No tool is bound to it.") && !page.contains("correct-horse"))
    #expect(!page.contains("Make another signing secret"))
    #expect(try await world.browser(of: "bob").get(path).status == 404)
  }

  @Test func `it is changed, and an empty secret stays`() async throws {
    try await world.bind("find_customer", to: "crm")
    let fields = [
      ("name", "customers"), ("base_url", "https://crm.example/v2"), ("auth", "bearer"),
      ("secret_token", ""),
    ]
    let changed = try await browser.post(path, fields)
    #expect(changed.status == 303 && changed.location == "\(path)?notice=connection-changed")
    #expect(try await browser.follow(changed).text.contains("The connection is as you said it."))
    let listed = try await world.connection(id)
    #expect(listed.connection.name == "customers" && listed.uses.tools == ["find_customer"])
    #expect(listed.connection.settings.json["base_url"] == "https://crm.example/v2")
    #expect(listed.secrets.map(\.last4) == ["tery"])

    world.clock.advance(seconds: 60)
    _ = try await browser.post(path, fields.dropLast() + [("secret_token", "another-secret")])
    let after = try await world.connection(id)
    #expect(after.secrets.map(\.last4) == ["cret"] && after.secrets[0].setAt == world.clock.now)
  }

  @Test func `another way to sign in needs its own secret`() async throws {
    let fields = [
      ("name", "crm"), ("base_url", "https://crm.example/v1"), ("auth", "header"),
      ("auth_name", "X-Key"),
    ]
    let refused = try await browser.post(path, fields)
    #expect(refused.status == 422 && refused.text.contains("id=\"secret_value-fault\""))
    #expect(refused.text.contains("name=\"auth_name\" value=\"X-Key\""))
    #expect(try await browser.post(path, fields + [("secret_value", "k-12345678")]).status == 303)
    #expect(try await world.connection(id).secrets.map(\.name) == ["value"])
  }

  @Test func `it is not overwritten unseen, and what was typed is kept`() async throws {
    let seen = try await browser.seen(path)
    _ = try await world.services.connections.change(
      id, ConnectionChange(name: "other", secrets: ["token": "yet-another-one"]),
      by: world.act(.alice))
    let fields = [
      ("name", "mine"), ("base_url", "https://crm.example/v3"), ("auth", "bearer"),
    ]
    let held = try await browser.post(path, fields + [("seen", seen)])
    #expect(held.status == 409)
    #expect(
      held.text.contains("it was renamed to “other” and a secret of it became another"))
    #expect(held.text.contains("name=\"name\" value=\"mine\""))
    #expect(try await world.connection(id).connection.name == "other")
    let now = try #require(held.value(of: "value", after: "name=\"seen\""))
    #expect(try await browser.post(path, fields + [("seen", now)]).status == 303)
    #expect(try await world.connection(id).connection.name == "mine")
  }

  @Test func `a secret that was typed into a form that is held back is asked for once more`()
    async throws
  {
    let fields = [
      ("name", "mine"), ("base_url", "https://crm.example/v1"), ("auth", "bearer"),
      ("seen", try await browser.seen(path)),
    ]
    _ = try await world.services.connections.change(
      id, ConnectionChange(name: "other"), by: world.act(.alice))
    let words = "kept but for secrets: type them once more"
    let anew = try await world.browser(of: "alice")
    let mixed = Browser(world: world, secret: anew.secret, formToken: browser.formToken)
    for (browser, status) in [(browser, 409), (mixed, 403)] {
      let held = try await browser.post(path, fields + [("secret_token", "another-secret")])
      #expect(held.status == status && held.text.contains(words))
      #expect(!held.text.contains("another-secret"))
      let none = try await browser.post(path, fields + [("secret_token", "")])
      #expect(none.status == status && !none.text.contains(words))
      // What came by the sign-in page has no such field.
      let carried = try await browser.post(path, fields)
      #expect(carried.status == status && carried.text.contains(words))
    }
    // A button that asks for no secret loses none.
    let button = try await mixed.post("\(path)/enabled", [("enabled", "false")])
    #expect(button.status == 403 && !button.text.contains(words))
    #expect(try await world.connection(id).secrets.map(\.last4) == ["tery"])
  }

  @Test func `a second press of the same form lands where the first did`() async throws {
    let fields = [
      ("name", "crm"), ("base_url", "https://crm.example/v2"), ("auth", "bearer"),
      ("secret_token", "another-secret"), ("seen", try await browser.seen(path)),
    ]
    for _ in 1...2 {
      world.clock.advance(seconds: 5)
      let reply = try await browser.post(path, fields)
      #expect(reply.status == 303 && reply.location == "\(path)?notice=connection-changed")
    }
    let setAt = try await world.connection(id).secrets[0].setAt
    #expect(setAt.advanced(bySeconds: 5) == world.clock.now)
    // Later, or with another secret, it is another change of what is there now.
    world.clock.advance(seconds: 40)
    #expect(try await browser.post(path, fields).status == 409)
    let other = fields.map { $0.0 == "secret_token" ? ($0.0, "one more of them") : $0 }
    #expect(try await browser.post(path, other).status == 409)
  }

  @Test func `a document stays where no other is given`() async throws {
    let document = "openapi: 3.1.0"
    let id = try await world.connect("desk", .openapi, settings: ["document": .string(document)])
    let page = try await browser.get("/connections/\(id)").text
    #expect(page.contains("One of 14 bytes is kept. Left empty, it stays."))
    #expect(!page.contains(document) && page.contains("enctype=\"multipart/form-data\""))
    let path = "/connections/\(id)"
    let fields = [("name", "desk"), ("auth", "none")]
    #expect(
      try await browser.post(path, fields + [("base_url", "https://desk.example")]).status == 303)
    #expect(try await world.connection(id).connection.settings.document == document)
    let url = ("document_url", "https://desk.example/openapi.json")
    #expect(try await browser.post(path, fields + [url]).status == 303)
    #expect(try await world.connection(id).connection.settings.document == nil)
  }

  @Test func `a file that is no text takes nothing away of what was typed`() async throws {
    let id = try await world.connect(
      "desk", .openapi, settings: ["document_url": "https://desk.example/openapi.json"])
    let path = "/connections/\(id)"
    let fields = [
      ("name", "mine"), ("base_url", "https://desk.example/v2"), ("auth", "none"),
      ("seen", try await browser.seen(path)),
    ]
    let refused = try await browser.post(path, fields, file: [0xFF])
    #expect(refused.status == 422 && refused.text.contains("id=\"document-fault\""))
    for (name, value) in fields.prefix(2) {
      #expect(refused.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    _ = try await world.services.connections.change(
      id, ConnectionChange(name: "other"), by: world.act(.alice))
    let held = try await browser.post(path, fields, file: [0xFF])
    #expect(held.status == 409 && held.text.contains("it was renamed to “other”"))
    #expect(held.text.contains("name=\"base_url\" value=\"https://desk.example/v2\""))
  }

  // MARK: Testing

  @Test func `a test asks for what a person chose, and its page tells what came of it`()
    async throws
  {
    #expect(try await browser.get(path).text.contains("<option value=\"HEAD\">HEAD</option>"))
    let fields = [("method", "GET"), ("path", "/status")]
    let asked = try await browser.post("\(path)/test", fields)
    #expect(asked.status == 303 && asked.location == path)
    let page = try await tested(path)
    #expect(page.contains("<span class=\"badge failed\">Does not work</span>"))
    #expect(page.contains("GET /status was answered by 503."))
    #expect(try await browser.get("/connections").text.contains("Does not work</span>"))
    // Of a connection that became another it says nothing.
    _ = try await world.services.connections.change(
      id, ConnectionChange(secrets: ["token": "another-secret"]), by: world.act(.alice))
    #expect(try await !browser.get(path).text.contains("Does not work"))
  }

  @Test func `whoever came from a panel finds the way back there after a test too`() async throws {
    let way = "?trace_id=t&step=2"
    let hidden = "<input type=\"hidden\" name=\"step\" value=\"2\">"
    #expect(try await browser.get(path + way).text.contains(hidden))
    let asked = try await browser.post("\(path)/test", [("trace_id", "t"), ("step", "2")])
    #expect(asked.location == path + way)
    let page = try await browser.get(path + way).text
    #expect(page.contains("href=\"/traces/t?bind=2&amp;carried_out_by=connection%2Fcrm\""))
  }

  @Test func `the tools that were found are named`() async throws {
    let id = try await world.connect("desk", .mcp, settings: ["url": "https://desk.example/mcp"])
    let path = "/connections/\(id)"
    #expect(try await browser.post("\(path)/test").status == 303)
    let page = try await tested(path)
    #expect(page.contains("<span class=\"badge succeeded\">Works</span>"))
    #expect(page.contains("<code><bdi>send_mail</bdi></code> <code><bdi>list_&lt;mail&gt;"))
    #expect(!page.contains("name=\"method\""))
    // What one person's test found is another's to find.
    #expect(try await world.browser(of: "admin").get(path).text.contains("Test the connection"))
    #expect(try await !world.browser(of: "admin").get(path).text.contains("list_&lt;mail"))
  }

  @Test func `a test that goes on holds nothing up, and the page waits for it`() async throws {
    let gate = AsyncStream<Void>.makeStream()
    let world = try await World(testers: [
      IdleTester(.http) { _ in
        for await _ in gate.stream { break }
        return ConnectionTest(.succeeded, "At last.")
      }
    ])
    let id = try await world.connect("crm", settings: World.crm, secrets: World.token)
    let browser = try await world.browser(of: "alice")
    let path = "/connections/\(id)"
    for _ in 1...2 { #expect(try await browser.post("\(path)/test").status == 303) }
    let page = try await browser.get(path).text
    #expect(page.contains("data-follow=\"2\"") && page.contains("Being tested</span>"))
    gate.continuation.finish()
    #expect(try await tested(path, by: browser).contains("At last."))
    #expect(try await browser.get(path).text.contains("data-follow=\"\""))
  }

  @Test func `what nothing tests has no button`() async throws {
    let id = try await world.connect(
      "runner", .webhook, settings: ["url": "https://runner.example/"])
    let page = try await browser.get("/connections/\(id)").text
    #expect(!page.contains("Test the connection"))
    #expect(try await browser.post("/connections/\(id)/test").status == 409)
  }

  // MARK: Switching, rotating, deleting

  @Test func `it is switched off and on`() async throws {
    let off = try await browser.post("\(path)/enabled", [("enabled", "false")])
    let page = try await browser.follow(off).text
    #expect(page.contains("The connection is switched off") && page.contains(">Switch on</button>"))
    #expect(try await !world.connection(id).connection.isEnabled)
    let on = try await browser.post("\(path)/enabled", [("enabled", "true")])
    _ = try await browser.post("\(path)/enabled", [("enabled", "false")])
    #expect(try await !browser.follow(on).text.contains("The connection is switched on."))
    #expect(try await browser.post("\(path)/enabled", [("enabled", "x")]).status == 400)
  }

  @Test func `a button means the state that was seen`() async throws {
    let seen = try await browser.seen(path)
    _ = try await world.services.connections.change(
      id, ConnectionChange(isEnabled: false), by: world.act(.alice))
    let held = try await browser.post(
      "\(path)/enabled", [("enabled", "false"), ("seen", seen)])
    #expect(held.status == 409 && held.text.contains("it was switched off"))
  }

  @Test func `a webhook's secret is made anew, once for a double press`() async throws {
    let id = try await world.connect(
      "runner", .webhook, settings: ["url": "https://runner.example/"])
    let path = "/connections/\(id)"
    let before = try await world.connection(id).secrets[0].last4
    let fields = [("seen", try await browser.seen(path)), ("idempotency_key", "a")]
    let first = try await browser.post("\(path)/secret", fields)
    let second = try await browser.post("\(path)/secret", fields)
    #expect(first.status == 303 && second.headers[.location] == first.headers[.location])
    #expect(first.headers[.setCookie] != nil && second.headers[.setCookie] == nil)
    let page = try await browser.follow(first).text
    let secret = try #require(page.firstMatch(of: /id="secret">(whsec_[^<]+)</)?.output.1)
    let after = try await world.connection(id).secrets
    #expect(after.map(\.name) == ["secret"] && after[0].last4 != before)
    #expect(secret.hasSuffix(after[0].last4))
    // From an older page it is not done unseen.
    let held = try await browser.post("\(path)/secret", [fields[0]])
    #expect(held.status == 409 && held.text.contains("a secret of it became another"))
  }

  @Test func `deleting asks once more, and names what uses it`() async throws {
    try await world.bind("find_customer", to: "crm")
    let question = try await browser.get("\(path)/delete")
    #expect(question.text.contains("Delete the connection “<bdi>crm</bdi>”?"))
    #expect(question.text.contains("<code><bdi>find_customer</bdi></code>"))
    #expect(question.text.contains("Every automation that uses one of them skips its runs then"))
    let seen = try await browser.seen("\(path)/delete")
    try await world.bind("list_customers", to: "crm")
    let held = try await browser.post("\(path)/delete", [("seen", seen)])
    #expect(held.status == 409 && held.text.contains("other tools or messages go through it"))
    #expect(held.text.contains("<code><bdi>list_customers</bdi></code>"))
    let now = try #require(held.value(of: "value", after: "name=\"seen\""))
    let deleted = try await browser.post("\(path)/delete", [("seen", now)])
    #expect(deleted.location == "/connections?notice=connection-deleted")
    #expect(try await browser.follow(deleted).text.contains("The connection is deleted."))
    #expect(try await browser.get(path).status == 404)
    let trace = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    #expect(
      try await browser.get("/traces/\(trace)").text.contains(
        "bound to the connection &quot;crm&quot;, which is not there"))
  }

  @Test func `a panel says of what is bound why it is not carried out, and where that is mended`()
    async throws
  {
    try await world.bind("find_customer", to: "crm")
    let trace = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    _ = try await world.services.connections.change(
      id, ConnectionChange(isEnabled: false), by: world.act(.alice))
    for page in ["/traces/\(trace)", "/traces/\(trace)/schedule"] {
      let off = try await browser.get(page).text
      #expect(
        off.contains(
          "&quot;crm&quot;, which is switched off</bdi>. Until it is switched on, every run is "
            + "skipped; <a href=\"\(path)\">see the connection</a>."), "\(page)")
      #expect(!off.contains("Nothing carries out"), "\(page)")
    }
    let off = try await browser.get("/traces/\(trace)").text
    #expect(off.contains("<span class=\"badge unbound\">Switched off</span>"))
    #expect(off.contains("bound to the connection <bdi>crm</bdi>") && !off.contains("Not bound"))

    try await world.services.connections.delete(id, isConfirmed: true, by: world.act(.alice))
    _ = try await world.connect("crm", settings: World.crm, secrets: World.token)
    let gone = try await browser.get("/traces/\(trace)").text
    #expect(gone.contains("which is not there</bdi>. The one that is called so now is another"))
    #expect(gone.contains("Until the tool is bound anew, every run is skipped"))
    #expect(gone.contains("<span class=\"badge unbound\">Connection gone</span>"))
  }

  @Test func `one by which people are told does not go unasked`() async throws {
    let desk = try await world.connect(
      "desk", .webhook, settings: ["url": "https://desk.example/hook"])
    let words = "Messages to people go by it"
    for page in ["/connections/\(desk)", "/connections/\(desk)/delete"] {
      #expect(try await !browser.get(page).text.contains(words))
    }
    let added = try await browser.post(
      "/account/notifications/channels", [("kind", "webhook"), ("secret_to", "desk")])
    #expect(added.status == 303)
    for page in ["/connections/\(desk)", "/connections/\(desk)/delete"] {
      #expect(try await browser.get(page).text.contains(words))
    }
    #expect(try await browser.get("/connections").text.contains("<small>messages</small>"))
    let token = try await world.token(of: "alice")
    let refused = try await world.call(.delete, "/automation/connections/\(desk)", token: token)
    #expect(refused.status == 409 && refused.json?["used_by"] == [])
    #expect(refused.json?["detail"]?.text?.hasPrefix("Messages to people go by this") == true)
    let shown = try await world.call(.get, "/automation/connections/\(desk)", token: token)
    #expect(shown.json?["connection"]?["messages"] == true)
  }

  @Test func `names of others are isolated and harmless`() async throws {
    try await world.bind("t\u{202E}ool", to: "crm")
    for path in [path, "\(path)/delete", "/connections"] {
      let text = try await browser.get(path).text
      #expect(text.contains("<bdi>t\u{FFFD}ool</bdi>"), "\(path)")
      #expect(!text.unicodeScalars.contains { $0.isDeceptive && $0 != "\n" }, "\(path)")
    }
  }

  /// The page once the test is over.
  private func tested(_ path: String, by browser: Browser? = nil) async throws -> String {
    while true {
      let page = try await (browser ?? self.browser).get(path).text
      if !page.contains("Being tested") { return page }
      await Task.yield()
    }
  }
}
