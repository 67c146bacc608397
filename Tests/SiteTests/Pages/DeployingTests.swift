import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// What one should know before and after pressing Deploy.
@Suite struct DeployingTests {
  private static let preview = "?preview=1&schedule_type=daily&schedule_time=09:00"

  @Test func `what is wrong with no field of the form is said in whole words, and is no link`()
    async throws
  {
    let world = try await World()
    let calls = (0...Limits.toolsOfWorkflow).map { number -> JSON in
      ["event": "tool_call", "tool": .string("t\(number)")]
    }
    let id = try await world.save()
    try await world.services.traces.update(
      id, TraceChange(name: nil, traceData: .array(calls)), by: world.act(.alice))
    let page = try await world.browser(of: "alice").post(
      "/traces/\(id)/schedule", [("schedule_type", "daily"), ("schedule_time", "09:00")])
    #expect(
      page.status == 422
        && page.text.contains(
          "<li>This automation: the workflow must call at most 1000 different tools; there are 1001</li>"
        ))
    #expect(!page.text.contains("href=\"#trace_id\""))
    let wrong = try await world.browser(of: "alice").post(
      "/traces/\(id)/schedule", [("schedule_type", "daily"), ("schedule_time", "nine")])
    #expect(wrong.text.contains("<li><a href=\"#schedule_time\">Time: "))
  }

  @Test(arguments: [
    (DeploymentStatus.paused, "It is paused; deploying it resumes it.", "It was paused; "),
    (.failed, "It has stopped; deploying it resumes it.", "It had stopped; "),
  ])
  func `that deploying resumes is said by form and answer`(
    status: DeploymentStatus, before: String, after: String
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    let browser = try await world.browser(of: "alice")
    #expect(try await !browser.get("/traces/\(id)/schedule").text.contains(before))
    try await world.setStatus(id, status)
    #expect(try await browser.get("/traces/\(id)/schedule").text.contains(before))
    // It is what the button does, and so its countdown is right.
    let preview = try await browser.get("/traces/\(id)/schedule\(Self.preview)").text
    #expect(preview.contains("in 30 min"))
    #expect(try await world.notices(deploying: id) == [after + "deploying it resumed it."])
    #expect(try await world.notices(deploying: id).isEmpty)
  }

  @Test(
    arguments: [
      (nil, "Everything is paused; what", "Everything is paused; it runs when that is over."),
      (
        "2026-11-24T09:30:00Z", "Everything is paused until <time",
        "Everything is paused until 2026-11-24T09:30:00Z; it runs when that is over."
      ),
      ("2026-11-24T08:45:00Z", "Everything is paused until <time", nil),
    ] as [(String?, String, String?)])
  func `under the pause of everything, form, preview and answer say so`(
    end: String?, before: String, after: String?
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    try await world.services.pauses.begin(
      reason: "Holidays", until: end.flatMap { Instant(rfc3339: $0) }, by: world.act(.alice))
    let page = try await browser.get("/traces/\(id)/schedule\(Self.preview)").text
    #expect(
      page.contains(before) && page.contains("; what is deployed does not run before that is over.")
    )
    // Where the pause covers the run, nothing is counted down to it.
    #expect(page.contains("Tue 24 Nov 2026, 09:00 UTC"))
    #expect(page.contains("in 30 min") == (after == nil))
    #expect(try await world.notices(deploying: id) == [after].compactMap(\.self))
  }

  @Test func `the form names the tools that nothing carries out`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let bound = try await world.save()
    #expect(try await !browser.get("/traces/\(bound)/schedule").text.contains("Nothing carries"))
    let id = try await world.save(tool: "weather_<api>")
    for query in ["", Self.preview] {
      let page = try await browser.get("/traces/\(id)/schedule\(query)").text
      #expect(
        page.contains("Nothing carries out <code><bdi>weather_&lt;api&gt;</bdi></code> yet."))
      #expect(page.contains("href=\"/traces/\(id)#workflow\""))
    }
    let refused = try await browser.post("/traces/\(id)/schedule", [("schedule_type", "daily")])
    #expect(refused.status == 422 && refused.text.contains("Nothing carries out <code>"))
  }

  @Test(
    arguments: [
      ([("note", ["text": "x"])], nil),
      ([("ask", [:])], "The only call cannot be carried out as it stands."),
      (
        [("ask", [:]), ("send_email", ["body": "x"])],
        "None of the 2 calls can be carried out as it stands."
      ),
      (
        [("note", ["text": "x"]), ("send_email", ["body": "x"])],
        "1 of the 2 calls cannot be carried out as it stands: step 2."
      ),
      (
        [("ask", [:]), ("note", ["text": "x"]), ("ask", [:]), ("http_request", [:])],
        "3 of the 4 calls cannot be carried out as they stand: steps 1, 3 and 4."
      ),
    ] as [([(String, JSON)], String?)])
  func `form and panel say how many calls cannot be carried out, and which`(
    calls: [(String, JSON)], words: String?
  ) async throws {
    let world = try await World()
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: .array(
          calls.map { ["event": "tool_call", "tool": .string($0.0), "params": $0.1] })),
      by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    for path in ["/traces/\(id)", "/traces/\(id)/schedule"] {
      let page = try await browser.get(path).text
      guard let words else {
        #expect(!page.contains("cannot be carried out") && !page.contains("class=\"note warn"))
        continue
      }
      #expect(page.contains("<p><strong>\(words)</strong></p>"))
      #expect(page.contains("href=\"/traces/\(id)#workflow\""))
    }
    // The same source as that of the API.
    let form = try await browser.get("/traces/\(id)/schedule").text
    for notice in try await world.notices(deploying: id) where notice.hasPrefix("Step ") {
      #expect(form.contains("<li dir=\"auto\">\(notice)</li>"))
    }
  }
}

extension World {
  fileprivate func notices(deploying id: String) async throws -> [String] {
    let answer = try await call(
      .post, "/automation/deploy", token: token(of: "alice"),
      [
        "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
        "schedule_config": ["timezone": "UTC"],
      ])
    #expect(answer.status == 200)
    return (answer.json?["notices"]?.elements ?? []).compactMap(\.text)
  }
}
