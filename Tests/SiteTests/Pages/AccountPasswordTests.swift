import Automations
import HTTPTypes
import OrderedJSON
import Site
import Testing

/// The password of one's own account.
@Suite struct AccountPasswordTests {
  static let first = "correct horse battery"
  static let second = "staple of the battery"

  @Test func `the first password is set without another, and signs in`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "admin")
    let page = try await browser.get("/account").text
    #expect(page.contains("There is none yet") && page.contains(">Set password</button>"))
    #expect(!page.contains("current-password"))
    #expect(page.contains("value=\"admin\" autocomplete=\"username\""))
    #expect(page.split(separator: "autocomplete=\"new-password\"").count == 3)

    #expect(try await world.signIn("admin", Self.first).status == 422)
    let reply = try await browser.set(Self.first)
    #expect(reply.status == 303 && reply.location == "/account?notice=password-set")
    let signedIn = try await world.signIn("admin", Self.first)
    #expect(signedIn.status == 303)
    #expect(try await world.browser(after: signedIn).get("/traces").status == 200)
  }

  @Test func `it is changed by whoever knows it`() async throws {
    let world = try await World()
    let browser = try await world.browser(after: world.browser(of: "alice").set(Self.first))
    let page = try await browser.get("/account").text
    #expect(page.contains("autocomplete=\"current-password\" required>"))
    #expect(page.contains(">Change password</button>"))
    #expect(try await browser.set(Self.second, current: Self.first).status == 303)
    #expect(try await world.signIn("alice", Self.second).status == 303)
    #expect(try await world.signIn("alice", Self.first).status == 422)
  }

  @Test func `every other session ends with it, and this one gets another secret`() async throws {
    let world = try await World()
    let (here, elsewhere) = try await (world.browser(of: "alice"), world.browser(of: "alice"))
    let bob = try await world.browser(of: "bob")
    let reply = try await here.set(Self.first)
    let cookie = try #require(reply.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
    #expect(!cookie.contains(here.secret))
    let after = try await world.browser(after: reply)
    let page = try await after.follow(reply).text
    #expect(page.contains("The password is set"))
    #expect(try await here.get("/account").status == 303)
    #expect(try await elsewhere.get("/account").status == 303)
    #expect(try await bob.get("/account").status == 200)
    let forged = Browser(world: world, secret: after.secret, formToken: here.formToken)
    #expect(try await forged.post("/account/sessions/end").status == 403)
  }

  @Test func `a refused one changes nothing and ends no session`() async throws {
    let world = try await World()
    let browser = try await world.browser(after: world.browser(of: "alice").set(Self.first))
    let elsewhere = try await world.browser(of: "alice")
    for (fields, faulty) in Self.wrong {
      let page = try await browser.post("/account/password", fields)
      #expect(page.status == 422 && page.headers[.setCookie] == nil)
      for name in ["current_password", "new_password", "new_password_again"] {
        #expect(page.text.contains("id=\"\(name)-fault\"") == faulty.contains(name), "\(fields)")
      }
      #expect(page.text.split(separator: " autofocus").count == 2)
      for (_, typed) in fields where typed.count > 3 { #expect(!page.text.contains(typed)) }
    }
    #expect(try await elsewhere.get("/account").status == 200)
    #expect(try await world.signIn("alice", Self.first).status == 303)
  }

  /// What is typed, and the fields that bear a fault.
  static let wrong: [([(String, String)], [String])] = [
    (typed("nonsense of mine", second), ["current_password"]),
    (typed("", second), ["current_password"]),
    (typed(first, "seven78"), ["new_password"]),
    (typed(first, "Passw0rd"), ["new_password"]),
    (typed(first, String(repeating: "x", count: 1025)), ["new_password"]),
    (typed("nonsense of mine", "short"), ["current_password", "new_password"]),
    (typed(first, second, again: "staple of the batterie"), ["new_password_again"]),
    ([], ["current_password", "new_password"]),
  ]

  private static func typed(
    _ current: String, _ new: String, again: String? = nil
  ) -> [(String, String)] {
    [
      ("current_password", current), ("new_password", new), ("new_password_again", again ?? new),
    ]
  }

  @Test func `of two changes at a time one is made`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    async let one = browser.set(Self.first)
    async let other = browser.set(Self.second)
    let replies = try await [one, other]
    let made = replies.map { $0.headers[.setCookie] != nil }
    #expect(made.filter(\.self).count == 1)
    #expect(try await (world.signIn("alice", Self.first).status == 303) == made[0])
    #expect(try await (world.signIn("alice", Self.second).status == 303) == made[1])
  }

  @Test func `nothing of a password is kept for a form that is sent twice`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [
      ("idempotency_key", "a"), ("new_password", Self.first), ("new_password_again", Self.first),
    ]
    #expect(try await browser.post("/account/password", fields).headers[.setCookie] != nil)
    let second = try await browser.post("/account/password", fields)
    #expect(second.status == 401 && second.headers[.setCookie] == nil)
    #expect(second.text.contains("if you pressed twice, the first press has set it"))
    #expect(second.text.contains("name=\"next\" value=\"/account\""))
    #expect(!second.text.contains(Self.first))
    #expect(try await world.signIn("alice", Self.first).status == 303)
  }

  @Test func `an administrator sets anybody's by the API, and its sessions end`() async throws {
    let world = try await World()
    let (admin, alice) = try await (world.token(of: "admin"), world.browser(of: "alice"))
    func set(_ password: String, of name: String) async throws -> World.Reply {
      try await world.call(
        .post, "/automation/accounts/passwords", token: admin,
        ["name": .string(name), "password": .string(password)])
    }
    #expect(try await set("short", of: "alice").status == 422)
    #expect(try await alice.get("/account").status == 200)
    #expect(try await set(Self.first, of: "nobody").status == 404)
    #expect(try await set(Self.first, of: "alice").status == 200)
    #expect(try await alice.get("/account").status == 303)
    #expect(try await world.signIn("alice", Self.first).status == 303)
  }
}

extension Browser {
  fileprivate func set(_ new: String, current: String = "") async throws -> World.Reply {
    try await post(
      "/account/password",
      [("current_password", current), ("new_password", new), ("new_password_again", new)])
  }
}
