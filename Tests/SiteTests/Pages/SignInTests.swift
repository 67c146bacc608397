import Automations
import HTTPTypes
import Site
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
    let query = try await world.services.accounts.signInLink(of: "alice")
    let first = try await world.send(.get, "/sign-in?\(query)")
    #expect(first.status == 303 && first.location == "/traces")
    let cookie = try #require(first.headers[.setCookie])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
    let second = try await world.send(.get, "/sign-in?\(query)")
    #expect(second.status == 403)
    #expect(second.text.contains("role=\"alert\">This sign-in link is not valid"))
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

  @Test func `who signed out is nobody`() async throws {
    let browser = try await World().browser(of: "alice")
    #expect(try await browser.post("/sign-out").location == "/sign-in")
    #expect(try await browser.get("/traces").status == 303)
  }
}
