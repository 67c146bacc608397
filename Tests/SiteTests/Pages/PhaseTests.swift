import Automations
import Scheduling
import Site
import TestSupport
import Testing
import Workflows

/// How things stand now: each page says it in the same words.
@Suite struct PhaseTests {
  private let world: World
  private let id: String
  private let browser: Browser

  init() async throws {
    world = try await World()
    id = try await world.save()
    try await world.deploy(id)
    browser = try await world.browser(of: "alice")
  }

  /// Where an automation and its runs are told.
  private func pages(with run: String?) async throws -> [(path: String, text: String)] {
    let paths =
      ["/traces", "/traces/\(id)", "/runs", "/traces/\(id)/occurrences"]
      + (run.map { ["/runs/\($0)"] } ?? [])
    var pages: [(String, String)] = []
    for path in paths { pages.append((path, try await browser.get(path).text)) }
    return pages
  }

  @Test func `a run that goes on is called running, and the pages follow it`() async throws {
    try await world.plan(id)
    let claim = try await world.claim()
    for (path, text) in try await pages(with: claim.runID) {
      #expect(text.contains("running\""), "\(path)")
      #expect(text.contains(">Running</"), "\(path)")
      #expect(text.firstMatch(of: /data-follow="[123]"/) != nil, "\(path)")
      #expect(!text.contains("Waiting"), "\(path)")
    }
    let list = try await browser.get("/traces").text
    #expect(list.contains("<a class=\"outcome running\" href=\"/runs/\(claim.runID)\">Running</a>"))
  }

  @Test func `one that waits for its next attempt says so, and when`() async throws {
    try await world.plan(id)
    let claim = try await world.claim()
    try await world.begin(1, of: claim)
    let retry = world.clock.now.advanced(bySeconds: 12)
    try await world.end(1, nil, error: "500.", retryAt: retry, of: claim)
    for (path, text) in try await pages(with: claim.runID) {
      #expect(text.contains(">Waiting</"), "\(path)")
      #expect(text.contains("<small>for its next attempt, in 12 s</small>"), "\(path)")
      #expect(!text.contains(">Running</"), "\(path)")
    }
    // Its time has come, and nobody has taken it.
    world.clock.advance(seconds: 12)
    for (path, text) in try await pages(with: claim.runID) {
      #expect(text.contains("<small>for a free place</small>"), "\(path)")
    }
  }

  @Test func `one that others keep from its connection says so, before and after an attempt`()
    async throws
  {
    try await world.plan(id)
    var claim = try await world.claim()
    for attempt in 1...2 {
      let time = world.clock.now.advanced(bySeconds: 12)
      #expect(try await world.ledger.park(claim.key, until: time))
      for (path, text) in try await pages(with: claim.runID) {
        #expect(text.contains("<small>for its turn</small>"), "\(path)")
        #expect(!text.contains("attempt, in"), "\(path)")
        #expect(!text.contains("for a free place"), "\(path)")
      }
      let run = try await world.services.runs.run(claim.runID, for: .alice)
      #expect(run.progress?.waitingUntil == nil)
      world.clock.advance(seconds: 12)
      claim = try await world.claim()
      try await world.begin(1, attempt: attempt, of: claim)
      let retry = world.clock.now.advanced(bySeconds: 5)
      try await world.end(
        1, attempt: attempt, nil, error: "500.", retryAt: retry, of: claim)
      world.clock.advance(seconds: 5)
      claim = try await world.claim()
    }
  }

  @Test func `of several that go on, list and panel tell of the same one: what runs comes first`()
    async throws
  {
    let first = try await world.services.runs.runNow(id, by: world.act(.alice))
    var claim = try await world.claim()
    #expect(claim.runID == first)
    try await world.begin(1, of: claim)
    let retry = world.clock.now.advanced(bySeconds: 40)
    try await world.end(1, nil, error: "503.", retryAt: retry, of: claim)
    world.clock.advance(seconds: 1)
    let second = try await world.services.runs.runNow(id, by: world.act(.alice))
    claim = try await world.claim()
    #expect(claim.runID == second)
    try await world.begin(1, of: claim)
    let running = "<a class=\"outcome running\" href=\"/runs/\(second)\">Running</a>"
    for path in ["/traces", "/traces/\(id)"] {
      #expect(try await browser.get(path).text.contains(running), "\(path)")
    }
    let later = world.clock.now.advanced(bySeconds: 90)
    try await world.end(1, nil, error: "503.", retryAt: later, of: claim)
    let waiting =
      "<a class=\"outcome waiting\" href=\"/runs/\(first)\">Waiting</a> "
      + "<small>for its next attempt, in 39 s</small>"
    for path in ["/traces", "/traces/\(id)"] {
      #expect(try await browser.get(path).text.contains(waiting), "\(path)")
    }
  }

  @Test func `one that waits for a place says so`() async throws {
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    for (path, text) in try await pages(with: run) {
      #expect(text.contains(">Waiting</"), "\(path)")
      #expect(text.contains("<small>for a free place</small>"), "\(path)")
    }
  }

  @Test func `a next run whose time has come is due, and never past`() async throws {
    world.clock.advance(seconds: 86_400 + 1800 + 120)
    // The session of before is over.
    let browser = try await world.browser(of: "alice")
    let list = try await browser.get("/traces").text
    #expect(list.contains("data-next>due now</time>"))
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("data-next>due now</time>"))
    #expect(!list.contains("2 min ago") && !panel.contains("2 min ago"))
  }

  @Test func `what the pause of everything keeps from running says so, and what it is else`()
    async throws
  {
    try await world.services.pauses.begin(reason: "Holidays", until: nil, by: world.act(.alice))
    let words = "paused\">Everything paused</span> <small>Deployed</small>"
    for reader in ["alice", "admin"] {
      let browser = try await world.browser(of: reader)
      let list = try await browser.get("/traces").text
      #expect(list.contains(words) && list.contains("<small>not before the pause ends</small>"))
      #expect(!list.contains("data-next"))
      let panel = try await browser.get("/traces/\(id)").text
      #expect(panel.contains(words) && !panel.contains("data-next"))
      #expect(panel.contains("Everything is paused. If that ended now, it would run:"))
    }
    try await world.setStatus(id, .paused)
    let list = try await browser.get("/traces").text
    #expect(list.contains("paused\">Paused</span></td>") && !list.contains("Everything paused"))
  }

  @Test func `a pause with an end leads to the first run after it`() async throws {
    let end = try #require(Instant(rfc3339: "2026-11-27T09:00:00Z"))
    try await world.services.pauses.begin(reason: "Holidays", until: end, by: world.act(.alice))
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("Next run after the pause, <time datetime=\"2026-11-27T09:00Z\""))
    #expect(!panel.contains("2026-11-25T09:00Z"))
  }

  @Test func `regions that change are marked, each with a name of its own`() async throws {
    try await world.services.pauses.begin(reason: "Holidays", until: nil, by: world.act(.alice))
    for (path, regions) in [
      ("/traces", ["actions", "pause", "list"]),
      (
        "/traces/\(id)",
        ["state", "actions", "pause", "stop", "notes", "schedule", "runs", "told", "ledger"]
      ),
      ("/runs", ["runs"]), ("/traces/\(id)/occurrences", ["rows"]),
    ] {
      let text = try await browser.get(path).text
      for region in regions { #expect(text.contains("id=\"\(region)\" data-refresh"), "\(path)") }
      #expect(text.contains("data-follow=\"15\""), "\(path)")
    }
    let list = try await browser.get("/traces").text
    #expect(list.contains("<tr id=\"t-\(id)\">"))
  }
}
