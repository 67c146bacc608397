import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// Tests of connections, as programs ask for them.
@Suite struct TestedConnectionTests {
  @Test func `a test is answered with what came of it, and the page shows the same`() async throws {
    let world = try await World(testers: [
      IdleTester(.http) { probe in
        ConnectionTest(.failed, "\(probe.method.rawValue) \(probe.path): 503.")
      },
      IdleTester(.mcp) { _ in ConnectionTest(.succeeded, "It answers.", tools: ["send_mail"]) },
    ])
    let token = try await world.token(of: "alice")
    let crm = try await world.connect("crm", settings: World.crm, secrets: World.token)
    let path = Paths.API.testConnection(crm)
    let bare = try await world.call(.post, path, token: token)
    #expect(bare.status == 200)
    #expect(
      bare.json == ["success": true, "test": ["outcome": "failed", "words": "HEAD : 503."]])
    let asked = try await world.call(
      .post, path, token: token, ["method": "GET", "path": "/customers"])
    #expect(asked.json?["test"]?["words"] == "GET /customers: 503.")
    #expect(
      try await world.browser(of: "alice").get("/connections/\(crm)").text
        .contains("GET /customers: 503."))
    let desk = try await world.connect(
      "desk", .mcp, settings: ["url": "https://desk.example/mcp"])
    let found = try await world.call(.post, Paths.API.testConnection(desk), token: token)
    #expect(
      found.json?["test"] == [
        "outcome": "succeeded", "words": "It answers.", "tools": ["send_mail"],
      ])
    for (body, place) in [
      (["method": "POST"], "method"), (["path": 7], "path"),
      (["path": .string(String(repeating: "x", count: 5000))], "path"),
    ] as [(JSON, String)] {
      let refused = try await world.call(.post, path, token: token, body)
      #expect(refused.status == 422)
      #expect(refused.json?["detail"]?.elements?.first?["loc"]?.elements?.last?.text == place)
    }
  }

  @Test func `the embedded tools are tested by the name of their connection, which nobody changes`()
    async throws
  {
    let world = try await World(testers: [
      IdleTester(.local) { _ in ConnectionTest(.succeeded, "All is there.", tools: ["note"]) }
    ])
    let token = try await world.token(of: "alice")
    try await world.bind("note", to: "local")
    let path = Paths.API.connection("local")
    let shown = try await world.call(.get, path, token: token)
    #expect(shown.status == 200 && shown.json?["connection"]?["read_only"] == true)
    #expect(shown.json?["connection"]?["used_by"] == ["note"])
    let tested = try await world.call(.post, Paths.API.testConnection("local"), token: token)
    #expect(
      tested.json?["test"] == [
        "outcome": "succeeded", "words": "All is there.", "tools": ["note"],
      ])
    let browser = try await world.browser(of: "alice")
    let list = try await browser.get("/connections").text
    #expect(list.contains("<a href=\"/connections/local\">test them</a>"))
    let page = try await browser.get("/connections/local").text
    #expect(page.contains("All is there.") && page.contains("need nothing installed."))
    #expect(!page.contains("offered by the operator") && !page.contains(">Save<"))
    let renamed = try await world.call(.patch, path, token: token, ["name": "mine"])
    #expect(renamed.status == 409 && renamed.text.contains("is built in"))
    #expect(try await world.call(.delete, path, token: token).status == 409)
    // That of whole URLs has nothing that could be asked.
    #expect(
      try await world.call(.post, Paths.API.testConnection("http"), token: token).status == 404)
  }

  @Test func `few tests go on at a time, and what is beyond is told so`() async throws {
    let end = AsyncStream<Void>.makeStream()
    let gate = Task { for await _ in end.stream {} }
    let begun = AsyncStream<Void>.makeStream()
    let world = try await World(testers: [
      IdleTester(.http) { _ in
        begun.continuation.yield()
        await gate.value
        return ConnectionTest(.succeeded, "At last.")
      }
    ])
    let token = try await world.token(of: "alice")
    var paths: [String] = []
    for number in 0...Limits.connectionTests.perUser {
      let id = try await world.connect(
        "crm \(number)", settings: World.crm, secrets: World.token)
      paths.append(Paths.API.testConnection(id))
    }
    let last = try #require(paths.last)
    let others = paths.dropLast()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for path in others {
        group.addTask { try await world.call(.post, path, token: token).status }
      }
      var beginnings = begun.stream.makeAsyncIterator()
      for _ in others { _ = await beginnings.next() }
      for path in [last, others[0]] {
        let refused = try await world.call(.post, path, token: token)
        #expect(refused.status == 429 && refused.headers[.retryAfter] == "10")
      }
      end.continuation.finish()
      for try await status in group { #expect(status == 200) }
    }
    #expect(try await world.call(.post, last, token: token).status == 200)
  }
}
