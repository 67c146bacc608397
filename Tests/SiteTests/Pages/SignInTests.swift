import Automations
import Dispatch
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

@Suite struct SignInTests {
  @Test func `a page that needs somebody leads to the form, and from there back`() async throws {
    let world = try await World()
    let reply = try await world.send(.get, "/traces?status=paused")
    #expect(reply.status == 303)
    #expect(reply.location == "/sign-in?next=%2Ftraces%3Fstatus%3Dpaused")
    let page = try await world.send(.get, reply.location ?? "")
    #expect(page.status == 200)
    #expect(page.text.contains("name=\"next\" value=\"/traces?status=paused\""))
    #expect(page.text.contains("reprise user link NAME"))
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "evil"])
  func `nobody is sent elsewhere`(next: String) async throws {
    let world = try await World()
    let page = try await world.send(.get, "/sign-in?next=\(next)")
    #expect(page.text.contains("name=\"next\" value=\"/traces\""))
  }

  @Test func `a link signs in once`() async throws {
    let world = try await World()
    let query = try await world.services.accounts.signInLink(of: "alice", by: .of(.everybody))
    let fields = try fields(of: await world.send(.get, "/sign-in?\(query)"))
    let nobody = Browser(world: world, secret: "", formToken: "")
    let first = try await nobody.post("/sign-in", fields)
    #expect(first.status == 303 && first.location == "/traces")
    let cookie = try #require(first.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
    #expect(try await world.browser(after: first).session().userID == "alice")
    for second in [
      try await nobody.post("/sign-in", fields), try await world.send(.get, "/sign-in?\(query)"),
    ] {
      #expect(second.status == 403 && second.headers[.setCookie] == nil)
      #expect(second.text.contains("role=\"alert\">This sign-in link is not valid"))
    }
  }

  @Test func `a second press of a link's button goes on where the first one signed in`()
    async throws
  {
    let world = try await World()
    let query = try await world.services.accounts.signInLink(of: "alice", by: .of(.everybody))
    let link = "/sign-in?\(query)&next=%2Fruns"
    let fields = try fields(of: await world.send(.get, link))
    let nobody = Browser(world: world, secret: "", formToken: "")
    let alice = try await world.browser(after: nobody.post("/sign-in", fields))
    for again in [try await alice.post("/sign-in", fields), try await alice.get(link)] {
      #expect(again.status == 303 && again.location == "/runs")
      #expect(again.headers[.setCookie] == nil)
    }
    let bob = try await world.browser(of: "bob")
    for other in [try await bob.post("/sign-in", fields), try await bob.get(link)] {
      #expect(other.status == 403 && other.text.contains("This sign-in link is not valid"))
    }
  }

  @Test func `opening a link spends nothing, however often it is looked at`() async throws {
    let world = try await World()
    let query = try await world.services.accounts.signInLink(of: "alice", by: .of(.everybody))
    for method in [HTTPRequest.Method.head, .get, .get] {
      let page = try await world.send(method, "/sign-in?\(query)")
      #expect(page.status == 200 && page.headers[.setCookie] == nil)
      guard method == .get else { continue }
      #expect(page.text.contains("<h1>Sign in as <bdi>alice</bdi></h1>"))
      #expect(page.text.ranges(of: "<button").count == 1)
      #expect(!page.text.contains("You are signed in already"))
    }
    let fields = try fields(of: await world.send(.get, "/sign-in?\(query)"))
    let nobody = Browser(world: world, secret: "", formToken: "")
    #expect(try await nobody.post("/sign-in", fields).status == 303)
  }

  @Test func `a link of another site's page signs nobody in`() async throws {
    let world = try await World()
    let query = try await world.services.accounts.signInLink(of: "alice", by: .of(.everybody))
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
    let body = Array(query.utf8)
    #expect(try await world.send(.post, "/sign-in", headers: headers, body: body).status == 403)
    #expect(try await world.send(.get, "/sign-in?\(query)").status == 200)
  }

  @Test func `a link that is over says so at once, and so does its button`() async throws {
    let world = try await World()
    let query = try await world.services.accounts.signInLink(of: "alice", by: .of(.everybody))
    let fields = try fields(of: await world.send(.get, "/sign-in?\(query)"))
    world.clock.advance(seconds: 3600)
    #expect(try await world.send(.get, "/sign-in?\(query)").status == 403)
    let nobody = Browser(world: world, secret: "", formToken: "")
    let late = try await nobody.post("/sign-in", fields)
    #expect(late.status == 403 && late.text.contains("is over an hour old"))
  }

  @Test func `who is signed in already is told so, with the same button`() async throws {
    let world = try await World()
    let alice = try await world.browser(of: "alice")
    let query = try await world.services.accounts.signInLink(of: "bob", by: .of(.everybody))
    let page = try await alice.get("/sign-in?\(query)")
    #expect(page.text.contains("You are signed in already, as <bdi>alice</bdi>."))
    #expect(page.text.contains("href=\"/traces\">Go on as <bdi>alice</bdi></a>"))
    let reply = try await alice.post("/sign-in", fields(of: page))
    #expect(try await world.browser(after: reply).session().userID == "bob")
  }

  /// What the button of a link's page sends.
  private func fields(of page: World.Reply) throws -> [(String, String)] {
    try ["name", "link", "next"].map { name in
      (name, try #require(page.value(of: "value", after: "name=\"\(name)\"")))
    }
  }

  @Test func `a wrong password keeps the name, shown as text`() async throws {
    let world = try await World()
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
    let reply = try await world.send(
      .post, "/sign-in", headers: headers, body: Array("name=%22%3E%3Cb%3E&password=x".utf8))
    #expect(reply.status == 422 && reply.text.contains("Name and password do not fit"))
    #expect(reply.text.contains("value=\"&quot;&gt;&lt;b&gt;\""))
    #expect(!reply.text.contains("value=\"x\""))
  }

  @Test func `too many at once are told to come again, in both dresses, and keep what they typed`()
    async throws
  {
    let passwords = PasswordThreads(atOnce: 1, waiting: 0)
    let world = try await World(passwords: passwords)
    let token = try await world.token(of: "admin")
    let (begun, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let other = Task {
      try await passwords.run {
        begun.signal()
        gate.wait()
      }
    }
    await Task.detached { waitFor(begun) }.value

    let page = try await world.signIn("alice", "correct horse")
    #expect(page.status == 429 && page.headers[.retryAfter] == "1")
    #expect(page.text.contains("role=\"alert\">Too many passwords are being checked right now"))
    #expect(page.text.contains("name=\"name\" value=\"alice\""))
    // A name that nobody has costs the same.
    #expect(try await world.signIn("nobody", "correct horse").status == 429)
    let call = try await world.call(
      .post, "/automation/accounts/passwords", token: token,
      ["name": "alice", "password": "correct horse"])
    #expect(call.status == 429 && call.headers[.retryAfter] == "1")
    #expect(call.json?["detail"]?.text?.hasPrefix("Too many passwords") == true)
    gate.signal()
    try await other.value
    #expect(try await world.signIn("alice", "correct horse").status == 422)
  }

  @Test func `who signed out is nobody`() async throws {
    let browser = try await World().browser(of: "alice")
    #expect(try await browser.post("/sign-out").location == "/sign-in")
    #expect(try await browser.get("/traces").status == 303)
  }
}

private func waitFor(_ semaphore: DispatchSemaphore) { semaphore.wait() }
