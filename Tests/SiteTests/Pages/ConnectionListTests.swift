import Automations
import HTTPTypes
import OrderedJSON
import TestSupport
import Testing

/// The list of connections.
@Suite struct ConnectionListTests {
  @Test func `who has none is told what one is for`() async throws {
    let page = try await World().browser(of: "alice").get("/connections")
    #expect(page.status == 200 && page.text.contains("No connection yet"))
    #expect(page.text.contains("<a href=\"/connections\" aria-current=\"true\">Connections</a>"))
    #expect(page.text.contains("href=\"/connections/new\">New connection</a>"))
  }

  @Test func `each says what it is, where it leads, and what uses it`() async throws {
    let world = try await World()
    let id = try await world.connect("crm", settings: World.crm, secrets: World.token)
    try await world.bind("find_<customer>", to: "crm")
    let page = try await world.browser(of: "alice").get("/connections").text
    #expect(page.contains("<a href=\"/connections/\(id)\"><bdi>crm</bdi></a>"))
    #expect(page.contains("<small>HTTP requests</small>"))
    #expect(page.contains("<bdi>https://crm.example/v1</bdi>"))
    #expect(page.contains("<code><bdi>find_&lt;customer&gt;</bdi></code>"))
    #expect(page.contains("Token <span class=\"quiet\">…<bdi>tery</bdi></span>"))
    #expect(page.contains("never used") && !page.contains("correct-horse"))
    #expect(page.contains("<span class=\"badge deployed\">On</span>"))
    // Nothing here can test it.
    #expect(!page.contains("/test\""))
  }

  @Test func `one that is switched off says so, and why`() async throws {
    let world = try await World()
    _ = try await world.connect("crm", settings: World.crm, secrets: World.token, isEnabled: false)
    let page = try await world.browser(of: "alice").get("/connections").text
    #expect(page.contains("<span class=\"badge paused\">Switched off</span>"))
  }

  @Test func `what others offer is there without its secrets, and can only be looked at`()
    async throws
  {
    let world = try await World()
    let id = try await world.connect(
      "crm", settings: World.crm, secrets: World.token, isShared: true, by: .administrator)
    let bob = try await world.browser(of: "bob")
    let list = try await bob.get("/connections").text
    #expect(list.contains("HTTP requests · <bdi>offered by admin</bdi>"))
    #expect(!list.contains("tery"))
    let page = try await bob.get("/connections/\(id)")
    #expect(page.status == 200 && page.text.contains("It is <bdi>offered by admin</bdi>"))
    #expect(!page.text.contains(">Save<") && !page.text.contains("/delete\""))
    for (path, fields) in [("", [("name", "x")]), ("/enabled", [("enabled", "false")])] {
      #expect(try await bob.post("/connections/\(id)\(path)", fields).status == 403)
    }
    #expect(try await bob.get("/connections/\(id)/delete").status == 403)
    #expect(try await bob.post("/connections/\(id)/delete").status == 403)
    // Whose it is sees that it is offered.
    let own = try await world.browser(of: "admin").get("/connections").text
    #expect(own.contains("HTTP requests · offered to everybody"))
  }

  @Test func `the list is the golden one`() async throws {
    let world = try await World(testers: [IdleTester(.mcp) { _ in ConnectionTest(.succeeded, "") }])
    _ = try await world.connect("crm", settings: World.crm, secrets: World.token)
    _ = try await world.connect("desk", .mcp, settings: ["url": "https://desk.example/mcp"])
    try await world.bind("find_customer", to: "crm")
    try expectGolden(
      try await world.browser(of: "alice").get("/connections").settled, "connections")
  }
}
