import HTTPTypes
import Site
import Testing
import Workflows

@Suite struct ErrorPageTests {
  @Test func `what is not there says so, in the dress of the site, and what to do next`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    for path in ["/nowhere", "/traces/nope", "/runs/nope", "/traces/%3Cscript%3E"] {
      let page = try await browser.get(path)
      #expect(page.status == 404)
      #expect(page.text.contains("<h1>Nothing here</h1>"))
      #expect(page.text.contains("Start from the traces") && page.text.contains("Sign out"))
      #expect(!page.text.contains("<script>"))
    }
  }

  @Test func `a query that cannot be is named`() async throws {
    let page = try await World().browser(of: "alice").get("/traces?limit=0")
    #expect(page.status == 422)
    #expect(page.text.contains("limit: must be a whole number from 1 to 100"))
  }

  @Test func `a form of another session is refused`() async throws {
    let world = try await World()
    let alice = try await world.browser(of: "alice")
    let bob = try await world.browser(of: "bob")
    let mixed = Browser(world: world, secret: alice.secret, formToken: bob.formToken)
    let page = try await mixed.post("/traces", [("trace", "[]")])
    #expect(page.status == 403)
    #expect(page.text.contains("<h1>Not allowed</h1>"))
    #expect(page.text.contains("This form is too old"))
  }

  @Test func `a program gets JSON, a person a page`() async throws {
    let world = try await World()
    let call = try await world.call(
      .get, "/automation/nowhere", token: try await world.token(of: "alice"))
    #expect(call.status == 404 && call.json?["detail"]?.text == "Not found")
    let page = try await world.browser(of: "alice").get("/nowhere")
    #expect(page.headers[.contentType] == "text/html; charset=utf-8")
  }

  @Test func `a wrong method says which would be right`() async throws {
    let page = try await World().browser(of: "alice").post("/runs/nope")
    #expect(page.status == 405 && page.headers[.allow] == "GET, HEAD")
    #expect(page.text.contains("<h1>Not possible here</h1>"))
  }
}
