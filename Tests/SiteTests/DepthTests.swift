import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Values as deep as they may come, which are stored inside others.
@Suite struct DepthTests {
  @Test(arguments: ["form", "API"])
  func `a trace as deep as may be is shown, deployed, run and paused`(way: String) async throws {
    let world = try await World()
    let reply = try await save(depth: 63, by: way, in: world)
    #expect(reply.status == (way == "form" ? 303 : 201))
    let traces = try await world.services.traces.list(
      userID: nil, providerID: nil, status: nil, Window(), for: .alice)
    let id = try #require(traces.elements.first).id
    try await world.deploy(id)
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/traces/\(id)").status == 200)
    #expect(try await browser.post("/traces/\(id)/runs").status == 303)
    #expect(try await browser.post("/traces/\(id)/status", [("status", "paused")]).status == 303)
  }

  @Test func `one level more is refused alike by form and by API, and says where`() async throws {
    let world = try await World()
    let page = try await save(depth: 64, by: "form", in: world)
    #expect(page.status == 422 && page.text.contains("nested deeper than 63 levels"))
    #expect(page.text.contains("data-line=\"1\""))
    let answer = try await save(depth: 64, by: "API", in: world)
    #expect(answer.status == 400)
    #expect(answer.json?["detail"]?.text?.contains("nested deeper than 64 levels") == true)
  }

  @Test func `a run that got an answer as deep as may be is shown`() async throws {
    let world = try await World()
    let id = try await world.save()
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    let claim = try await world.claim()
    try await world.begin(1, of: claim)
    let response: JSON = ["status": 200, "body": try JSON(parsing: nested(64))]
    let end = AttemptEnd(
      step: 1, number: 1, durationMilliseconds: 7, response: response, error: nil,
      outcome: .succeeded)
    #expect(try await world.ledger.endAttempt(end, of: claim.key))
    let token = try await world.token(of: "alice")
    #expect(try await world.call(.get, "/automation/runs/\(run)", token: token).status == 200)
    #expect(try await world.browser(of: "alice").get("/runs/\(run)").status == 200)
  }

  /// - Parameter depth: of `trace_data`.
  private func save(depth: Int, by way: String, in world: World) async throws -> World.Reply {
    let entries =
      "[{\"event\": \"tool_call\", \"tool\": \"note\", \"params\": \(nested(depth - 2))}]"
    if way == "form" {
      return try await world.browser(of: "alice").post("/traces", [("trace", entries)])
    }
    let token = try await world.token(of: "alice")
    return try await world.send(
      .post, "/automation/traces",
      headers: [.authorization: "Bearer \(token)", .contentType: "application/json"],
      body: Array(
        "{\"provider_id\": \"p\", \"thread_id\": \"t\", \"trace_data\": \(entries)}".utf8))
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }
}
