import Automations
import HTTPTypes
import Site
import TestSupport
import Testing

/// A session that ends under a filled form.
@Suite struct CarriedFormTests {
  private static let password = "correct horse battery"

  @Test func `what was typed goes through the sign-in page, and is shown again, not carried out`()
    async throws
  {
    let (world, browser, id) = try await scene()
    let typed = [
      ("name", "Größe & <b>"), ("schedule_type", "weekly"), ("schedule_time", "07:30"),
      ("days", "monday"), ("days", "friday"), ("timezone", "Europe/Berlin"),
    ]
    world.clock.advance(seconds: 13 * 3600)
    let asked = try await browser.post("/traces/\(id)/schedule", typed)
    #expect(asked.status == 401 && asked.text.contains("Your session has ended"))
    let carried = try asked.carried
    #expect(!carried.contains { $0.1.contains("csrf") || $0.1.contains("idempotency_key") })

    let nobody = Browser(world: world, secret: "", formToken: "")
    let wrong = try await nobody.post(
      "/sign-in", carried + [("name", "alice"), ("password", "wrong")])
    #expect(wrong.status == 422)
    #expect(try wrong.carried == carried)
    let page = try await nobody.post(
      "/sign-in", carried + [("name", "alice"), ("password", Self.password)])
    #expect(page.status == 200 && !page.text.contains("Your session has ended"))
    #expect(page.text.contains("Nothing was done yet: this page was opened before you signed in"))
    #expect(page.text.contains("name=\"name\" value=\"Größe &amp; &lt;b&gt;\""))
    #expect(page.text.contains("name=\"schedule_time\" value=\"07:30\""))
    #expect(page.text.contains("value=\"weekly\" checked"))
    for day in ["monday", "friday"] {
      #expect(page.text.contains("name=\"days\" value=\"\(day)\" checked"))
    }
    #expect(try await world.services.traces.automation(id, for: .alice).version == nil)

    // Its button is a button of the new session.
    let anew = try await world.browser(after: page)
    let key = try #require(page.value(of: "value", after: "name=\"idempotency_key\""))
    #expect(page.text.contains(anew.formToken))
    let done = try await anew.post(
      "/traces/\(id)/schedule", typed + [("idempotency_key", key)])
    #expect(done.status == 303)
    #expect(try await world.services.traces.automation(id, for: .alice).schedule?.time == "07:30")
  }

  @Test func `what became other before the new session is told when the form is sent once more`()
    async throws
  {
    let (world, browser, id) = try await scene()
    let crm = try await world.connect("crm", settings: World.crm, secrets: World.token)
    func seen(_ path: String) async throws -> (String, String) {
      ("seen", try await browser.seen(path))
    }
    let forms = [
      (
        "/traces/\(id)/schedule",
        [
          ("schedule_type", "daily"), ("schedule_time", "07:30"),
          try await seen("/traces/\(id)/schedule"),
        ]
      ),
      ("/traces/\(id)/name", [("name", "Typed"), try await seen("/traces/\(id)")]),
      ("/traces/\(id)/delete", [try await seen("/traces/\(id)/delete")]),
      ("/pause", [("reason", "Typed"), try await seen("/pause")]),
      (
        "/connections/\(crm)",
        [
          ("name", "typed"), ("base_url", "https://crm.example/v2"), ("auth", "bearer"),
          try await seen("/connections/\(crm)"),
        ]
      ),
      ("/connections/\(crm)/delete", [try await seen("/connections/\(crm)/delete")]),
    ]
    let change = try TraceChange(name: "Other", traceData: nil)
    try await world.services.traces.update(id, change, by: world.act(.alice))
    try await world.services.pauses.begin(reason: "Audit", until: nil, by: world.act(.alice))
    _ = try await world.services.connections.change(
      crm, ConnectionChange(name: "other"), by: world.act(.alice))
    let anew = try await world.browser(of: "alice")
    let mixed = Browser(world: world, secret: anew.secret, formToken: browser.formToken)
    for (path, fields) in forms {
      let page = try await mixed.post(path, fields)
      #expect(page.status == 403, "\(path)")
      let old = try #require(fields.last?.1)
      #expect(page.text.contains("name=\"seen\" value=\"\(old)\""), "\(path)")
      let pressed = try await anew.post(path, fields)
      #expect(pressed.status == 409, "\(path)")
      #expect(pressed.text.contains("Nothing was done: since this page was opened, "), "\(path)")
      #expect(!pressed.text.contains("name=\"seen\" value=\"\(old)\""), "\(path)")
    }
  }

  @Test func `who has signed in in another tab goes on without a password`() async throws {
    let (world, browser, id) = try await scene()
    world.clock.advance(seconds: 13 * 3600)
    let asked = try await browser.post("/traces/\(id)/name", [("name", "Typed")])
    let fields = try asked.carried + [("elsewhere", "1"), ("name", ""), ("password", "")]
    let nobody = Browser(world: world, secret: "", formToken: "")
    let refused = try await nobody.post("/sign-in", fields)
    #expect(refused.status == 422 && refused.text.contains("Nobody is signed in in this browser"))
    #expect(try refused.carried == asked.carried)

    let anew = try await world.browser(of: "alice")
    let page = try await anew.post("/sign-in", fields)
    #expect(page.status == 200 && page.headers[.setCookie] == nil)
    #expect(page.text.contains("name=\"name\" value=\"Typed\" maxlength"))
    #expect(try await world.services.traces.automation(id, for: .alice).name == "Weekly status")
  }

  /// Forms, and what is kept of what was typed.
  static let forms: [(path: String, fields: [(String, String)], kept: String)] = [
    ("/traces", [("trace", "[{]")], "[{]</textarea>"),
    ("/traces/{id}/name", [("name", "Typed")], "value=\"Typed\" maxlength"),
    ("/traces/{id}/status", [("status", "paused")], ">Run now</button>"),
    ("/traces/{id}/runs", [], ">Run now</button>"),
    (
      "/traces/{id}/bindings", [("tool", "note"), ("carried_out_by", "http")],
      "<option value=\"http\" selected>"
    ),
    ("/traces/{id}/delete", [], "Delete for good"),
    (
      "/traces/{id}/schedule", [("schedule_type", "custom"), ("customInterval", "often")],
      "value=\"often\""
    ),
    ("/runs/{run}/cancel", [], ">Stop</button>"), ("/runs/{run}/rerun", [], ">Stop</button>"),
    ("/runs/{run}/resolve", [("outcome", "failed"), ("note", "Typed")], ">Stop</button>"),
    ("/pause", [("reason", "Typed")], "name=\"reason\" value=\"Typed\""),
    ("/pause/end", [], "<h1>Traces</h1>"),
    ("/account/sessions/end", [], "<h1>Account of <bdi>alice"),
    (
      "/account/tokens", [("name", "Typed"), ("access", "write"), ("days", "7")],
      "name=\"name\" value=\"Typed\""
    ),
  ]

  @Test(arguments: forms)
  func `a form of an earlier session is shown again in the new one, and does nothing`(
    path: String, fields: [(String, String)], kept: String
  ) async throws {
    let (world, old, id) = try await scene()
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    let anew = try await world.browser(of: "alice")
    let path = path.replacing("{id}", with: id).replacing("{run}", with: run)
    let mixed = Browser(world: world, secret: anew.secret, formToken: old.formToken)
    let page = try await mixed.post(path, fields)
    #expect(page.status == 403 && page.text.contains("Nothing was done yet"))
    #expect(page.text.contains(kept))
    let (trace, tokens) = try await (
      world.services.traces.automation(id, for: .alice),
      world.services.accounts.own(anew.session()).tokens
    )
    #expect(trace.name == "Weekly status" && trace.status == .draft && tokens.count == 1)
    #expect(try await world.services.pauses.current(for: .alice) == nil)
    #expect(try await world.services.runs.run(run, for: .alice).outcome == nil)
  }

  @Test func `a secret is not carried, and a form of secrets only asks who it is`() async throws {
    let (world, browser, _) = try await scene()
    world.clock.advance(seconds: 13 * 3600)
    let reply = try await browser.post(
      "/account/password", [("new_password", "staple of"), ("new_password_again", "staple of")])
    #expect(reply.status == 401 && reply.text.contains("so it changed nothing"))
    #expect(!reply.text.contains("staple"))
    let asked = try await browser.post(
      "/account/tokens", [("name", "agent"), ("client_secret", "hush"), ("Password2", "hush")])
    #expect(asked.status == 401 && asked.text.contains("agent") && !asked.text.contains("hush"))
  }

  @Test func `what is too long to be carried says what to do`() async throws {
    let (world, browser, _) = try await scene()
    world.clock.advance(seconds: 13 * 3600)
    for (count, isCarried) in [(65_531, true), (65_532, false), (300_000, false)] {
      let page = try await browser.post(
        "/traces", [("trace", String(repeating: "x", count: count))])
      #expect(page.status == 401 && page.text.contains("is too long to be carried") != isCarried)
      #expect(page.text.contains("name=\"carried_to\"") == isCarried)
      // To sign in there would lose it.
      #expect(page.text.contains("name=\"password\"") == isCarried)
    }
  }

  @Test func `a file that is no text is not called too long`() async throws {
    let (world, browser, _) = try await scene()
    world.clock.advance(seconds: 13 * 3600)
    let page = try await browser.post("/traces", [("trace", "")], file: [0x5B, 0xFF, 0x5D])
    #expect(page.status == 401 && !page.text.contains("too long"))
    #expect(page.text.contains("a text in UTF-8 would be right; this file is none"))
    #expect(page.text.contains("name=\"password\"") && !page.text.contains("name=\"carried"))
    let long = [UInt8](repeating: 0xFF, count: 300_000)
    let other = try await browser.post("/traces", [("trace", "")], file: long)
    #expect(other.status == 401 && other.text.contains("is too long to be carried"))
  }

  @Test(arguments: [("x", 65_000), ("\u{1}", 65_000), ("ü", 32_000)])
  func `the longest form that is carried comes through, however it is written`(
    text: String, count: Int
  ) async throws {
    let (world, browser, id) = try await scene()
    world.clock.advance(seconds: 13 * 3600)
    let typed = String(repeating: text, count: count)
    let asked = try await browser.post("/traces/\(id)/name", [("name", typed)])
    let nobody = Browser(world: world, secret: "", formToken: "")
    let page = try await nobody.post(
      "/sign-in", try asked.carried + [("name", "alice"), ("password", Self.password)])
    #expect(page.status == 200 && page.text.contains("Nothing was done yet"))
  }

  @Test func `what is longer than any form that is carried is not carried on`() async throws {
    let (world, _, id) = try await scene()
    let nobody = Browser(world: world, secret: "", formToken: "")
    let reply = try await nobody.post(
      "/sign-in",
      [
        ("carried_to", "/traces/\(id)/name"),
        ("carried", "name=" + String(repeating: "x", count: 3 * 65_536 + 2000)),
        ("name", "alice"), ("password", "wrong"),
      ])
    #expect(reply.status == 422 && !reply.text.contains("name=\"carried_to\""))
  }

  @Test func `what is too long is shown again when its page is reloaded after signing in`()
    async throws
  {
    let (world, browser, _) = try await scene()
    let text = String(repeating: "[1] ", count: 20_000)
    let fields = [("trace", text), ("idempotency_key", Identifier.random())]
    world.clock.advance(seconds: 13 * 3600)
    let asked = try await browser.post("/traces", fields)
    #expect(asked.status == 401 && asked.text.contains("then reload this page"))
    let anew = try await world.browser(
      after: world.signIn("alice", Self.password))
    // The form as it was, with the token of the session that ended, and the new one's cookie.
    let reloaded = Browser(world: world, secret: anew.secret, formToken: browser.formToken)
    let page = try await reloaded.post("/traces", fields)
    #expect(page.text.contains("Nothing was done yet") && page.text.contains(text))
    #expect(
      try await world.services.traces.list(
        userID: nil, providerID: nil, status: nil, Window(), for: .alice
      ).total == 1)
  }

  @Test func `another site's form is not carried into a session`() async throws {
    let (world, _, id) = try await scene()
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
    let page = try await world.send(
      .post, "/traces/\(id)/name", headers: headers, body: Array("name=Evil".utf8))
    #expect(page.status == 403 && !page.text.contains("Evil"))
  }

  @Test(arguments: ["/sign-in", "/sign-out", "/automation/pause", "/nowhere", "//evil.example/"])
  func `nothing but a form of the site's pages goes through`(path: String) async throws {
    let (world, _, _) = try await scene()
    let nobody = Browser(world: world, secret: "", formToken: "")
    let reply = try await nobody.post(
      "/sign-in",
      [
        ("carried_to", path), ("carried", "reason=x&name=alice&password=x"), ("name", "alice"),
        ("password", Self.password),
      ])
    #expect([401, 403, 404, 422].contains(reply.status), "\(reply.status)")
    #expect(reply.location == nil)
    #expect(try await world.services.pauses.current(for: .alice) == nil)
  }

  private func scene() async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post(
      "/account/password",
      [("new_password", Self.password), ("new_password_again", Self.password)])
    return (world, try await world.browser(after: reply), id)
  }
}

extension World.Reply {
  /// The fields that the sign-in page carries.
  fileprivate var carried: [(String, String)] {
    get throws {
      try ["carried_to", "carried"].map { name in
        let text = try #require(value(of: "value", after: "name=\"\(name)\""))
        return (name, text.replacing("&amp;", with: "&"))
      }
    }
  }
}

private func == (one: [(String, String)], other: [(String, String)]) -> Bool {
  one.count == other.count && zip(one, other).allSatisfy { $0 == $1 }
}
