import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing
import Workflows

/// Connections, and bindings that name them, as programs see them.
@Suite struct ConnectionTests {
  private let world: World
  private let token: String
  private let crm: JSON = [
    "name": "crm", "kind": "http",
    "settings": ["base_url": "https://crm.example/v1", "auth": ["type": "bearer"]],
    "secrets": ["token": "correct-horse-battery"],
  ]

  init() async throws {
    world = try await World()
    token = try await world.token(of: "alice")
  }

  @Test func `a connection is answered as it was made, with notes of its secrets`() async throws {
    let made = try await world.call(.post, "/automation/connections", token: token, crm)
    let connection = try #require(made.json?["connection"])
    #expect(made.status == 201 && made.json?["success"] == true)
    #expect(connection["settings"] == crm["settings"])
    #expect(
      connection["secrets"] == [
        "token": ["last4": "tery", "set_at": "2026-11-24T08:30:00Z", "used_at": nil]
      ])
    #expect(connection["enabled"] == true && connection["owner"] == "alice")
    #expect(connection["used_by"] == [])
    let path = "/automation/connections/\(try #require(connection["id"]?.text))"
    let shown = try await world.call(.get, path, token: token)
    #expect(shown.json?["connection"] == connection)
    let listed = try await world.call(.get, "/automation/connections", token: token)
    #expect(listed.json?["connections"] == .array([connection]))
    for reply in [made, shown, listed] { #expect(!reply.text.contains("correct-horse")) }
  }

  @Test func `faults are told at their places, and no secret is`() async throws {
    let refused = try await world.call(
      .post, "/automation/connections", token: token,
      [
        "name": "http", "kind": "http", "settings": ["base_url": "crm", "colour": "red"],
        "secrets": ["token": "correct-horse-battery"],
      ])
    #expect(refused.status == 422 && !refused.text.contains("correct-horse"))
    let places = (refused.json?["detail"]?.elements ?? []).map { $0["loc"] }
    #expect(
      places == [
        ["body", "name"], ["body", "settings", "base_url"], ["body", "settings", "colour"],
        ["body", "secrets", "token"],
      ])
    let typed = try await world.call(
      .post, "/automation/connections", token: token,
      ["name": "crm", "kind": "pigeon", "settings": [], "secrets": 5, "shared": "yes"])
    let types = (typed.json?["detail"]?.elements ?? []).map { $0["loc"]?.elements?.last }
    #expect(types == ["kind", "settings", "secrets", "shared"])
  }

  @Test func `of the kinds those are offered that can be made`() async throws {
    func rule(of kind: JSON) async throws -> String? {
      let refused = try await world.call(
        .post, "/automation/connections", token: token, ["name": "crm", "kind": kind])
      #expect(refused.status == 422)
      return refused.json?["detail"]?.elements?.first?["msg"]?.text
    }
    #expect(try await rule(of: "pigeon") == "must be one of: http, openapi, webhook, mcp")
    #expect(try await rule(of: "local")?.contains("the connection local is built in") == true)
  }

  @Test(
    arguments: [
      ("bearer", "token", "correct horse", "must be one word of plain letters, digits and signs"),
      ("bearer", "token", "passwört", "must be one word of plain letters, digits and signs"),
      ("basic", "password", "correct\u{7}", "must be one line without control characters"),
      ("header", "value", "correct\r\nX: y", "must be one line without control characters"),
      ("query", "value", "correct\u{7}", "must be one line without control characters"),
    ])
  func `a secret that no header can carry is refused when it is set`(
    _ type: String, _ name: String, _ secret: String, _ rule: String
  ) async throws {
    var signIn = [JSON.Member("type", .string(type))]
    if type == "basic" { signIn.append(JSON.Member("username", "alice")) }
    if ["header", "query"].contains(type) { signIn.append(JSON.Member("name", "X-Api-Key")) }
    let refused = try await world.call(
      .post, "/automation/connections", token: token,
      [
        "name": "crm", "kind": "http",
        "settings": ["base_url": "https://crm.example", "auth": .object(signIn)],
        "secrets": .object([JSON.Member(name, .string(secret))]),
      ])
    let fault = refused.json?["detail"]?.elements?.first
    #expect(refused.status == 422 && fault?["loc"] == ["body", "secrets", .string(name)])
    #expect(fault?["msg"]?.text?.contains(rule) == true, "\(refused.text)")
    #expect(!refused.text.contains("correct") && !refused.text.contains("passw\u{f6}rt"))
  }

  @Test func `a secret in an address or a header is refused there, and told where it belongs`()
    async throws
  {
    func refusal(_ kind: JSON, _ settings: JSON) async throws -> (JSON?, String?) {
      let refused = try await world.call(
        .post, "/automation/connections", token: token,
        ["name": "crm", "kind": kind, "settings": settings])
      #expect(refused.status == 422 && !refused.text.contains("correct-horse"))
      let fault = refused.json?["detail"]?.elements?.first
      return (fault?["loc"], fault?["msg"]?.text)
    }
    let address = JSON.string("https://crm.example/v1?lang=en&api_key=correct-horse-battery")
    for (kind, member) in [("http", "base_url"), ("mcp", "url"), ("openapi", "document_url")] {
      let (place, words) = try await refusal(
        .string(kind), .object([JSON.Member(member, address)]))
      #expect(place == ["body", "settings", .string(member)])
      #expect(words?.contains("secret api_key") == true && words?.contains("type query") == true)
    }
    // As the only key of an API, names tell that tell nothing elsewhere.
    for query in [
      "key=abc123def456ghi789", "x=1&appid=0f1e2d3c4b5a69788796a5b4c3d2e1f0", "sig=b2s7",
    ] {
      let (place, _) = try await refusal(
        "http", ["base_url": .string("https://maps.example/v1?\(query)")])
      #expect(place == ["body", "settings", "base_url"], "\(query)")
    }
    let (place, words) = try await refusal(
      "http",
      [
        "base_url": "https://crm.example",
        "headers": ["X-API-Key": "correct-horse-battery"],
      ])
    #expect(place == ["body", "settings", "headers", "X-API-Key"])
    #expect(words?.contains("how requests sign in (auth)") == true)
    // Pages are no secrets, and a webhook has no other place.
    for (kind, settings) in [
      (
        "http",
        ["base_url": "https://crm.example/?next_token=correct-horse-battery&key=customers&appid=7"]
      ),
      ("webhook", ["url": "https://runner.example/?token=correct-horse-battery"]),
    ] as [(JSON, JSON)] {
      let made = try await world.call(
        .post, "/automation/connections", token: token,
        ["name": .string("of-\(kind.text ?? "")"), "kind": kind, "settings": settings])
      #expect(made.status == 201, "\(made.text)")
    }
  }

  @Test(
    arguments: [
      ["method": "GET", "path": "/a", "query": ["api_key": "correct-horse-battery"]],
      ["method": "GET", "path": "/a", "headers": ["X-API-Key": "correct-horse-battery"]],
      ["method": "GET", "path": "/a?api_key=correct-horse-battery"],
      ["method": "GET", "path": "/a", "query": ["key": "correct-horse-77"]],
    ] as [JSON])
  func `a secret in the template of a request is refused there`(_ request: JSON) async throws {
    _ = try await makeCRM()
    let refused = try await world.call(
      .put, "/automation/bindings", token: token,
      ["tool": "find_customer", "connection": "crm", "request": request])
    #expect(refused.status == 422 && !refused.text.contains("correct-horse"))
    let fault = refused.json?["detail"]?.elements?.first
    #expect(fault?["msg"]?.text?.contains("how requests of the connection sign in (auth)") == true)
    let place = request["headers"] != nil ? "headers" : request["query"] != nil ? "query" : "path"
    #expect(fault?["loc"]?.elements?.prefix(3) == ["body", "request", .string(place)])
  }

  @Test func `a made secret is told once`() async throws {
    let made = try await world.call(
      .post, "/automation/connections", token: token,
      ["name": "runner", "kind": "webhook", "settings": ["url": "https://runner.example/"]])
    #expect(made.json?["secret"]?.text?.hasPrefix("whsec_") == true)
    let id = try #require(made.json?["connection"]?["id"]?.text)
    let shown = try await world.call(.get, "/automation/connections/\(id)", token: token)
    #expect(!shown.text.contains("whsec_"))
  }

  @Test func `one that is in use is deleted only where that is confirmed`() async throws {
    let id = try await makeCRM()
    let bound = try await world.call(
      .put, "/automation/bindings", token: token,
      [
        "tool": "find_customer", "connection": "crm",
        "params": ["name": ["$ref": "params/customer"]],
        "request": [
          "method": "GET", "path": "/customers", "query": ["name": ["$ref": "params/name"]],
        ],
        "effect": "read", "success": "200, 404", "timeout": 60,
      ])
    #expect(bound.status == 200, "\(bound.text)")
    let binding = try #require(bound.json?["binding"])
    #expect(binding["connection"] == "crm" && binding["adapter"] == "http")
    #expect(binding["params"] == ["name": ["$ref": "params/customer"]])
    #expect(binding["success"] == "200, 404" && binding["success_codes"] == "200, 404")
    #expect(binding["timeout"] == 60 && binding["unbound"] == .null)

    let path = "/automation/connections/\(id)"
    let refused = try await world.call(.delete, path, token: token)
    #expect(refused.status == 409 && refused.json?["used_by"] == ["find_customer"])
    #expect(refused.json?["detail"]?.text?.contains("find_customer") == true)
    #expect(refused.json?["detail"]?.text?.contains("With ?confirm=true it goes") == true)
    #expect(
      try await world.call(.delete, path + "?confirm=true", token: token).status == 200)
    let listed = try await world.call(.get, "/automation/bindings", token: token)
    #expect(
      listed.json?["bindings"]?.elements?.first?["unbound"]
        == "It is bound to the connection \"crm\", which is not there.")
  }

  @Test func `old and new ways to say a binding are answered as they were said`() async throws {
    func binding(_ json: JSON) async throws -> JSON {
      let reply = try await world.call(.put, "/automation/bindings", token: token, json)
      #expect(reply.status == 200, "\(reply.text)")
      return try #require(reply.json?["binding"])
    }
    let old = try await binding([
      "tool": "send_gmail", "adapter": "local", "connection": "send_email",
    ])
    #expect(old["adapter"] == "local" && old["connection"] == "send_email")
    let plain = try await binding(["tool": "ask", "adapter": "http", "success_codes": "404"])
    #expect(plain["connection"] == .null && plain["success_codes"] == "404")
    let new = try await binding(["tool": "log", "connection": "local", "remote": "note"])
    #expect(new["adapter"] == "local" && new["connection"] == "local" && new["remote"] == "note")
    for answered in [old, plain, new] { #expect(try await binding(answered) == answered) }
    let none = try await world.call(.put, "/automation/bindings", token: token, ["tool": "x"])
    #expect(
      none.json?["detail"]?.elements?.first?["loc"] == ["body", "connection"]
        && none.status == 422)
  }

  @Test func `what a template leaves away of recorded calls is told when it is bound`()
    async throws
  {
    _ = try await world.save(tool: "send_gmail", params: ["recipient": "a@b.example", "body": "x"])
    let bound = try await world.call(
      .put, "/automation/bindings", token: token,
      [
        "tool": "send_gmail", "connection": "local", "remote": "send_email",
        "params": ["to": ["$ref": "params/recipient"], "body": "Hello"],
      ])
    #expect(
      bound.json?["notices"]?.elements?.first
        == "Step 1 (send_gmail): body is left away: the binding's params do not read it.")
    let wrong = try await world.call(
      .put, "/automation/bindings", token: token,
      [
        "tool": "send_gmail", "connection": "local", "remote": "send_email",
        "params": ["to": ["$ref": "params/to"], "body": "Hello"],
      ])
    #expect(wrong.status == 422, "\(wrong.text)")
    #expect(wrong.text.contains("params/to finds nothing: params has recipient and body"))
    #expect(wrong.json?["detail"]?.elements?.first?["loc"] == ["body", "params"])
  }

  @Test func `the panel's form leaves what it does not ask for as it is`() async throws {
    let id = try await world.save(
      tool: "send_gmail", params: ["recipient": "a@b.example", "body": "x"])
    let put = try await world.call(
      .put, "/automation/bindings", token: token,
      [
        "tool": "send_gmail", "connection": "local", "remote": "send_email",
        "params": ["to": ["$ref": "params/recipient"], "body": "Hello"], "timeout": 60,
      ])
    #expect(put.status == 200, "\(put.text)")
    let browser = try await world.browser(of: "alice")
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("<option value=\"local/send_email\" selected>"))
    let form = "/traces/\(id)/bindings"
    let fields = [("tool", "send_gmail"), ("carried_out_by", "local/send_email")]
    #expect(try await browser.post(form, fields + [("effect", "read")]).status == 303)
    func mapping() async throws -> JSON? {
      let listed = try await world.call(.get, "/automation/bindings", token: token)
      return listed.json?["bindings"]?.elements?.first
    }
    let kept = try #require(try await mapping())
    #expect(kept["params"] == ["to": ["$ref": "params/recipient"], "body": "Hello"])
    #expect(kept["timeout"] == 60 && kept["effect"] == "read" && kept["connection"] == "local")
    // Something else carries it out: what was said of the former is over.
    let other = [("tool", "send_gmail"), ("carried_out_by", "local/note")]
    #expect(try await browser.post(form, other).status == 303)
    let changed = try #require(try await mapping())
    #expect(changed["params"] == .null && changed["connection"] == "note")
  }

  @Test func `the panel offers one's connections, and binds a tool to one`() async throws {
    _ = try await makeCRM()
    let id = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    let browser = try await world.browser(of: "alice")
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("<option value=\"connection/crm\">Use the connection (crm)</option>"))
    let fields = [
      ("tool", "find_customer"), ("carried_out_by", "connection/crm"), ("success_codes", "200"),
    ]
    // Nothing is bound before it was seen what is sent.
    let looked = try await browser.post("/traces/\(id)/bindings", fields)
    #expect(looked.status == 200 && looked.text.contains("What would be sent"))
    let bound = try await browser.post(
      "/traces/\(id)/bindings",
      fields + [
        ("shown_for", "connection/crm"), ("request_method", "GET"),
        ("request_path", "/customers/{name}"), ("request_body", "none"),
      ])
    #expect(bound.status == 303)
    let after = try await browser.follow(bound).text
    #expect(after.contains("makes an HTTP request (connection crm)"))
    #expect(after.contains("value=\"200\" placeholder=\"200-299\""))
    let tool = try await world.services.bindings.bindings(of: "alice")
      .binding(of: "find_customer")
    #expect(tool?.connection.name == "crm" && tool?.mapping.success?.rawValue == "200")
    #expect(
      tool?.mapping.request?.json == [
        "method": "GET", "path": ["$text": ["/customers/", ["$ref": "params/name"]]],
      ])
  }

  @Test func `a deployment that must be bound names what is not, and why`() async throws {
    let id = try await makeCRM()
    _ = try await world.call(
      .put, "/automation/bindings", token: token,
      ["tool": "find_customer", "connection": "crm"])
    _ = try await world.call(
      .patch, "/automation/connections/\(id)", token: token, ["enabled": false])
    let trace = try await world.save(tool: "find_customer", params: ["name": "Ann"])
    func deploy(_ isRequired: Bool) async throws -> World.Reply {
      try await world.call(
        .post, "/automation/deploy", token: token,
        [
          "trace_id": .string(trace), "schedule_type": "daily", "schedule_time": "09:00",
          "require_bound": .bool(isRequired),
        ])
    }
    let refused = try await deploy(true)
    let fault = refused.json?["detail"]?.elements?.first
    #expect(refused.status == 422 && fault?["loc"] == ["body", "require_bound"])
    #expect(fault?["msg"] == "these tools are not bound yet: find_customer")
    let deployed = try await deploy(false)
    #expect(
      deployed.json?["notices"]?.elements?.contains(
        "Step 1 (find_customer): It is bound to the connection \"crm\", which is switched off.")
        == true)
  }

  @Test func `a binding is taken away`() async throws {
    let path = "/automation/bindings?tool=check_%2A"
    #expect(try await world.call(.delete, path, token: token).status == 404)
    _ = try await world.call(
      .put, "/automation/bindings", token: token, ["tool": "check_*", "adapter": "http"])
    #expect(try await world.call(.delete, path, token: token).status == 200)
    let listed = try await world.call(.get, "/automation/bindings", token: token)
    #expect(listed.json?["bindings"]?.elements?.first?["tool"] == "http_request")
    #expect(try await world.call(.delete, "/automation/bindings", token: token).status == 422)
  }

  private func makeCRM() async throws -> String {
    let made = try await world.call(.post, "/automation/connections", token: token, crm)
    return try #require(made.json?["connection"]?["id"]?.text)
  }
}
