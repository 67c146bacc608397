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
