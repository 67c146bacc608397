import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// The API tokens of one's own account.
@Suite struct AccountTokenTests {
  @Test func `one is made, told once, and does what it says`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let made = try await browser.post(
      "/account/tokens", [("name", " CI <run> "), ("access", "read"), ("days", "7")])
    #expect(made.status == 303 && made.body.isEmpty)
    let page = try await browser.follow(made)
    #expect(page.status == 200 && page.headers[.cacheControl] == "no-store")
    let token = try #require(page.text.firstMatch(of: /rep_[0-9A-Za-z]{38}/)?.output)
    #expect(page.text.contains("The token “<bdi>CI &lt;run&gt;</bdi>” is made"))
    #expect(page.text.contains("Read only · made"))

    let read = try await world.call(.get, "/automation/traces", token: String(token))
    let write = try await world.call(.post, "/automation/traces", token: String(token), [:])
    #expect(read.status == 200 && write.status == 403)
    let later = try await browser.get("/account").text
    #expect(later.contains("<strong><bdi>CI &lt;run&gt;</bdi></strong>") && !later.contains(token))
    #expect(later.contains("last used <time") && later.contains("expires <time"))
    world.clock.advance(seconds: 7 * 86_400)
    #expect(
      try await world.call(.get, "/automation/traces", token: String(token)).status == 401)
    let expired = try await world.browser(of: "alice").get("/account").text
    #expect(expired.contains(">Expired</span>") && expired.contains("expired <time"))
  }

  @Test func `without a number of days it never expires`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let page = try await browser.follow(
      browser.post("/account/tokens", [("name", "agent"), ("access", "write"), ("days", "")]))
    #expect(page.status == 200)
    #expect(page.text.contains("Read and write · made"))
    #expect(page.text.contains("never expires · never used"))
  }

  @Test func `the form sent twice makes one, and tells it once`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [("idempotency_key", "a"), ("name", "agent"), ("access", "write")]
    let first = try await browser.post("/account/tokens", fields)
    let second = try await browser.post("/account/tokens", fields)
    #expect(first.status == 303 && second.status == 303 && first.location == second.location)
    #expect(second.headers[.setCookie] == nil)
    let page = try await browser.follow(second).text
    #expect(!page.contains("shown once"))
    #expect(page.contains("revoke it and make another") && !page.contains("rep_"))
    #expect(try await world.tokens(of: browser).count == 2)
    let changed = fields.map { $0.0 == "name" ? ($0.0, "other") : $0 }
    #expect(try await browser.post("/account/tokens", changed).location != first.location)
    // Somebody else's form may have the same key.
    let bob = try await world.browser(of: "bob")
    #expect(try await bob.post("/account/tokens", fields).location != first.location)
  }

  @Test func `its page tells it once; read again, it says so`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let made = try await browser.post("/account/tokens", [("name", "agent"), ("access", "write")])
    let cookie = try #require(made.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("Path=/account;"))
    let told = try await browser.follow(made)
    #expect(told.text.contains("It is shown this once") && told.text.contains("rep_"))
    #expect(told.headers[.setCookie]?.contains("reprise-new-token=; Max-Age=0") == true)

    world.clock.advance(seconds: 12)
    let path = try #require(made.location)
    let again = try await browser.get(path)
    #expect(again.status == 200 && !again.text.contains("rep_"))
    #expect(
      again.text.contains("The token “<bdi>agent</bdi>” was made 12 s ago. Its text went with"))
    // Of a token that is somebody else's, or was revoked, nothing is said.
    let id = try #require(path.split(separator: "=").last)
    #expect(try await !world.browser(of: "bob").get(path).text.contains("Its text went with"))
    _ = try await browser.post("/account/tokens/\(id)/revoke")
    #expect(try await !browser.get(path).text.contains("Its text went with"))
  }

  @Test func `a text that is not the token's is not told as if it were`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let made = try await browser.post("/account/tokens", [("name", "agent"), ("access", "write")])
    let other = try await world.token(of: "bob")
    let page = try await world.send(
      .get, try #require(made.location),
      headers: [.cookie: "reprise=\(browser.secret); reprise-new-token=\(other)"])
    #expect(page.status == 200 && !page.text.contains(other))
  }

  /// What is typed, and the fields that bear a fault.
  static let wrong: [([(String, String)], [String])] = [
    ([("access", "read"), ("days", "30")], ["name"]),
    ([("name", " "), ("access", "read"), ("days", "30")], ["name"]),
    ([("name", "agent"), ("access", "all"), ("days", "30")], ["access"]),
    ([("name", "agent"), ("access", "write"), ("days", "soon")], ["days"]),
    ([("name", "agent"), ("access", "write"), ("days", "0")], ["days"]),
    ([("name", "agent"), ("access", "write"), ("days", "9223372036854775808")], ["days"]),
    (
      [("name", String(repeating: "n", count: 256)), ("days", "3651")], ["name", "access", "days"]
    ),
  ]

  @Test(arguments: wrong)
  func `a refused form keeps what was typed, each fault at its field`(
    fields: [(String, String)], faulty: [String]
  ) async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let page = try await browser.post("/account/tokens", fields)
    #expect(page.status == 422 && !page.text.contains("rep_"))
    for name in ["name", "access", "days"] {
      #expect(page.text.contains("id=\"\(name)-fault\"") == faulty.contains(name))
    }
    for (name, value) in fields where name != "access" {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    if fields.contains(where: { $0 == ("access", "write") }) {
      #expect(page.text.contains("<option value=\"write\" selected>"))
    }
    #expect(try await world.tokens(of: browser).count == 1)
  }

  @Test func `the list has one's own alone, an administrator's too`() async throws {
    let world = try await World()
    _ = try await world.token(of: "bob")
    for name in ["alice", "admin"] {
      let browser = try await world.browser(of: name)
      let page = try await browser.get("/account").text
      let (own, bobs) = try await (
        world.tokens(of: browser), world.tokens(of: world.browser(of: "bob"))
      )
      for token in own { #expect(page.contains("/account/tokens/\(token.id)/revoke")) }
      for token in bobs { #expect(!page.contains(token.id)) }
    }
  }

  @Test func `one that is revoked proves nobody`() async throws {
    let world = try await World()
    let text = try await world.token(of: "alice")
    let browser = try await world.browser(of: "alice")
    let token = try #require(try await world.tokens(of: browser).first { $0.name == "test" })
    #expect(try await world.call(.get, "/automation/traces", token: text).status == 200)
    let reply = try await browser.post("/account/tokens/\(token.id)/revoke")
    #expect(reply.location == "/account?notice=token-revoked")
    #expect(try await world.call(.get, "/automation/traces", token: text).status == 401)
    #expect(try await browser.post("/account/tokens/\(token.id)/revoke").status == 404)
  }

  @Test func `the server's own is named as what it is`() async throws {
    let world = try await World()
    let text = try await world.services.accounts.replaceAdministratorToken()
    let browser = try await world.browser(of: "admin")
    #expect(try await browser.get("/account").text.contains("its next start makes another"))
    #expect(try await world.services.accounts.isAdministratorToken(text))
    let token = try #require(try await world.tokens(of: browser).first)
    _ = try await browser.post("/account/tokens/\(token.id)/revoke")
    #expect(try await !world.services.accounts.isAdministratorToken(text))
  }

  @Test func `none of one's own may bear its name, or it would be revoked with it`() async throws {
    let world = try await World()
    let fields = [("name", "admin-token"), ("access", "read")]
    let admin = try await world.browser(of: "admin").post("/account/tokens", fields)
    #expect(admin.status == 422 && admin.text.contains("is that of the token in the data folder"))
    #expect(try await world.browser(of: "alice").post("/account/tokens", fields).status == 303)
  }

  @Test func `the API names and dates tokens by the same rules`() async throws {
    let world = try await World()
    let reply = try await world.call(
      .post, "/automation/accounts/tokens", token: world.token(of: "admin"),
      ["user_id": "alice", "name": "", "access": "read", "expires_at": "2026-11-24T08:30:00Z"])
    let places = reply.json?["detail"]?.elements?.compactMap { $0["loc"]?.elements?.last?.text }
    #expect(reply.status == 422 && places == ["name", "expires_at"])
  }
}

extension World {
  fileprivate func tokens(of browser: Browser) async throws -> [APIToken] {
    try await services.accounts.own(try await browser.session()).tokens
  }
}
