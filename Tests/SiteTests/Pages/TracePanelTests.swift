import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

@Suite struct TracePanelTests {
  @Test func `a draft offers to be converted and to be run`() async throws {
    let world = try await World()
    let id = try await world.save()
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(page.text.contains("href=\"/traces/\(id)/convert\">Convert</a>"))
    #expect(page.text.contains("Run now") && page.text.contains("It has not run yet."))
    #expect(!page.text.contains(">Pause<") && !page.text.contains(">Resume<"))
  }

  @Test func `a deployed one shows its words, its next run, and can be paused`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(page.text.contains("Every Monday, Wednesday and Friday at 09:00, UTC"))
    #expect(page.text.contains("Next run <time datetime=\"2026-11-25T09:00Z\""))
    #expect(page.text.contains("Change schedule") && page.text.contains(">Pause<"))
    #expect(!page.text.contains("If it is resumed"))
  }

  @Test(arguments: [
    (DeploymentStatus.paused, "It is paused."), (.failed, "It has stopped."),
    (.draft, "It is out of service."),
  ])
  func `one that does not run says so above its schedule, and can be resumed`(
    status: DeploymentStatus, words: String
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    try await world.setStatus(id, status)
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(page.text.contains("\(words) If it is resumed, it runs:"))
    #expect(page.text.contains(">Resume<") && !page.text.contains(">Pause<"))
  }

  @Test func `an unbound tool is named, and bound by one choice`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "send_gmail", params: ["to": "a@b", "text": "Hi"])
    let browser = try await world.browser(of: "alice")
    let before = try await browser.get("/traces/\(id)")
    #expect(
      before.text.contains(
        "Nothing carries out <code><bdi>send_gmail</bdi></code> yet. Until it is bound"))
    #expect(before.text.contains("<option value=\"local/send_email\">Send an e-mail (send_email)"))

    let empty = try await browser.post("/traces/\(id)/bindings", [("tool", "send_gmail")])
    #expect(empty.status == 422 && empty.text.contains("choose what carries the tool out"))

    let done = try await browser.post(
      "/traces/\(id)/bindings",
      [("tool", "send_gmail"), ("carried_out_by", "local/send_email"), ("effect", "once")])
    #expect(done.status == 303 && done.location == "/traces/\(id)?notice=bound")
    let after = try await browser.follow(done)
    #expect(after.text.contains("The tool is bound.") && !after.text.contains("Not bound"))
    #expect(after.text.contains("sends an e-mail; at most once"))
  }

  @Test func `the form binds as the API does`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "send_gmail", params: ["to": "a@b", "text": "Hi"])
    _ = try await world.browser(of: "alice").post(
      "/traces/\(id)/bindings", [("tool", "send_gmail"), ("carried_out_by", "local/send_email")])
    let reply = try await world.call(
      .put, "/automation/bindings", token: world.token(of: "bob"),
      ["tool": "send_gmail", "adapter": "local", "connection": "send_email"])
    #expect(reply.status == 200)
    let (alice, bob) = try await (
      world.services.bindings.bindings(of: "alice"), world.services.bindings.bindings(of: "bob")
    )
    #expect(alice.binding(of: "send_gmail") == bob.binding(of: "send_gmail"))
  }

  @Test func `which statuses are success is said where a tool makes HTTP requests`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "ask", params: ["url": "https://ask.example/"])
    let browser = try await world.browser(of: "alice")
    let (panel, form) = ("/traces/\(id)", "/traces/\(id)/bindings")
    let fields = [("tool", "ask"), ("carried_out_by", "http")]
    #expect(try await !browser.get(panel).text.contains("success_codes"))
    #expect(try await browser.post(form, fields).status == 303)
    #expect(try await browser.get(panel).text.contains("value=\"\" placeholder=\"200-299\""))
    let wrong = try await browser.post(form, fields + [("success_codes", "2xx")])
    #expect(wrong.status == 422 && wrong.text.contains("id=\"success-codes-fault-1\">must be"))
    #expect(
      wrong.text.contains("value=\"2xx\" placeholder=\"200-299\"")
        && !wrong.text.contains("binding-fault"))
    #expect(try await browser.post(form, fields + [("success_codes", "200-299,404")]).status == 303)
    #expect(try await browser.get(panel).text.contains("value=\"200-299, 404\""))
    let bound = try await world.services.bindings.bindings(of: "alice").binding(of: "ask")
    #expect(bound?.connection == .http && bound?.mapping.success?.rawValue == "200-299, 404")
    _ = try await browser.post(
      form, [("tool", "ask"), ("carried_out_by", "local/note"), ("success_codes", "404")])
    let local = try await world.services.bindings.bindings(of: "alice").binding(of: "ask")
    #expect(local?.embedded == .note)
  }

  @Test func `a tool that sends mail leads to where a mail to oneself can be sent`() async throws {
    let world = try await World()
    let id = try await world.save(
      tool: "send_gmail", params: ["to": "ann@example.com", "subject": "Status", "body": "Well."])
    let browser = try await world.browser(of: "alice")
    let (panel, form) = ("/traces/\(id)", "/traces/\(id)/bindings")
    let link = "send one to yourself: <a href=\"/account/notifications\">"
    #expect(try await !browser.get(panel).text.contains(link))
    let fields = [("tool", "send_gmail"), ("carried_out_by", "local/send_email")]
    #expect(try await browser.post(form, fields).status == 303)
    #expect(try await browser.get(panel).text.contains(link))
  }

  @Test func `whether formulas are kept is said where a tool writes a table`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "log_row", params: ["row": ["sum": "=A1"]])
    let browser = try await world.browser(of: "alice")
    let (panel, form) = ("/traces/\(id)", "/traces/\(id)/bindings")
    let fields = [("tool", "log_row"), ("carried_out_by", "local/append_row")]
    #expect(try await !browser.get(panel).text.contains("name=\"formulas\""))
    #expect(try await browser.post(form, fields).status == 303)
    #expect(try await browser.get(panel).text.contains("<option value=\"text\">"))
    #expect(try await browser.post(form, fields + [("formulas", "keep")]).status == 303)
    #expect(try await browser.get(panel).text.contains("<option value=\"keep\" selected>"))
    let reply = try await world.call(.get, "/automation/bindings", token: world.token(of: "alice"))
    #expect(reply.text.contains(#""tool":"log_row""#) && reply.text.contains(#""formulas":"keep""#))
  }

  @Test func `what cannot carry the recorded call out is refused at its field, in words`()
    async throws
  {
    let world = try await World()
    let id = try await world.save(tool: "weather_api", params: ["city": "Oslo"])
    let browser = try await world.browser(of: "alice")
    let refused = try await browser.post(
      "/traces/\(id)/bindings",
      [("tool", "weather_api"), ("carried_out_by", "http"), ("effect", "read")])
    #expect(refused.status == 422)
    #expect(
      refused.text.contains(
        "id=\"binding-fault-1\" dir=\"auto\">Step 1: http cannot carry the recorded call out: it lacks url; "
          + "it has city."))
    #expect(refused.text.contains("<option value=\"http\" selected>"))
    #expect(refused.text.contains("<option value=\"read\" selected>"))
    #expect(
      try await world.services.bindings.bindings(of: "alice").binding(of: "weather_api") == nil)
  }

  @Test func `the API refuses it likewise, keeps a pattern and says what it means`() async throws {
    let world = try await World()
    let id = try await world.save(tool: "weather_api", params: ["city": "Oslo"])
    let token = try await world.token(of: "alice")
    let obstacle = "http cannot carry the recorded call out: it lacks url; it has city."
    let refused = try await world.call(
      .put, "/automation/bindings", token: token,
      ["tool": "weather_api", "adapter": "http", "effect": "read"])
    let fault = refused.json?["detail"]?.elements?.first
    #expect(refused.status == 422 && fault?["loc"] == ["body", "adapter"])
    #expect(fault?["msg"] == .string(obstacle))
    let kept = try await world.call(
      .put, "/automation/bindings", token: token, ["tool": "weather_*", "adapter": "http"])
    let words = "Step 1 (weather_api): \(obstacle)"
    #expect(kept.status == 200 && kept.json?["binding"]?["adapter"] == "http")
    #expect(kept.json?["notices"]?.elements?.first == .string(words))
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      ["trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00"])
    #expect(deployed.status == 200)
    #expect(deployed.json?["notices"]?.elements?.contains(.string(words)) == true)
    let panel = try await world.browser(of: "alice").get("/traces/\(id)?notice=deployed")
    #expect(panel.text.contains("<li dir=\"auto\">\(words)</li>"))
  }

  @Test func `what nothing takes of a call is named after deploying`() async throws {
    let world = try await World()
    let id = try await world.save(
      tool: "send_email", params: ["to": "a@b", "body": "x", "attachments": ["<a>.pdf"]])
    let browser = try await world.browser(of: "alice")
    let deployed = try await browser.post(
      "/traces/\(id)/schedule",
      [("schedule_type", "daily"), ("schedule_time", "09:00")])
    let panel = try await browser.follow(deployed).text
    #expect(panel.contains(Self.deployed))
    #expect(
      panel.contains(
        "<li dir=\"auto\">Step 1 (send_email): attachments is left away: send_email takes to,"
      ))
  }

  @Test func `the page behind the form of a schedule says once that it is deployed, while it is`()
    async throws
  {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    func deploy() async throws -> World.Reply {
      try await browser.post(
        "/traces/\(id)/schedule", [("schedule_type", "daily"), ("schedule_time", "09:00")])
    }
    let deployed = try await deploy()
    #expect(deployed.status == 303 && deployed.location?.contains("/traces/\(id)") == true)
    #expect(try await browser.follow(deployed).text.contains(Self.deployed))
    #expect(try await !browser.follow(deployed).text.contains(Self.deployed))
    let again = try await deploy()
    try await world.setStatus(id, .paused)
    #expect(try await !browser.follow(again).text.contains(Self.deployed))
  }

  private static let deployed =
    "<p class=\"notice\" role=\"status\">The automation is deployed.</p>"

  @Test func `several unbound tools are enumerated`() async throws {
    let world = try await World()
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: .array(
          ["a", "b", "c"].map { ["event": "tool_call", "tool": .string($0)] })),
      by: world.act(.alice))
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(
      page.text.replacing(/<.?bdi>/, with: "").contains(
        "<code>a</code>, <code>b</code> and <code>c</code> yet. Until they are bound"))
  }

  /// A trace of as many notes as a panel shows, and then of others.
  private func saveLate(_ others: [(tool: String, params: JSON)], in world: World) async throws
    -> String
  {
    let notes = Array(
      repeating: (tool: "note", params: World.params), count: Limits.shownOnPanel)
    let entries = (notes + others).map { call -> JSON in
      ["event": "tool_call", "tool": .string(call.tool), "params": call.params]
    }
    return try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil, traceData: .array(entries)),
      by: world.act(.alice))
  }

  @Test func `a tool that is first called after the steps shown is bound on the panel too`()
    async throws
  {
    let world = try await World()
    let id = try await saveLate(
      [("note", World.params), ("check_stock", ["city": "Oslo"]), ("check_stock", [:])], in: world)
    let browser = try await world.browser(of: "alice")
    let (panel, form) = ("/traces/\(id)", "/traces/\(id)/bindings")
    let before = try await browser.get(panel).text
    #expect(before.contains("These tools are first called there:"))
    #expect(before.contains("name=\"tool\" value=\"check_stock\""))
    #expect(before.contains("<select id=\"carried-out-by-202\""))
    #expect(before.contains("href=\"/traces/\(id)/steps/202\">All parameters of step 202</a>"))
    #expect(before.ranges(of: "name=\"carried_out_by\"").count == 2)

    let refused = try await browser.post(
      form, [("tool", "check_stock"), ("carried_out_by", "http"), ("effect", "read")])
    #expect(refused.status == 422)
    #expect(refused.text.contains("id=\"binding-fault-202\" dir=\"auto\">Step 202: http cannot"))
    #expect(refused.text.contains("<option value=\"http\" selected>"))
    #expect(refused.text.contains("<option value=\"read\" selected>"))

    let done = try await browser.post(
      form, [("tool", "check_stock"), ("carried_out_by", "local/note")])
    #expect(done.status == 303)
    let after = try await browser.follow(done).text
    #expect(!after.contains("Not bound"))
    #expect(after.ranges(of: "<option value=\"local/note\" selected>").count == 2)
  }

  @Test func `of many tools that are first called late the panel has the forms of some`()
    async throws
  {
    let world = try await World()
    let tools = (1...500).map { (tool: "late_\($0)", params: World.params) }
    let id = try await saveLate(tools, in: world)
    let browser = try await world.browser(of: "alice")
    let (panel, form) = ("/traces/\(id)", "/traces/\(id)/bindings")
    func forms(_ page: World.Reply) -> Int {
      page.text.ranges(of: "name=\"carried_out_by\"").count
    }
    let page = try await browser.get(panel)
    #expect(page.body.count < 320_000, "\(page.body.count)")
    #expect(forms(page) == 1 + Limits.namedTools)
    #expect(page.text.contains("carried-out-by-201\"") && page.text.contains("490 more such tools"))

    let refused = try await browser.post(form, [("tool", "late_500")])
    #expect(refused.status == 422 && forms(refused) == 1 + Limits.namedTools)
    #expect(refused.text.contains("id=\"binding-fault-700\""))

    let done = try await browser.post(
      form, [("tool", "late_1"), ("carried_out_by", "local/note")])
    #expect(done.status == 303)
    let after = try await browser.follow(done)
    #expect(forms(after) == 1 + Limits.namedTools)
    #expect(after.text.contains("carried-out-by-211\""))
    #expect(!after.text.contains("carried-out-by-201\""))
  }

  @Test func `a tool whose name is too long to be bound is not called one that could be`()
    async throws
  {
    let world = try await World()
    let name = String(repeating: "t", count: Limits.toolNameBytes + 1)
    let id = try await world.save(tool: name)
    for path in ["/traces/\(id)", "/traces/\(id)/schedule"] {
      let page = try await world.browser(of: "alice").get(path)
      #expect(page.text.contains("is longer than 255 bytes: nothing can carry it out"), "\(path)")
      #expect(!page.text.contains("every run is skipped"), "\(path)")
    }
  }

  @Test func `a name that nobody reads to its end is cut, and why it cannot be run is said of it`()
    async throws
  {
    let world = try await World()
    let id = try await world.save(tool: String(repeating: "t", count: 5000))
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/traces/\(id)")
    #expect(!page.text.contains(String(repeating: "t", count: Limits.excerptCharacters + 1)))
    #expect(page.text.contains("href=\"/traces/\(id)/entries/2\">All of entry 2</a>"))
    let refused = try await browser.post("/traces/\(id)/runs")
    #expect(refused.status == 422 && !refused.text.contains("trace_id"))
    #expect(refused.text.contains("the name of the tool in entry 2 must"))
  }

  @Test func `a trace without a step has nothing to convert`() async throws {
    let world = try await World()
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: [["event": "completion"]]),
      by: world.act(.alice))
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(page.text.contains("<h1><bdi>Trace without a tool call</bdi></h1>"))
    #expect(page.text.contains("There is nothing to run") && !page.text.contains(">Convert</a>"))
  }

  @Test func `hostile texts stay texts wherever they stand`() async throws {
    let world = try await World()
    let id = try await world.save("<img src=x onerror=alert(1)>", tool: "<script>tool</script>")
    let page = try await world.browser(of: "alice").get("/traces/\(id)")
    #expect(!page.text.contains("<img src=x") && !page.text.contains("<script>tool"))
    #expect(page.text.contains("It is &lt;due&gt;"))
    #expect(page.text.contains("Hello &amp; welcome"))
  }

  @Test func `running now twice with one key runs once`() async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let key = try #require(
      try await browser.get("/traces/\(id)").value(of: "value", after: "name=\"idempotency_key\""))
    #expect(!key.isEmpty)
    let first = try await browser.post("/traces/\(id)/runs", [("idempotency_key", key)])
    let second = try await browser.post("/traces/\(id)/runs", [("idempotency_key", key)])
    #expect(first.status == 303 && first.location == second.location)
    let next = try await browser.get("/traces/\(id)")
      .value(of: "value", after: "name=\"idempotency_key\"")
    #expect(next != key)
  }

  @Test func `resuming is not called deploying`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    try await world.setStatus(id, .paused)
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post("/traces/\(id)/status", [("status", "deployed")])
    #expect(reply.location == "/traces/\(id)?notice=resumed")
    let page = try await browser.follow(reply)
    #expect(page.text.contains("The automation runs on its schedule again."))
  }

  @Test func `deleting asks once more`() async throws {
    let world = try await World()
    let id = try await world.save()
    let browser = try await world.browser(of: "alice")
    let question = try await browser.get("/traces/\(id)/delete")
    #expect(question.text.contains("Delete “<bdi>Weekly status</bdi>”?"))
    #expect(try await browser.get("/traces/\(id)").status == 200)
    #expect(try await browser.post("/traces/\(id)/delete").location == "/traces?notice=deleted")
    #expect(try await browser.get("/traces/\(id)").status == 404)
  }

  @Test func `a panel of long entries stays bounded, and leads to all of each`() async throws {
    let world = try await World()
    let long = String(repeating: "x", count: 9000)
    let entries = (1...205).map { number -> JSON in
      [
        "event": "tool_call", "tool": "note", "params": ["text": .string("\(number) " + long)],
        "result": ["text": .string(long)], "decision": ["reason": .string(long)],
      ]
    }
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil, traceData: .array(entries)),
      by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/traces/\(id)")
    #expect(page.body.count < 320_000, "\(page.body.count)")
    for part in ["entries/7\">All of entry 7", "steps/7\">All parameters of step 7"] {
      #expect(page.text.contains("href=\"/traces/\(id)/\(part)</a>"))
    }
    for part in ["entries/201\">read on from entry", "steps/201\">read on from step"] {
      #expect(page.text.contains("href=\"/traces/\(id)/\(part) 201</a>"))
    }
    for kind in ["entries", "steps"] {
      let whole = try await browser.get("/traces/\(id)/\(kind)/205")
      #expect(whole.text.contains("205 " + long) && whole.text.contains("205 of 205"))
      #expect(whole.text.contains("rel=\"prev\" href=\"/traces/\(id)/\(kind)/204\""))
      #expect(!whole.text.contains("rel=\"next\""))
      for number in ["0", "206", "-1", "x"] {
        #expect(try await browser.get("/traces/\(id)/\(kind)/\(number)").status == 404)
      }
    }
  }

  @Test func `the panel is the golden one`() async throws {
    let world = try await World()
    let id = try await world.save("Weekly status", tool: "send_gmail")
    let browser = try await world.browser(of: "alice")
    let deployed = try await browser.post(
      "/traces/\(id)/schedule",
      [
        ("schedule_type", "weekly"), ("schedule_time", "09:00"), ("timezone", "UTC"),
        ("days", "monday"), ("days", "wednesday"), ("days", "friday"),
      ])
    try expectGolden(try await browser.follow(deployed).settled, "panel")
  }
}
