import Automations
import HTTPTypes
import Scheduling
import Site
import TestSupport
import Testing

/// The list of one's own sessions.
@Suite struct AccountSessionTests {
  @Test func `it has one's own alone, this one marked, and since when and when last used`()
    async throws
  {
    let world = try await World()
    let elsewhere = try await world.browser(of: "alice")
    world.clock.advance(seconds: 3 * 3600)
    let (browser, bob) = try await (world.browser(of: "alice"), world.browser(of: "bob"))
    let page = try await browser.get("/account").text
    let (mine, other) = try await (browser.session().id, elsewhere.session().id)
    #expect(page.contains("/account/sessions/\(other)/end"))
    #expect(!page.contains(mine))
    #expect(try await !page.contains(bob.session().id))
    #expect(page.split(separator: ">This one</span>").count == 2)
    #expect(page.contains("Signed in <time datetime=\"2026-11-24T08:30Z\""))
    #expect(page.contains(">3 h ago</time>") && page.contains(">just now</time>"))
    #expect(!page.contains(elsewhere.secret) && !page.contains(browser.secret))
  }

  @Test func `one that is over is not listed`() async throws {
    let world = try await World()
    let old = try await world.browser(of: "alice").session()
    let browser = try await world.browser(of: "alice")
    for _ in 1...2 {
      world.clock.advance(seconds: 7 * 3600)
      #expect(try await browser.get("/account").text.contains(old.id) == (world.age(of: old) < 12))
    }
    #expect(try await !browser.get("/account").text.contains("Sign out everywhere else"))
  }

  @Test func `another one is ended, and is nobody from then on`() async throws {
    let world = try await World()
    let (browser, elsewhere) = try await (world.browser(of: "alice"), world.browser(of: "alice"))
    let path = try await "/account/sessions/\(elsewhere.session().id)/end"
    #expect(try await browser.post(path).location == "/account?notice=session-ended")
    #expect(try await elsewhere.get("/account").status == 303)
    #expect(try await browser.get("/account").status == 200)
    #expect(try await browser.post(path).status == 404)
  }

  @Test func `all others are ended at once, nobody else's`() async throws {
    let world = try await World()
    let (browser, bob) = try await (world.browser(of: "alice"), world.browser(of: "bob"))
    let others = try await [world.browser(of: "alice"), world.browser(of: "alice")]
    #expect(try await browser.get("/account").text.contains(">Sign out everywhere else</button>"))
    let reply = try await browser.post("/account/sessions/end")
    #expect(reply.location == "/account?notice=sessions-ended")
    for other in others { #expect(try await other.get("/account").status == 303) }
    #expect(try await browser.get("/account").status == 200)
    #expect(try await bob.get("/account").status == 200)
  }

  @Test func `a long list is cut, and says so`() async throws {
    let world = try await World()
    for _ in 1...34 { _ = try await world.browser(of: "alice") }
    world.clock.advance(seconds: 60)
    let page = try await world.browser(of: "alice").get("/account").text
    #expect(page.split(separator: "Signed in <time").count == 31)
    #expect(page.contains("And 5 more, used before these.") && page.contains(">This one</span>"))
  }
}

extension World {
  /// In hours.
  fileprivate func age(of session: Session) -> Int64 {
    clock.now.milliseconds(since: session.createdAt) / 3_600_000
  }
}
