import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// The pause of everything, by page.
@Suite struct PauseTests {
  @Test func `the form pauses as the API does, its end by the clocks of the zone`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let form = try await browser.post(
      "/pause",
      [
        ("reason", "Stocktaking"), ("until", "2026-11-25T10:00"), ("timezone", "Europe/Berlin"),
      ])
    #expect(form.status == 303 && form.location == "/traces?notice=everything-paused")
    let call = try await world.call(
      .post, "/automation/pause", token: world.token(of: "bob"),
      ["reason": "Stocktaking", "until": "2026-11-25T09:00:00Z"])
    #expect(call.status == 200)
    let (alice, bob) = try await (
      world.services.pauses.current(for: .alice), world.services.pauses.current(for: .bob)
    )
    #expect(alice != nil && alice == bob)
  }

  @Test func `the list offers it, and then says why, since when and until when`() async throws {
    let world = try await World()
    _ = try await world.save()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/traces").text.contains("href=\"/pause\""))
    let page = try await browser.follow(
      browser.post("/pause", [("reason", "Count <everything>"), ("until", "2026-11-25 10:00")]))
    #expect(page.text.contains("Everything is paused."))
    #expect(page.text.contains("All your automations are paused until"))
    #expect(page.text.contains("Wed 25 Nov 2026, 10:00 UTC"))
    #expect(page.text.contains("Count &lt;everything&gt;"))
    #expect(!page.text.contains("href=\"/pause\""))
    #expect(try await !world.browser(of: "bob").get("/traces").text.contains("are paused"))

    let done = try await browser.post("/pause/end")
    #expect(done.status == 303 && done.location == "/traces?notice=everything-resumed")
    #expect(try await !browser.get("/traces").text.contains("are paused"))
  }

  @Test func `who resumes an automation meanwhile is told that it runs only afterwards`()
    async throws
  {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    try await world.setStatus(id, .paused)
    let browser = try await world.browser(of: "alice")
    _ = try await browser.post("/pause", [("reason", "Holidays")])
    let reply = try await browser.post("/traces/\(id)/status", [("status", "deployed")])
    let page = try await browser.follow(reply).text
    #expect(page.contains("it does not run before that is over"))
  }

  @Test func `one that ends by itself is gone from the pages then`() async throws {
    let world = try await World()
    _ = try await world.save()
    let browser = try await world.browser(of: "alice")
    _ = try await browser.post("/pause", [("reason", "Holidays"), ("until", "2026-11-24T09:00")])
    #expect(try await browser.get("/traces").text.contains("Holidays"))
    world.clock.advance(seconds: 1800)
    #expect(try await !browser.get("/traces").text.contains("Holidays"))
  }

  @Test func `the panel of a deployed automation says so too, to others whose pause it is`()
    async throws
  {
    let world = try await World()
    let (draft, deployed) = try await (world.save("Draft"), world.save("Deployed"))
    try await world.deploy(deployed)
    try await world.services.pauses.begin(reason: "Holidays", until: nil, by: world.act(.alice))
    let alice = try await world.browser(of: "alice")
    let panel = try await alice.get("/traces/\(deployed)").text
    #expect(panel.contains("All your automations are paused:</strong> <bdi>Holidays"))
    #expect(panel.contains("action=\"/pause/end\""))
    #expect(try await !alice.get("/traces/\(draft)").text.contains("are paused"))
    let seen = try await world.browser(of: "admin").get("/traces/\(deployed)").text
    #expect(seen.contains("All automations of <bdi>alice</bdi> are paused"))
    #expect(!seen.contains("action=\"/pause/end\""))
  }

  @Test func `no next run is promised that the pause covers`() async throws {
    let world = try await World()
    let id = try await world.save()
    // The next is Wednesday, 25 November, 09:00 UTC.
    try await world.deploy(id)
    let next = "datetime=\"2026-11-25T09:00Z\""
    let (alice, admin) = try await (world.browser(of: "alice"), world.browser(of: "admin"))
    let ends: [(String?, Bool)] = [
      (nil, false), ("2026-11-25T09:00:00Z", true), ("2026-11-25T09:00:01Z", false),
    ]
    for (end, isShown) in ends {
      let until = end.flatMap { Instant(rfc3339: $0) }
      try await world.services.pauses.begin(reason: "Holidays", until: until, by: world.act(.alice))
      #expect(try await alice.get("/traces").text.contains("<td><time \(next)") == isShown)
      let panel = try await admin.get("/traces/\(id)").text
      #expect(panel.contains("Next run <time \(next)") == isShown)
    }
  }

  @Test func `list and panel say the same of a next run that waits for the end`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    let alice = try await world.browser(of: "alice")
    func begin(until end: String?) async throws {
      try await world.services.pauses.begin(
        reason: "Holidays", until: end.flatMap { Instant(rfc3339: $0) }, by: world.act(.alice))
    }
    try await begin(until: "2026-11-26T09:00:00Z")
    #expect(
      try await alice.get("/traces").text.contains("<small>not before the pause ends</small>"))
    let panel = try await alice.get("/traces/\(id)").text
    #expect(panel.contains("Next run after the pause, <time datetime=\"2026-11-27T09:00Z\""))
    #expect(panel.contains("data-distance=\"2026-11-27T09:00Z\">in 3 days"))

    // Without an end nothing is counted down to.
    try await begin(until: nil)
    let endless = try await alice.get("/traces/\(id)").text
    #expect(endless.contains("<span>Next run after the pause</span>"))
    #expect(endless.contains("Everything is paused. If that ended now, it would run:"))
    #expect(endless.contains("Wed 25 Nov 2026, 09:00 UTC") && !endless.contains("data-distance"))

    try await world.setStatus(id, .paused)
    let paused = try await alice.get("/traces/\(id)").text
    #expect(paused.contains("If it is resumed, it runs:") && !paused.contains("data-distance"))
  }

  @Test(arguments: [
    ("custom", "2026-11-24T11:00", nil), ("daily", "09:00", "2026-11-25"),
  ])
  func `no run is promised after a pause that goes on beyond the last one`(
    type: String, time: String, end: String?
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    let until = try #require(Instant(rfc3339: "2026-11-30T00:00:00Z"))
    try await world.services.pauses.begin(reason: "Holidays", until: until, by: world.act(.alice))
    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": .string(type), "schedule_time": .string(time),
        "schedule_config": ["timezone": "UTC", "end": JSON(end)],
      ])
    #expect(deployed.json?["next_run_at"] == .null)
    #expect(!deployed.text.contains("it runs when that is over"))
    #expect(deployed.text.contains("it runs only if the pause ends before."))

    let alice = try await world.browser(of: "alice")
    let panel = try await alice.get("/traces/\(id)").text
    #expect(panel.contains("<span>No run after the pause</span>"))
    #expect(!panel.contains("Next run after the pause") && !panel.contains("it runs:"))
    #expect(panel.contains("It runs no more, unless the pause ends before:"))
    #expect(panel.contains("Nothing is left to run then: its last run comes before."))
    #expect(!panel.contains("is past"))
    #expect(
      try await alice.get("/traces").text.contains("<small>not before the pause ends</small>"))

    // Its pause over, it runs.
    _ = try await alice.post("/pause/end")
    let goesOn = try await alice.get("/traces/\(id)").text
    #expect(goesOn.contains("Next run <time") && !goesOn.contains("Nothing is left"))
  }

  @Test func `nothing offers to resume what has no run left`() async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    _ = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": "custom", "schedule_time": "2026-11-24T11:00",
        "schedule_config": ["timezone": "UTC"],
      ])
    try await world.setStatus(id, .paused)
    let alice = try await world.browser(of: "alice")
    #expect(try await alice.get("/traces/\(id)").text.contains(">Resume</button>"))
    world.clock.advance(seconds: 4 * 3600)
    let panel = try await alice.get("/traces/\(id)").text
    #expect(panel.contains("It is paused, and would run no more:"))
    #expect(panel.contains("Nothing is left to run: its one run is past."))
    #expect(!panel.contains(">Resume</button>"))
  }

  @Test func `the list of what is paused says that everything is`() async throws {
    let world = try await World()
    try await world.deploy(world.save())
    let alice = try await world.browser(of: "alice")
    #expect(try await alice.get("/traces?status=paused").text.contains("Nothing is paused</h2>"))
    try await world.services.pauses.begin(reason: "Holidays", until: nil, by: world.act(.alice))
    let list = try await alice.get("/traces?status=paused").text
    #expect(list.contains("Nothing is paused by itself</h2>"))
    #expect(list.contains("What is deployed is paused with everything"))
  }

  @Test func `shortly before a run it is said that it is not a minute any more`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    world.clock.advance(seconds: 24 * 3600 + 29 * 60)
    let alice = try await world.browser(of: "alice")
    #expect(try await alice.get("/traces/\(id)").text.contains("data-next>in 1 min<"))
    world.clock.advance(seconds: 57)
    #expect(
      try await alice.get("/traces/\(id)").text.contains("data-next>in less than a minute<"))
  }

  /// What is typed, and the fields that bear a fault.
  static let wrong: [([(String, String)], [String])] = [
    ([("until", "2026-11-25T10:00")], ["reason"]),
    ([("reason", "x"), ("until", "2026-11-24T08:00")], ["until"]),
    ([("reason", "x"), ("until", "tomorrow")], ["until"]),
    (
      [("reason", " "), ("until", "2026-11-25T10:00"), ("timezone", "PST")],
      ["reason", "timezone"]
    ),
  ]

  @Test(arguments: wrong)
  func `a refused form keeps what was typed, each fault at its field`(
    fields: [(String, String)], faulty: [String]
  ) async throws {
    let world = try await World()
    let page = try await world.browser(of: "alice").post("/pause", fields)
    #expect(page.status == 422)
    for name in ["reason", "until", "timezone"] {
      #expect(page.text.contains("id=\"\(name)-fault\"") == faulty.contains(name))
    }
    for (name, value) in fields where value != " " {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    #expect(try await world.services.pauses.current(for: .alice) == nil)
  }

  @Test func `the reader's own zone is put only into a form that nobody has typed into`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/pause").text.contains("data-own-zone"))
    let emptied = [("reason", ""), ("until", "2026-11-25T10:00"), ("timezone", "")]
    let refused = try await browser.post("/pause", emptied)
    #expect(refused.status == 422 && !refused.text.contains("data-own-zone"))
    let other = Browser(world: world, secret: browser.secret, formToken: "of another session")
    let held = try await other.post("/pause", emptied)
    #expect(held.status == 403 && !held.text.contains("data-own-zone"))
  }

  @Test func `a zone that was meant is a link that fills the field and keeps the others`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let page = try await browser.post(
      "/pause", [("reason", "A & B"), ("until", "2026-11-25T10:00"), ("timezone", "PST")])
    #expect(page.status == 422)
    let link = try #require(
      page.link(before: "data-offer=\"timezone\">America/Los_Angeles</a>"))
    let filled = try await browser.get(link)
    #expect(filled.status == 200 && !filled.text.contains("id=\"timezone-fault\""))
    #expect(filled.text.contains("name=\"reason\" value=\"A &amp; B\""))
    #expect(filled.text.contains("name=\"until\" value=\"2026-11-25T10:00\""))
    #expect(filled.text.contains("name=\"timezone\" value=\"America/Los_Angeles\" list"))
    #expect(try await world.services.pauses.current(for: .alice) == nil)
  }

  @Test func `a fault has the API's words`() async throws {
    let world = try await World()
    let form = try await world.browser(of: "alice").post(
      "/pause", [("reason", "x"), ("until", "2026-11-24T08:00")])
    let call = try await world.call(
      .post, "/automation/pause", token: world.token(of: "alice"),
      ["reason": "x", "until": "2026-11-24T08:00:00Z"])
    let words = try #require(call.json?["detail"]?.elements?.first?["msg"]?.text)
    #expect(call.status == 422 && form.text.contains(words))
  }

  @Test func `nobody pauses by a form from elsewhere`() async throws {
    let world = try await World()
    let alice = try await world.browser(of: "alice")
    let forged = Browser(world: world, secret: alice.secret, formToken: "made up")
    #expect(try await forged.post("/pause", [("reason", "x")]).status == 403)
    #expect(try await forged.post("/pause/end").status == 403)
  }

  @Test func `what is not paused cannot be resumed, and a repeated press does nothing twice`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.post("/pause/end").status == 409)
    try await world.services.pauses.begin(reason: "x", until: nil, by: world.act(.alice))
    for _ in 1...2 {
      let reply = try await browser.post("/pause/end", [("idempotency_key", "key")])
      #expect(reply.status == 303)
    }
  }
}
