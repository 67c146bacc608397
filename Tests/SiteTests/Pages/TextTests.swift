import Automations
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing
import Workflows

/// Texts of others on the pages: cut in lists, isolated, and harmless.
@Suite struct TextTests {
  @Test func `no character turns or hides what stands around it`() async throws {
    let world = try await World()
    let id = try await world.save("\u{202E}evil\u{2066}\u{1}\u{9B}name\n!", tool: "t\u{202D}ool")
    try await world.deploy(id)
    world.clock.advance(seconds: 60)
    let run = try await world.ran(id, .failed, Reason(.stepFailed, "Re\u{202E}ason\u{0}."))
    let browser = try await world.browser(of: "alice")
    for path in [
      "/traces", "/traces/\(id)", "/traces/\(id)/schedule", "/traces/\(id)/delete", "/runs",
      "/runs/\(run)", "/traces/\(id)/occurrences", "/traces/\(id)/entries/1",
    ] {
      let text = try await browser.get(path).text
      // What a form sends back is kept to the letter.
      let shown = text.replacing(/value="[^"]*"/, with: "")
      #expect(
        !shown.unicodeScalars.contains { $0.isDeceptive && $0 != "\n" }, "\(path)")
      let isolated = shown.contains("<bdi>\u{FFFD}evil\u{FFFD}\u{2401}\u{FFFD}name !</bdi>")
      #expect(isolated == !path.hasSuffix("/delete") || shown.contains("evil"), "\(path)")
    }
  }

  @Test func `nor does one in what is said of a form, a step, a schedule or a token`() async throws
  {
    let world = try await World()
    let id = try await world.save("Old", tool: "weather\u{202E}", params: ["ci\u{202E}ty": "Oslo"])
    _ = try await world.services.deployments.deploy(
      try DeployRequest(
        traceID: id,
        schedule: StoredSchedule(type: "daily", time: "09:00", config: ["k\u{202E}ey": 1]),
        name: nil),
      by: world.act(.alice))
    try await world.plan(id)
    let claim = try await world.claim()
    try await world.begin(1, notices: ["c\u{202E}c is left away."], of: claim)
    let browser = try await world.browser(of: "alice")
    let seen = try await browser.seen("/traces/\(id)/schedule")
    let made = try await browser.post(
      "/account/tokens", [("name", "t\u{202E}k"), ("access", "read")])
    let told = try await browser.follow(made)
    #expect(told.text.contains("The token “<bdi>t\u{FFFD}k</bdi>” is made."))
    try await world.services.traces.update(
      id, TraceChange(name: "Ne\u{202E}w", traceData: nil), by: world.act(.alice))
    let held = try await browser.post(
      "/traces/\(id)/schedule",
      [("schedule_type", "daily"), ("schedule_time", "10:00"), ("seen", seen)])
    #expect(held.status == 409 && held.text.contains("renamed to “Ne\u{FFFD}w”"))
    let refused = try await browser.post(
      "/traces/\(id)/bindings",
      [("tool", "weather%E2%80%AE"), ("carried_out_by", "http"), ("effect", "read")])
    #expect(refused.status == 422 && refused.text.contains("it has ci\u{FFFD}ty."))
    let typed = [("schedule_type", "custom"), ("customInterval", "\u{202E}every")]
    let query = "schedule_type=custom&customInterval=%E2%80%AEevery"
    for form in [
      try await browser.post("/traces/\(id)/schedule", typed),
      try await browser.get("/traces/\(id)/schedule?\(query)"),
    ] {
      #expect(form.text.contains("“\u{FFFD}every”") && !form.text.contains("“\u{202E}every”"))
    }
    let saved = try await browser.post("/traces", [("trace", "[{\"\u{202E}\" 1}]")])
    #expect(saved.status == 422 && saved.text.contains("{&quot;\u{FFFD}&quot;"))
    let pages = [
      told, held, refused, try await browser.get("/account"),
      try await browser.get("/traces/\(id)"),
      try await browser.get("/runs/\(claim.runID)"),
    ]
    #expect(pages[4].text.contains("k\u{FFFD}ey") && pages[5].text.contains(">c\u{FFFD}c is left"))
    for page in pages {
      let shown = page.text.replacing(/value="[^"]*"/, with: "")
      #expect(!shown.unicodeScalars.contains { $0.isDeceptive && $0 != "\n" })
    }
  }

  @Test func `what a binding makes of a call shows no such character either`() async throws {
    let world = try await World()
    let tool = "t\u{202E}live"
    _ = try await world.services.bindings.put(
      Binding(tool: tool, to: .sendEmail, effect: .once),
      of: "alice",
      by: world.act(.alice))
    let id = try await world.save("A name", tool: tool)
    let panel = try await world.browser(of: "alice").get("/traces/\(id)").text
    #expect(panel.contains("<li dir=\"auto\">Step 1 (t\u{FFFD}live)"))
    #expect(!panel.replacing(/value="[^"]*"/, with: "").contains("\u{202E}"))
  }

  @Test func `a value shows such characters as escapes`() async throws {
    let world = try await World()
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: [
          ["event": "tool_call", "tool": "note", "params": ["text": "a\u{202E}b"]]
        ]), by: world.act(.alice))
    let page = try await world.browser(of: "alice").get("/traces/\(id)").text
    #expect(page.contains(#"&quot;a\u202eb&quot;"#))
  }

  @Test func `a list has one line of a reason, the page of the run all of it`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    world.clock.advance(seconds: 60)
    let words = String(repeating: "word ", count: 400) + "end."
    let run = try await world.ran(id, .failed, Reason(.stepFailed, words))
    let browser = try await world.browser(of: "alice")
    for path in ["/traces/\(id)", "/runs", "/traces/\(id)/occurrences"] {
      let text = try await browser.get(path).text
      #expect(text.contains(" line\"><bdi>word") || text.contains("\"line\"><bdi>word"), "\(path)")
      #expect(text.contains("…</bdi>") && !text.contains("end."), "\(path)")
    }
    #expect(try await browser.get("/runs/\(run)").text.contains("word end.</bdi>"))
  }

  @Test func `pages stay small over texts that an older program kept`() async throws {
    let world = try await World()
    let long = String(repeating: "x", count: 1 << 20)
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: .array(
          (1...20).map { number -> JSON in
            ["event": "tool_call", "tool": .string("\(number)" + long.prefix(200))]
          })),
      by: world.act(.alice))
    _ = try await world.services.deployments.deploy(
      try DeployRequest(traceID: id, schedule: World.weekly, name: nil), by: world.act(.alice))
    world.clock.advance(seconds: 60)
    let run = try await world.ran(id, .failed, Reason(.stepFailed, long))
    for _ in 1...9 { try await world.ran(id, .failed, Reason(.stepFailed, long)) }
    let browser = try await world.browser(of: "alice")
    for path in [
      "/traces", "/traces/\(id)", "/runs", "/traces/\(id)/occurrences", "/runs/\(run)",
    ] {
      let page = try await browser.get(path)
      #expect(page.status == 200 && page.body.count < 150_000, "\(path): \(page.body.count)")
    }
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("and 10 more yet."))
  }

  @Test func `an entry that would fill the page is cut, saying so`() async throws {
    let world = try await World()
    let digits = JSON.array(Array(repeating: 0, count: 20_000))
    let nested = (1...58).reduce(digits) { inner, _ in [inner] }
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: [["event": "tool_call", "tool": "note", "params": ["deep": nested]]]),
      by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    let page = try await browser.get("/traces/\(id)/entries/1")
    #expect(page.body.count < Limits.recordedValueBytes * 2, "\(page.body.count)")
    #expect(page.text.firstMatch(of: /Only the first \d+ characters are shown here/) != nil)
    #expect(try await browser.get("/traces/\(id)").body.count < 100_000)
  }

  @Test func `no trace is called Untitled`() async throws {
    let world = try await World()
    let id = try await world.save(nil)
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    for path in [
      "/traces", "/traces/\(id)", "/traces/\(id)/schedule", "/traces/\(id)/delete", "/runs",
      "/runs/\(run)", "/traces/\(id)/occurrences",
    ] {
      let text = try await browser.get(path).text
      #expect(text.contains("<bdi>note</bdi>") && !text.contains("Untitled"), "\(path)")
    }
    let form = try await browser.get("/traces/\(id)/schedule").text
    #expect(form.contains("name=\"name\" value=\"\"") && form.contains("placeholder=\"note\""))
  }

  @Test func `lengths are exact where the pointer rests on them`() async throws {
    let world = try await World()
    let id = try await world.save()
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    let claim = try await world.claim()
    world.clock.advance(seconds: 3725)
    try await world.finish(claim, .succeeded)
    let browser = try await world.browser(of: "alice")
    for path in ["/runs/\(run)", "/runs", "/traces/\(id)"] {
      #expect(
        try await browser.get(path).text.contains(
          "<span title=\"1 h 2 min 5.000 s\">1 h 2 min</span>"), "\(path)")
    }
  }
}
