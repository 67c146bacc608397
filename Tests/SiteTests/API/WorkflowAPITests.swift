import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing
import Workflows

/// Workflows and their proposals, for programs.
@Suite struct WorkflowAPITests {
  private let world: World
  private let token: String
  private let id: String

  init() async throws {
    world = try await World()
    token = try await world.token(of: "alice")
    id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "chat", name: nil,
        traceData: try JSON(parsing: WorkflowAPITests.chat)),
      by: world.act(.alice))
  }

  /// A chat of OpenAI's format: a ticket is made, and given to somebody whom the user named.
  static let chat = #"""
    [{"role": "user", "content": "Have the printer repaired, by ann@x.example"},
     {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function",
       "function": {"name": "create_ticket", "arguments": "{\"title\": \"Paper jam\"}"}}]},
     {"role": "tool", "tool_call_id": "c1", "content": "{\"ticket\": {\"id\": \"T-48151\"}}"},
     {"role": "assistant", "tool_calls": [{"id": "c2", "type": "function",
       "function": {"name": "assign_ticket",
         "arguments": "{\"ticket_id\": \"T-48151\", \"to\": \"ann@x.example\"}"}}]},
     {"role": "tool", "tool_call_id": "c2", "content": "done"}]
    """#

  private var path: String { "/automation/traces/\(id)/workflow" }

  private func read() async throws -> JSON {
    try #require(try await world.call(.get, path, token: token).json)
  }

  private func change(_ change: JSON) async throws -> World.Reply {
    try await world.call(.patch, path, token: token, change)
  }

  @Test func `it says what was recorded, and what of it may be meant otherwise`() async throws {
    let workflow = try await read()
    #expect(workflow["success"] == true && workflow["format"] == "openai_chat")
    #expect(workflow["revision"]?.integer == 1 && workflow["edited"] == false)
    let steps = try #require(workflow["steps"]?.elements)
    #expect(steps.map { $0["id"] } == ["s1", "s2"])
    #expect(steps.map { $0["tool"] } == ["create_ticket", "assign_ticket"])
    #expect(steps[1]["params"] == ["ticket_id": "T-48151", "to": "ann@x.example"])
    #expect(steps[1]["recorded"]?["result"] == "done")
    let proposals = try #require(workflow["proposals"]?.elements)
    #expect(proposals.map { $0["kind"] } == ["input", "link"])
    #expect(proposals.map { $0["path"] } == ["/to", "/ticket_id"])
    #expect(proposals.allSatisfy { $0["state"] == "open" && $0["strength"] == "strong" })
    #expect(proposals[1]["new"] == ["$ref": "steps/s1/result/ticket/id"])
    #expect(
      workflow["notes"]?.elements?.first?["text"]?.text?.hasPrefix("Have the printer") == true)
    let trace = try await world.call(.get, "/automation/traces/\(id)", token: token).json
    #expect(trace?["trace"]?["step_count"]?.integer == 2)
    #expect(trace?["trace"]?["display_name"]?.text?.contains("create_ticket") == true)
  }

  @Test func `what would be sent at an instant is told beside it`() async throws {
    _ = try await change([
      "revision": 1,
      "steps": [
        [
          "id": "s2",
          "params": [
            "ticket_id": ["$ref": "steps/s1/result/ticket/id"],
            "to": ["$date": ["from": "run", "add": "-1d", "format": "yyyy-MM-dd"]],
          ],
        ]
      ],
    ])
    let answer = try await world.call(
      .get, path + "?at=2026-12-25T12:00:00Z", token: token)
    let steps = try #require(answer.json?["steps"]?.elements)
    #expect(steps[1]["sent"] == ["ticket_id": "T-48151", "to": "2026-12-24"])
    #expect(try await read()["steps"]?.elements?[1]["sent"] == nil)
    let wrong = try await world.call(.get, path + "?at=tomorrow", token: token)
    #expect(wrong.status == 422)
  }

  @Test func `a rehearsal is a run that says so, and no run of the automation`() async throws {
    let asked = try await world.call(
      .post, "/automation/traces/\(id)/rehearsal", token: token, ["at": "2026-12-25T09:00:00Z"])
    #expect(asked.status == 202, "\(asked.text)")
    let run = try #require(asked.json?["run_id"]?.text)
    let read = try await world.call(.get, "/automation/runs/\(run)", token: token).json?["run"]
    #expect(read?["rehearsal"] == true && read?["rehearsed_for"] == "2026-12-25T09:00:00Z")
    let others = try await world.call(
      .post, "/automation/traces/\(id)/rehearsal", token: world.token(of: "bob"), [:])
    #expect(others.status == 404)
  }

  @Test func `a shape that is none is refused at its place`() async throws {
    let refused = try await change([
      "revision": 1, "steps": [["id": "s1", "expect": ["ticket": ["id": "Text"]]]],
    ])
    #expect(refused.status == 422)
    let fault = try #require(refused.json?["detail"]?.elements?.first)
    #expect(fault["loc"] == ["body", "steps", 0, "expect", "ticket", "id"])
    let taken = try await change([
      "revision": 1, "steps": [["id": "s1", "expect": ["ticket": ["id": "text"]]]],
    ])
    #expect(
      taken.json?["steps"]?.elements?.first?["expect"] == ["ticket": ["id": "text"]],
      "\(taken.text)")
  }

  @Test func `what is taken stays taken, also when the trace is saved again, until it is reset`()
    async throws
  {
    let taken = try await change(["revision": 1, "take": ["link"], "leave": ["input"]])
    #expect(taken.status == 200, "\(taken.text)")
    #expect(taken.json?["revision"]?.integer == 2 && taken.json?["edited"] == true)
    let wanted: JSON = [
      "ticket_id": ["$ref": "steps/s1/result/ticket/id"], "to": "ann@x.example",
    ]
    #expect(taken.json?["steps"]?.elements?[1]["params"] == wanted)
    let entries = try #require(try JSON(parsing: WorkflowAPITests.chat).elements)
    let saved = try await world.call(
      .patch, "/automation/traces/\(id)", token: token,
      ["trace_data": .array(entries + [["role": "assistant", "content": "Done."]])])
    #expect(saved.status == 200)
    let again = try await read()
    #expect(again["revision"]?.integer == 2 && again["edited"] == true)
    #expect(again["steps"]?.elements?[1]["params"] == wanted)
    #expect(again["proposals"]?.elements?.map { $0["state"] } == ["left", "taken"])
    let reset = try await world.call(.post, path + "/reset", token: token)
    #expect(reset.status == 200 && reset.json?["edited"] == false)
    #expect(reset.json?["revision"]?.integer == 3)
  }

  @Test func `a workflow that nobody edited is read anew from what is saved`() async throws {
    let saved = try await world.call(
      .patch, "/automation/traces/\(id)", token: token,
      ["trace_data": [["event": "tool_call", "tool": "note", "params": ["text": "Hello"]]]])
    #expect(saved.status == 200)
    let workflow = try await read()
    #expect(workflow["revision"]?.integer == 2 && workflow["format"] == "reprise")
    #expect(workflow["steps"]?.elements?.map { $0["tool"] } == ["note"])
  }

  @Test func `who comes second is told, and each fault has its place`() async throws {
    #expect(try await change(["revision": 1, "take": ["link"]]).status == 200)
    #expect(try await change(["revision": 1, "take": ["input"]]).status == 409)
    let faults = try await change([
      "revision": 2, "take": ["p0"],
      "steps": [["id": "s9"], ["id": "s1", "params": ["x": 1], "colour": "red"]],
    ])
    #expect(faults.status == 422)
    #expect(
      faults.json?["detail"]?.elements?.map { $0["loc"] } == [["body", "steps", 1, "colour"]])
    let later = try await change([
      "revision": 2,
      "steps": [["id": "s1", "params": ["x": ["$ref": "steps/s2/result"]]]],
    ])
    #expect(
      later.json?["detail"]?.elements?.map { $0["loc"] } == [
        ["body", "steps", 0, "params", "x", "$ref"]
      ])
  }

  @Test func `a deployment takes the strong ones where that is asked for, and else names them`()
    async throws
  {
    var deployment: [JSON.Member] = [
      .init("trace_id", .string(id)), .init("schedule_type", "daily"),
      .init("schedule_time", "09:00"),
    ]
    let literal = try await world.call(
      .post, "/automation/deploy", token: token, .object(deployment))
    #expect(literal.status == 200)
    #expect(
      literal.text.contains(
        "something is probably meant otherwise next time: step s2 at /to, and 1 more."))
    #expect(try await read()["edited"] == false)
    deployment.append(.init("proposals", "strong"))
    let strong = try await world.call(
      .post, "/automation/deploy", token: token, .object(deployment))
    #expect(strong.status == 200, "\(strong.text)")
    #expect(!strong.text.contains("meant otherwise"))
    let workflow = try await read()
    #expect(workflow["edited"] == true)
    #expect(workflow["proposals"]?.elements?.map { $0["state"] } == ["taken", "taken"])
    #expect(workflow["inputs"] == [["name": "to", "value": "ann@x.example"]])
    let trace = try await world.call(.get, "/automation/traces/\(id)", token: token).json
    #expect(trace?["trace"]?["changed_since_deployed"] == false)
  }

  @Test func `somebody else's is not there`() async throws {
    let other = try await world.token(of: "bob")
    #expect(try await world.call(.get, path, token: other).status == 404)
    #expect(
      try await world.call(.patch, path, token: other, ["revision": 1, "take": ["link"]]).status
        == 404)
    #expect(try await world.call(.post, path + "/reset", token: other).status == 404)
  }
}
