import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// Making a connection on a page.
@Suite struct ConnectionMakingTests {
  @Test func `the kind is chosen first, of those that something carries out`() async throws {
    let world = try await World(kinds: [.http, .mcp, .local])
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/connections/new?trace_id=t&step=2").text
    #expect(page.contains("href=\"/connections/new?kind=http&amp;trace_id=t&amp;step=2\""))
    #expect(page.contains(">MCP server</a>") && !page.contains(">Webhook</a>"))
    for kind in ["webhook", "local", "pigeon"] {
      let none = try await browser.get("/connections/new?kind=\(kind)")
      #expect(none.status == 200 && !none.text.contains("Make connection"))
      #expect(try await browser.post("/connections", [("kind", kind)]).status == 400)
    }
  }

  /// The fields of each kind, and others that it does not ask for.
  static let asked: [(AdapterKind, [String], [String])] = [
    (.http, ["base_url", "auth_username", "headers", "secret_token"], ["url", "document"]),
    (.openapi, ["document_url", "document", "file", "base_url", "auth_name"], ["headers"]),
    (.webhook, ["url", "secret_secret"], ["base_url", "auth_grant"]),
    (.mcp, ["url", "auth_client_id", "secret_refresh_token"], ["command", "headers"]),
  ]

  @Test(arguments: asked)
  func `it is asked what its kind needs`(kind: AdapterKind, fields: [String], others: [String])
    async throws
  {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.get("/connections/new?kind=\(kind.rawValue)").text
    for field in ["name"] + fields { #expect(page.contains("name=\"\(field)\"")) }
    for field in others { #expect(!page.contains("name=\"\(field)\"")) }
    #expect(!page.contains("name=\"shared\""))
  }

  @Test func `the form makes what the API makes`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let made = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", " crm "), ("base_url", "https://crm.example/v1"),
        ("auth", "basic"), ("auth_username", "ann"), ("secret_password", "correct-horse"),
        // What stands in the fields of another way is not meant.
        ("secret_token", "other"), ("auth_name", "X-Key"),
        ("headers", "Accept-Language: en\r\n\r\nX-Team : desk"),
      ])
    let id = try #require(made.location?.split(separator: "/").last?.prefix(36))
    #expect(made.status == 303 && made.location?.hasSuffix("?notice=connection-made") == true)
    #expect(try await browser.follow(made).text.contains("The connection is made."))
    let connection = try await world.connection(String(id))
    #expect(connection.connection.name == "crm")
    #expect(
      connection.connection.settings.json == [
        "base_url": "https://crm.example/v1", "auth": ["type": "basic", "username": "ann"],
        "headers": ["Accept-Language": "en", "X-Team": "desk"],
      ])
    #expect(connection.secrets.map(\.name) == ["password"])
  }

  @Test func `OAuth 2 takes what its grant needs`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [
      ("kind", "mcp"), ("name", "desk"), ("url", "https://desk.example/mcp"), ("auth", "oauth2"),
      ("auth_grant", "client_credentials"), ("auth_token_url", "https://id.example/token"),
      ("auth_client_id", "reprise"), ("auth_scope", ""), ("secret_client_secret", "correct"),
      ("secret_refresh_token", "horse"),
    ]
    #expect(try await browser.post("/connections", fields).status == 303)
    let listed = try await world.services.connections.list(of: nil, for: .alice)
    #expect(listed.first?.secrets.map(\.name) == ["client_secret"])
    #expect(listed.first?.connection.settings.json["auth"]?["scope"] == nil)
  }

  @Test func `a refused form keeps what was typed but for secrets, each fault at its field`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let page = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "http"), ("base_url", "crm.example"), ("auth", "oauth2"),
        ("auth_grant", "refresh_token"), ("auth_client_id", "<me>"),
        ("secret_client_secret", "correct-horse"), ("trace_id", "t"), ("step", "2"),
      ])
    #expect(page.status == 422 && !page.text.contains("correct-horse"))
    #expect(page.text.contains("kept but for secrets: type them once more"))
    for field in ["name", "base_url", "auth_token_url"] {
      #expect(page.text.contains("id=\"\(field)-fault\""), "\(field)")
    }
    #expect(page.text.contains("name=\"base_url\" value=\"crm.example\""))
    #expect(page.text.contains("name=\"auth_client_id\" value=\"&lt;me&gt;\""))
    #expect(page.text.contains("<input type=\"radio\" name=\"auth\" value=\"oauth2\" checked>"))
    #expect(page.text.contains("<option value=\"refresh_token\" selected>"))
    #expect(page.text.contains("is needed: an address as https://example.com/api"))
    #expect(page.text.contains("name=\"trace_id\" value=\"t\""))
    // The page opens in the first field that is faulty, and there alone.
    #expect(page.text.ranges(of: " autofocus").count == 1)
    #expect(try await world.services.connections.list(of: nil, for: .alice).isEmpty)
  }

  @Test func `all that is wrong with a form is told in one round`() async throws {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "http"), ("base_url", "crm.example"), ("auth", "bearer"),
        ("headers", "key"),
      ])
    #expect(page.status == 422)
    for field in ["name", "base_url", "headers", "secret_token"] {
      #expect(page.text.contains("id=\"\(field)-fault\""), "\(field)")
    }
    let other = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "crm"), ("base_url", "https://a:b@crm.example"),
        ("headers", "Cookie: a=b"),
      ])
    #expect(other.text.ranges(of: "how requests sign in (auth)").count == 2)
  }

  @Test func `the file of a document is asked for beside its text`() async throws {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.get("/connections/new?kind=openapi").text
    let places = try ["document", "file", "base_url", "auth"].map { name in
      try #require(page.ranges(of: "name=\"\(name)\"").first).lowerBound
    }
    #expect(places == places.sorted())
  }

  @Test func `a line of headers without a colon is told by its number`() async throws {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "crm"), ("base_url", "https://crm.example"),
        ("headers", "Accept: text/plain\nkey"),
      ])
    #expect(page.status == 422 && page.text.contains("id=\"headers-fault\""))
    #expect(page.text.contains("line 2 has no colon"))
    #expect(page.text.contains(">\nAccept: text/plain\nkey</textarea>"))
  }

  @Test func `the secret of a webhook is made and told once`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [
      ("kind", "webhook"), ("name", "runner"), ("url", "https://runner.example/"),
      ("trace_id", "t"), ("step", "2"),
    ]
    let made = try await browser.post("/connections", fields)
    let cookie = try #require(made.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("Path=/connections;"))
    #expect(made.body.isEmpty && made.location?.contains("whsec") == false)
    let page = try await browser.follow(made)
    #expect(page.text.firstMatch(of: /<code class="secret" id="secret">whsec_[^<]{44}</) != nil)
    #expect(page.text.contains("The connection is made.") && page.text.contains("shown this once"))
    #expect(
      page.text.contains(
        "href=\"/traces/t?bind=2&amp;carried_out_by=connection%2Frunner\">Bind the tool to it"))
    #expect(page.headers[.setCookie]?.contains("reprise-new-secret=; Max-Age=0") == true)
    world.clock.advance(seconds: 12)
    let again = try await browser.get(try #require(made.location))
    #expect(!again.text.contains("whsec_") && again.text.contains("was made 12 s ago"))
    // One that is given is not told.
    let given = try await browser.post(
      "/connections",
      [
        ("kind", "webhook"), ("name", "other"), ("url", "https://runner.example/"),
        ("secret_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
      ])
    #expect(given.status == 303 && given.headers[.setCookie] == nil)
    #expect(try await !browser.follow(given).text.contains("Its signing secret"))
  }

  @Test func `a text that is not the secret is not told as if it were`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let made = try await browser.post(
      "/connections",
      [("kind", "webhook"), ("name", "runner"), ("url", "https://runner.example/")])
    let page = try await world.send(
      .get, try #require(made.location),
      headers: [.cookie: "reprise=\(browser.secret); reprise-new-secret=whsec_somethingelse"])
    #expect(page.status == 200 && !page.text.contains("somethingelse"))
  }

  @Test func `the form sent twice makes one, and leads to it`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [
      ("kind", "webhook"), ("name", "runner"), ("url", "https://runner.example/"),
      ("idempotency_key", "a"),
    ]
    let first = try await browser.post("/connections", fields)
    let second = try await browser.post("/connections", fields)
    #expect(first.status == 303 && second.status == 303 && first.location == second.location)
    #expect(second.headers[.setCookie] == nil)
    #expect(try await world.services.connections.list(of: nil, for: .alice).count == 1)
    // Renamed meanwhile, it is the same one still.
    let id = try #require(first.location?.split(separator: "/").last?.prefix(36))
    _ = try await world.services.connections.change(
      String(id), ConnectionChange(name: "mine"), by: world.act(.alice))
    #expect(try await browser.post("/connections", fields).location == first.location)
    // Typed anew, the name is taken by nobody.
    let other = fields.map { $0.0 == "url" ? ($0.0, "https://other.example/") : $0 }
    #expect(try await browser.post("/connections", other).location != first.location)
  }

  @Test func `with what is made the panel goes on that led here`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    let browser = try await world.browser(of: "alice")
    let panel = try await browser.get("/traces/\(id)").text
    let link = "/connections/new?trace_id=\(id)&amp;step=1"
    #expect(panel.contains("<a href=\"\(link)\">Make a connection</a>"))
    let made = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "cr m"), ("base_url", "https://crm.example"),
        ("trace_id", id), ("step", "1"),
      ])
    #expect(made.status == 303)
    let page = try await browser.follow(made).text
    #expect(page.contains("The connection is made."))
    #expect(page.contains("<option value=\"connection/cr m\" selected>"))
    #expect(page.contains("What would be sent"))
  }

  @Test func `what is made for somebody else's automation reaches it only when it is offered`()
    async throws
  {
    let world = try await World()
    let id = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    let admin = try await world.browser(of: "admin")
    let whose = "The connections of <bdi>alice</bdi> count here"
    #expect(try await admin.get("/traces/\(id)").text.contains(whose))
    let asked = try await admin.get("/connections/new?kind=http&trace_id=\(id)&step=1").text
    #expect(
      asked.contains(
        "What is made here is yours. The automation that led here is <bdi>alice</bdi>’s"))
    let made = try await admin.post(
      "/connections",
      [
        ("kind", "http"), ("name", "crm"), ("base_url", "https://crm.example"),
        ("trace_id", id), ("step", "1"),
      ])
    let words =
      "the connection crm is yours, and tools of alice reach it only when it is offered to everybody"
    let page = try await admin.follow(made).text
    #expect(page.contains("The connection is made.") && page.contains(words))
    #expect(page.contains("?trace_id=\(id)&amp;step=1\">see the connection</a>"))
    let refused = try await admin.post(
      "/traces/\(id)/bindings",
      [("tool", "find_customer"), ("carried_out_by", "connection/crm")])
    #expect(refused.status == 422 && refused.text.contains(words))

    let own = try await world.browser(of: "alice")
    #expect(try await !own.get("/traces/\(id)").text.contains("count here"))
    let link = "/connections/new?kind=http&trace_id=\(id)&step=1"
    #expect(try await !own.get(link).text.contains("What is made here is yours"))
  }

  @Test func `a document comes as a text or a file, not as both`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let document = #"{"openapi": "3.0.0", "info": {"title": "Desk"}, "paths": {}}"#
    let fields = [("kind", "openapi"), ("name", "desk")]
    let both = try await browser.post(
      "/connections", fields + [("document", "x")], file: Array(document.utf8))
    #expect(both.status == 422 && both.text.contains("here is a text and a file"))
    let wrong = try await browser.post("/connections", fields, file: [0xFF])
    #expect(wrong.status == 422 && wrong.text.contains("id=\"document-fault\""))
    // What else was typed is kept, and so is a file that is a text.
    #expect(wrong.text.contains("name=\"name\" value=\"desk\""))
    let nameless = try await browser.post(
      "/connections", [fields[0], ("trace_id", "t")], file: Array(document.utf8))
    #expect(nameless.status == 422 && nameless.text.contains("id=\"name-fault\""))
    #expect(nameless.text.contains(">\n{&quot;openapi&quot;: &quot;3.0.0&quot;"))
    #expect(nameless.text.contains("name=\"trace_id\" value=\"t\""))
    let made = try await browser.post("/connections", fields, file: Array(document.utf8))
    #expect(made.status == 303)
    let listed = try await world.services.connections.list(of: nil, for: .alice)
    #expect(listed.first?.connection.settings.document == document)
  }

  @Test func `a document that nothing can read is refused at its field`() async throws {
    let fields = [("kind", "openapi"), ("name", "desk"), ("document", "hello: [")]
    let world = try await World(testers: [
      IdleTester(.openapi, unread: "hello: [") { _ in ConnectionTest(.succeeded, "It answers.") }
    ])
    let browser = try await world.browser(of: "alice")
    let refused = try await browser.post("/connections", fields)
    #expect(refused.status == 422 && refused.text.contains("id=\"document-fault\""))
    let made = try await browser.post(
      "/connections", fields.dropLast() + [("document", "hello: world")])
    let path = try #require(made.location?.prefix { $0 != "?" })
    let changed = try await browser.post(String(path), fields)
    #expect(changed.status == 422 && changed.text.contains("id=\"document-fault\""))
    #expect(try await browser.post(String(path), [fields[1]]).status == 303)
  }

  @Test func `only an administrator is asked whether to offer it to everybody`() async throws {
    let world = try await World()
    let fields = [
      ("kind", "mcp"), ("name", "desk"), ("url", "https://desk.example/mcp"),
      ("asks_sharing", "1"), ("shared", "true"),
    ]
    let alice = try await world.browser(of: "alice").post("/connections", fields)
    #expect(alice.status == 422 && alice.text.contains("Only an administrator may offer"))
    let admin = try await world.browser(of: "admin")
    let asked = try await admin.get("/connections/new?kind=mcp").text
    #expect(asked.contains("name=\"shared\"") && asked.contains("id=\"shared-hint\""))
    #expect(try await admin.post("/connections", fields).status == 303)
    let offered = try await world.services.connections.list(of: nil, for: .alice)
    #expect(offered.map(\.connection.isShared) == [true])
  }

  @Test func `what is typed outlives the session, but for secrets`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    world.clock.advance(seconds: 12 * 3600 + 1)
    let asked = try await browser.post(
      "/connections",
      [
        ("kind", "http"), ("name", "crm"), ("base_url", "https://crm.example"),
        ("auth", "bearer"), ("secret_token", "correct-horse"),
      ])
    #expect(asked.status == 401 && asked.text.contains("crm.example"))
    #expect(!asked.text.contains("correct") && !asked.text.contains("horse"))
  }
}
