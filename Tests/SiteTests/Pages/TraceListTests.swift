import Automations
import Site
import TestSupport
import Testing

@Suite struct TraceListTests {
  @Test func `an empty list tells how to get the first trace in`() async throws {
    let page = try await World().browser(of: "alice").get("/traces")
    #expect(page.status == 200)
    #expect(page.text.contains("No trace yet"))
    #expect(page.text.contains("curl http://localhost:8080/automation/traces"))
    #expect(page.text.contains("reprise token alice"))
    #expect(!page.text.contains("class=\"tabs\""))
  }

  @Test func `each status stands as a word, a failed one with its reason`() async throws {
    let world = try await World()
    let ids = try await [
      world.save("Runs"), world.save("Rests"), world.save("Broke"), world.save("Waits"),
    ]
    for id in ids.prefix(3) { try await world.deploy(id) }
    try await world.setStatus(ids[1], .paused)
    try await world.setStatus(ids[2], .failed)
    let page = try await world.browser(of: "alice").get("/traces")
    for badge in ["deployed\">Deployed", "paused\">Paused", "failed\">Failed"] {
      #expect(page.text.contains("<span class=\"badge \(badge)</span>"))
    }
    #expect(page.text.contains("<small>Draft</small>"))
    #expect(page.text.contains("<small class=\"line\"><bdi>Set to failed by hand</bdi></small>"))
    #expect(page.text.contains("Mon, Wed, Fri at 09:00, UTC"))
  }

  @Test func `what stands in a cell is told apart when it is read as text`() async throws {
    let world = try await World()
    let id = try await world.save("Broke")
    try await world.deploy(id)
    try await world.setStatus(id, .failed)
    let page = try await world.browser(of: "alice").get("/traces").text
    let tag = try Regex("<[^>]*>")
    let text = page.replacing(tag, with: "")
    #expect(text.contains("Broke 1 step\n") && text.contains("Failed Set to failed by hand\n"))
  }

  @Test func `a filter shows one status, and says so where nothing has it`() async throws {
    let world = try await World()
    let id = try await world.save("Runs")
    _ = try await world.save("Waits")
    try await world.deploy(id)
    let browser = try await world.browser(of: "alice")
    let deployed = try await browser.get("/traces?status=deployed")
    #expect(
      deployed.text.contains("<bdi>Runs</bdi></a>")
        && !deployed.text.contains("<bdi>Waits</bdi></a>"))
    #expect(deployed.text.contains("href=\"/traces?status=deployed\" aria-current=\"page\""))
    let paused = try await browser.get("/traces?status=paused")
    #expect(paused.text.contains("Nothing is paused</h2>"))
    #expect(
      try await browser.get("/traces?status=failed").text.contains(
        "No automation was stopped by failures</h2>"))
    let bob = try await world.browser(of: "bob").get("/traces?status=draft")
    #expect(bob.text.contains("Nothing is a draft</h2>"))
  }

  @Test func `a list is paged by limit and offset, newest first`() async throws {
    let world = try await World()
    try await world.saveMany(5)
    let browser = try await world.browser(of: "alice")
    let first = try await browser.get("/traces?limit=2")
    #expect(
      first.text.contains("<bdi>Trace 5</bdi></a>")
        && !first.text.contains("<bdi>Trace 3</bdi></a>"))
    #expect(first.text.contains("1–2 of 5"))
    #expect(first.text.contains("rel=\"next\" href=\"/traces?limit=2&amp;offset=2\""))
    #expect(!first.text.contains("rel=\"prev\""))
    let last = try await browser.get("/traces?limit=2&offset=4")
    #expect(last.text.contains("5–5 of 5") && last.text.contains("rel=\"prev\""))
    #expect(!last.text.contains("rel=\"next\""))
    let beyond = try await browser.get("/traces?offset=50")
    #expect(beyond.text.contains("The list ends before here"))
  }

  @Test func `a hostile name is text`() async throws {
    let world = try await World()
    _ = try await world.save("<script>alert('1')</script> & \"more\"")
    let page = try await world.browser(of: "alice").get("/traces")
    #expect(!page.text.contains("<script>alert"))
    #expect(page.text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more"))
  }

  @Test func `others' traces are not listed, and the administrator sees whose they are`()
    async throws
  {
    let world = try await World()
    _ = try await world.save("Of Alice")
    #expect(try await !world.browser(of: "bob").get("/traces").text.contains("Of Alice"))
    let page = try await world.browser(of: "admin").get("/traces")
    #expect(page.text.contains("1 step · <bdi>alice</bdi>"))
  }

  @Test func `the list is the golden one`() async throws {
    let world = try await World()
    let id = try await world.save("Weekly status")
    try await world.deploy(id)
    try await world.setStatus(id, .paused)
    world.clock.advance(seconds: 3600)
    let other = try await world.save("Stock <count>", tool: "append_row")
    try await world.deploy(other)
    try expectGolden(
      try await world.browser(of: "alice").get("/traces").settled, "list")
  }
}
