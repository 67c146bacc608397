import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing
import Workflows

/// Lists in the JSON API: their parts, and how one goes on.
@Suite struct ListTests {
  @Test func `a list says how long it is, and where it goes on`() async throws {
    let world = try await World()
    let token = try await world.token(of: "alice")
    try await world.saveMany(5)
    func page(_ query: String) async throws -> JSON {
      try #require(
        try await world.call(.get, "/automation/traces?limit=2\(query)", token: token).json)
    }
    var (names, query): ([String?], String) = ([], "")
    while true {
      let answer = try await page(query)
      let rows = try #require(answer["traces"]?.elements)
      #expect(answer["success"] == true && answer["total"]?.integer == 5)
      #expect(answer["count"]?.integer == rows.count)
      names += rows.map { $0["name"]?.text }
      guard let next = answer["next"]?.text else {
        #expect(answer["next"]?.isNull == true)
        break
      }
      query = "&cursor=\(next)"
    }
    #expect(names == ["Trace 5", "Trace 4", "Trace 3", "Trace 2", "Trace 1"])
    #expect(try await page("&offset=4")["next"]?.isNull == true)
  }

  @Test func `an id in upper case names the same automation`() async throws {
    let world = try await World()
    let token = try await world.token(of: "alice")
    let id = try await world.save()
    let upper = id.uppercased()
    #expect(upper != id)
    for path in [
      "/automation/traces/\(upper)", "/automation/traces/\(upper)/runs",
      "/automation/traces/\(upper)/totals",
    ] {
      #expect(try await world.call(.get, path, token: token).status == 200, "\(path)")
    }
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      ["trace_id": .string(upper), "schedule_type": "daily", "schedule_time": "09:00"])
    #expect(deployed.status == 200, "\(deployed.text)")
    let renamed = try await world.call(
      .patch, "/automation/traces/\(upper)", token: token,
      ["trace_id": .string(id), "name": "Louder"])
    #expect(renamed.status == 200, "\(renamed.text)")
    #expect(try await world.browser(of: "alice").get("/traces/\(upper)").text.contains("Louder"))
  }

  @Test func `runs, occurrences and notices go on in the same way`() async throws {
    let world = try await World()
    let token = try await world.token(of: "alice")
    let id = try await world.save()
    try await world.deploy(id)
    world.clock.advance(seconds: 60)
    for _ in 1...3 { try await world.ran(id, .failed, Reason(.stepFailed, "500.")) }
    for (path, key, total) in [
      ("/automation/traces/\(id)/runs", "runs", 3),
      ("/automation/traces/\(id)/occurrences", "occurrences", 3),
      ("/automation/notices", "notices", 1),
    ] {
      let first = try await world.call(.get, path + "?limit=1", token: token).json
      #expect(first?["total"]?.integer == total && first?[key]?.elements?.count == 1)
      guard let next = first?["next"]?.text else {
        #expect(total == 1)
        continue
      }
      let rest = try await world.call(.get, path + "?cursor=\(next)", token: token).json
      #expect(rest?[key]?.elements?.count == total - 1 && rest?["next"]?.isNull == true)
      #expect(rest?[key]?.elements?.contains { $0 == first?[key]?.elements?.first } == false)
    }
  }

  @Test func `schedules that an older program kept large end an answer early, and no row is lost`()
    async throws
  {
    let world = try await World()
    let token = try await world.token(of: "alice")
    let count = 45
    let alice = world.act(.alice)
    try await world.saveMany(count)
    func page(_ cursor: String) async throws -> World.Reply {
      try await world.call(.get, "/automation/traces?limit=100\(cursor)", token: token)
    }
    // What may be given now, and what once could.
    let bound = String(repeating: "x", count: Limits.scheduleConfigBytes - 100)
    let older = String(repeating: "y", count: 1_000_000)
    func note(_ row: Int) -> JSON { .string(row % 3 == 0 ? older : bound) }
    for (row, trace) in try #require(await page("").json?["traces"]?.elements).enumerated() {
      let deployment = NewDeployment(
        traceID: try #require(trace["id"]?.text), name: nil,
        workflow: Workflow(steps: [Workflow.Step(tool: "note", params: [:])]),
        schedule: StoredSchedule(
          type: "daily", time: "09:00", config: ["timezone": "UTC", "note": note(row)]),
        policies: Policies(), scheduleSummary: "Daily at 09:00", anchor: world.clock.now,
        nextRunAt: .morning, deployedAt: world.clock.now)
      #expect(try await world.versions.deploy(deployment, by: alice) != nil)
    }
    var (rows, counts, cursor): ([JSON], [Int], String?) = ([], [], "")
    while let place = cursor {
      let reply = try await page(place)
      #expect(reply.status == 200 && reply.body.count <= Limits.listAnswerBytes)
      let part = try #require(reply.json?["traces"]?.elements)
      #expect(reply.json?["count"]?.integer == part.count)
      #expect(reply.json?["total"]?.integer == count)
      rows += part
      counts.append(part.count)
      cursor = reply.json?["next"]?.text.map { "&cursor=\($0)" }
      try #require(!part.isEmpty)
    }
    #expect(counts.count == 3 && counts.allSatisfy { $0 < 100 })
    #expect(rows.map { $0["name"]?.text } == (1...count).reversed().map { "Trace \($0)" })
    #expect(rows.indices.allSatisfy { rows[$0]["schedule_config"]?["note"] == note($0) })
  }

  @Test(arguments: [
    ("/automation/traces", "cursor=x"), ("/automation/traces", "cursor=1_zz"),
    ("/automation/notices", "cursor=1_78"), ("/automation/traces", "cursor=1_&offset=1"),
  ])
  func `what no answer gave is no cursor, and none stands beside an offset`(
    path: String, query: String
  ) async throws {
    let world = try await World()
    let answer = try await world.call(
      .get, "\(path)?\(query)", token: world.token(of: "alice"))
    let fault = answer.json?["detail"]?.elements?.first
    let field = query.contains("offset") ? "offset" : "cursor"
    #expect(answer.status == 422 && fault?["loc"] == ["query", .string(field)])
  }

  @Test func `a schedule comes back to the digit, and a name that was not given stays null`()
    async throws
  {
    let world = try await World()
    let token = try await world.token(of: "alice")
    let id = try await world.save(nil)
    let config = try JSON(
      parsing: #"{"timezone":"UTC","z":1.10,"note":"\"é\u0001","z":[{}]}"#)
    _ = try await world.services.deployments.deploy(
      try DeployRequest(
        traceID: id,
        schedule: StoredSchedule(type: "daily", time: "09:00", config: config), name: nil),
      by: world.act(.alice))
    let list = try await world.call(.get, "/automation/traces", token: token).json
    let whole = try await world.call(.get, "/automation/traces/\(id)", token: token).json
    for trace in [list?["traces"]?.elements?.first, whole?["trace"]] {
      #expect(trace?["schedule_config"] == config)
      #expect(trace?["name"]?.isNull == true && trace?["display_name"] == "note")
    }
    #expect(whole?["trace"]?["trace_data"] == World.entries())
  }
}
