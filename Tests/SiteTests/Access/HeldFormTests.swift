import Automations
import Foundation
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// A form that was opened before something newer happened is not carried out, but shown again.
@Suite struct HeldFormTests {
  @Test func `a second tab does not overwrite a newer version`() async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)/schedule")
    _ = try await browser.post(
      "/traces/\(id)/schedule",
      [("schedule_type", "daily"), ("schedule_time", "10:00"), ("seen", seen)])

    let fields = [
      ("name", "Mine"), ("schedule_type", "daily"), ("schedule_time", "11:00"),
      ("timezone", "Europe/Berlin"),
    ]
    let page = try await browser.post("/traces/\(id)/schedule", fields + [("seen", seen)])
    #expect(page.status == 409)
    #expect(page.text.contains("Nothing was done: since this page was opened, version 2 was"))
    #expect(page.text.contains("What is there now</h2>\n<p class=\"words\">Every day at 10:00"))
    for (name, value) in fields where name != "schedule_type" {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    #expect(try await world.trace(id).schedule?.time == "10:00")

    let now = try #require(page.value(of: "value", after: "name=\"seen\""))
    let pressed = try await browser.post("/traces/\(id)/schedule", fields + [("seen", now)])
    #expect(pressed.status == 303)
    #expect(try await world.trace(id).schedule?.time == "11:00")
  }

  /// What two tabs ask for.
  static let tabs: [(form: String, one: [String: String], other: [String: String])] = [
    (
      "schedule", ["schedule_type": "daily", "schedule_time": "10:00"],
      ["schedule_type": "daily", "schedule_time": "11:00"]
    ),
    ("name", ["name": "One"], ["name": "Other"]),
    ("status", ["status": "paused"], ["status": "draft"]),
  ]

  @Test(arguments: tabs)
  func `of two tabs that are pressed at the same moment one is held`(
    form: String, one: [String: String], other: [String: String]
  ) async throws {
    for _ in 0..<3 {
      let (world, browser, id) = try await scene()
      let seen = try await browser.seen("/traces/\(id)")
      let path = "/traces/\(id)/\(form)"
      async let first = browser.post(path, one.map { ($0.key, $0.value) } + [("seen", seen)])
      async let second = browser.post(path, other.map { ($0.key, $0.value) } + [("seen", seen)])
      let pages = try await [first, second]
      #expect(pages.map(\.status).sorted() == [303, 409])
      #expect(
        pages.contains { $0.text.contains("Nothing was done: since this page was opened, ") })
      #expect(try await world.trace(id).version == (form == "schedule" ? 2 : 1))
    }
  }

  @Test func `of two tabs that bind a tool at the same moment one is held`() async throws {
    for _ in 0..<3 {
      let world = try await World()
      let id = try await world.save(tool: "jot")
      let browser = try await world.browser(of: "alice")
      let fields = [("tool", "jot"), ("carried_out_by", "local/note"), ("seen", "")]
      let path = "/traces/\(id)/bindings"
      async let first = browser.post(path, fields + [("effect", "read")])
      async let second = browser.post(path, fields + [("effect", "once")])
      let pages = try await [first, second]
      #expect(pages.map(\.status).sorted() == [303, 409])
      let words = "what carries out this tool became something else"
      #expect(pages.contains { $0.text.contains(words) })
    }
  }

  @Test func `of two tabs that pause everything at the same moment one is held`() async throws {
    for _ in 0..<3 {
      let (world, browser, _) = try await scene()
      async let first = browser.post("/pause", [("reason", "One"), ("seen", "")])
      async let second = browser.post("/pause", [("reason", "Other"), ("seen", "")])
      let pages = try await [first, second]
      #expect(pages.map(\.status).sorted() == [303, 409])
      #expect(pages.contains { $0.text.contains("opened, everything was paused: ") })

      let seen = try await browser.seen("/pause")
      world.clock.advance(seconds: 1)
      async let more = browser.post("/pause", [("reason", "More"), ("seen", seen)])
      async let end = browser.post("/pause/end", [("seen", seen)])
      let (begun, ended) = try await (more, end)
      #expect([begun.status, ended.status].sorted() == [303, 409])
      let held = begun.status == 409 ? begun : ended
      #expect(held.text.contains("Nothing was done: since this page was opened, "))
      let reason = try await world.services.pauses.current(for: .alice)?.reason
      #expect(reason == (begun.status == 303 ? "More" : nil))
    }
  }

  @Test func `a page at a form's address that is brought up to date knows its own`() async throws {
    let world = try await World()
    try await world.services.pauses.begin(reason: "Audit", until: nil, by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    let page = try await browser.post("/pause/end", [("seen", "0")])
    #expect(page.status == 409)
    #expect(page.text.contains("data-follow=\"15\" data-address=\"/traces\""))
  }

  @Test func `what is there now is told as it is under a pause of everything`() async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)/schedule")
    try await world.make(.deployed, of: id)
    let fields = [("schedule_type", "daily"), ("schedule_time", "11:00"), ("seen", seen)]
    func badge() async throws -> String {
      let page = try await browser.post("/traces/\(id)/schedule", fields).text
      let there = try #require(page.range(of: "What is there now</h2>")).upperBound
      let start = try #require(page.range(of: "<p class=\"state\">", range: there..<page.endIndex))
      return String(page[start.upperBound...].prefix { $0 != "\n" })
    }
    #expect(try await badge().hasPrefix("<span class=\"badge deployed\">Deployed</span>"))
    try await world.services.pauses.begin(reason: "Audit", until: nil, by: world.act(.alice))
    let words = "<span class=\"badge paused\">Everything paused</span> <small>Deployed</small>"
    #expect(try await badge().hasPrefix(words))
  }

  /// What happens in another tab, and what the form is told of it.
  static let changes: [(change: Change, words: String)] = [
    (.renamed, "it was renamed to “Other”"), (.paused, "it was paused"),
    (.entries, "the entries of the trace changed"), (.deployed, "version 2 was deployed ("),
  ]
  enum Change: Sendable { case renamed, paused, entries, deployed }

  @Test(arguments: changes)
  func `the schedule form says what became other`(change: Change, words: String) async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)/schedule")
    try await world.make(change, of: id)
    let fields = [("schedule_type", "daily"), ("schedule_time", "11:00"), ("seen", seen)]
    let page = try await browser.post("/traces/\(id)/schedule", fields)
    #expect(page.status == 409 && page.text.contains(words))
    #expect(try await world.trace(id).schedule?.time != "11:00")
  }

  @Test(arguments: [true, false])
  func `what runs now is what was seen`(isDeployed: Bool) async throws {
    let world = try await World()
    let id = try await world.save()
    if isDeployed { try await world.deploy(id) }
    let browser = try await world.browser(of: "alice")
    let seen = try await browser.seen("/traces/\(id)")
    try await world.make(.renamed, of: id)
    if isDeployed { try await world.make(.entries, of: id) }
    let first = try await browser.post("/traces/\(id)/runs", [("seen", seen)])
    #expect(first.status == 303)
    try await world.make(isDeployed ? .deployed : .entries, of: id)
    let page = try await browser.post("/traces/\(id)/runs", [("seen", seen)])
    #expect(page.status == 409 && page.text.contains(">Run now</button>"))
    let runs = try await world.services.runs.runs(of: id, Window(), for: .alice)
    #expect(runs.total == 1)
  }

  @Test func `what runs now is not run in another state than was seen`() async throws {
    let (world, browser, id) = try await scene()
    func pressed(_ page: String) async throws -> World.Reply {
      let fields = try ["seen", "seen_pause"].map { name in
        let form = try #require(page.range(of: "action=\"/traces/\(id)/runs\""))
        let reply = World.Reply(
          status: 200, headers: [:], body: Array(page[form.lowerBound...].utf8))
        return (name, try #require(reply.value(of: "value", after: "name=\"\(name)\"")))
      }
      return try await browser.post("/traces/\(id)/runs", fields)
    }
    func panel() async throws -> String { try await browser.get("/traces/\(id)").text }

    var seen = try await panel()
    try await world.setStatus(id, .paused)
    let paused = try await pressed(seen)
    #expect(
      paused.status == 409 && paused.text.contains("since this page was opened, it was paused"))
    seen = try await panel()
    try await world.setStatus(id, .deployed)
    #expect(try await pressed(seen).text.contains("it was resumed"))

    seen = try await panel()
    try await world.services.pauses.begin(reason: "Audit", until: nil, by: world.act(.alice))
    let held = try await pressed(seen)
    #expect(held.status == 409 && held.text.contains("everything was paused: Audit"))
    seen = held.text
    try await world.services.pauses.end(by: world.act(.alice))
    #expect(try await pressed(seen).text.contains("the pause ended"))
    let runs = try await world.services.runs.runs(of: id, Window(), for: .alice)
    #expect(runs.total == 0)
    #expect(try await pressed(panel()).status == 303)
  }

  @Test func `a status button means the status that was seen`() async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)")
    try await world.setStatus(id, .failed)
    let page = try await browser.post(
      "/traces/\(id)/status", [("status", "draft"), ("seen", seen)])
    #expect(page.status == 409 && page.text.contains("since this page was opened, it failed"))
    #expect(page.text.contains("Why it does not run any more"))
    #expect(try await world.trace(id).status == .failed)
    let now = try #require(page.value(of: "value", after: "name=\"seen\""))
    let pressed = try await browser.post(
      "/traces/\(id)/status", [("status", "draft"), ("seen", now)])
    #expect(pressed.status == 303)
  }

  @Test func `a name is not overwritten unseen, and the typed one is kept`() async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)")
    try await world.make(.renamed, of: id)
    let page = try await browser.post("/traces/\(id)/name", [("name", "Mine"), ("seen", seen)])
    #expect(page.status == 409 && page.text.contains("<h1><bdi>Other</bdi></h1>"))
    #expect(page.text.contains("name=\"name\" value=\"Mine\" maxlength"))
    #expect(try await world.trace(id).name == "Other")
  }

  @Test func `a name of several lines holds nothing back`() async throws {
    let world = try await World()
    let id = try await world.save("Two\nlines")
    let browser = try await world.browser(of: "alice")
    let seen = try await browser.seen("/traces/\(id)").replacing("\n", with: "\r\n")
    let reply = try await browser.post("/traces/\(id)/name", [("name", "One"), ("seen", seen)])
    #expect(reply.status == 303)
    #expect(try await world.trace(id).name == "One")
  }

  @Test(arguments: ["Two\nlines", "Two\r\nlines", "Two\rlines"])
  func `a name of several lines stays as it is where its form is sent unchanged`(
    name: String
  ) async throws {
    let world = try await World()
    let id = try await world.save(name)
    let browser = try await world.browser(of: "alice")
    let (panel, schedule) = try await (
      browser.get("/traces/\(id)"), browser.get("/traces/\(id)/schedule")
    )
    for page in [panel, schedule] {
      #expect(page.value(of: "value", after: "id=\"name\"") == "Two lines")
    }
    let renamed = try await browser.post("/traces/\(id)/name", [("name", "Two lines")])
    #expect(renamed.status == 303)
    #expect(try await Array(world.trace(id).name?.utf8 ?? "".utf8) == Array(name.utf8))
    let deployed = try await browser.post(
      "/traces/\(id)/schedule",
      [("name", "Two lines"), ("schedule_type", "daily"), ("schedule_time", "09:00")])
    #expect(deployed.status == 303)
    #expect(try await Array(world.trace(id).name?.utf8 ?? "".utf8) == Array(name.utf8))
    #expect(
      try await browser.get("/traces/\(id)/schedule").value(of: "value", after: "id=\"name\"")
        == "Two lines")
  }

  @Test(arguments: ["two\nlines", "two\rlines", "a%0Ab+c d", "größe"])
  func `a tool of any name is bound under that name`(tool: String) async throws {
    let world = try await World()
    let id = try await world.save(tool: tool, params: ["text": "Hello"])
    let browser = try await world.browser(of: "alice")
    let field = try #require(
      try await browser.get("/traces/\(id)").value(of: "value", after: "name=\"tool\""))
    // As a browser sends what it reads in the page.
    let sent = field.replacing(/\r\n|\r|\n/, with: "\r\n").replacing("&amp;", with: "&")
    let fields = [("tool", sent), ("carried_out_by", "local/note"), ("seen", "")]
    #expect(try await browser.post("/traces/\(id)/bindings", fields).status == 303)
    let bindings = try await world.services.bindings.bindings(of: "alice")
    #expect(bindings.binding(of: tool)?.embedded == .note)
    #expect(try await !browser.get("/traces/\(id)").text.contains("Not bound"))
  }

  @Test(arguments: changes)
  func `nothing is deleted that was seen as something else`(
    change: Change, words: String
  ) async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)/delete")
    try await world.make(change, of: id)
    let page = try await browser.post("/traces/\(id)/delete", [("seen", seen)])
    #expect(page.status == 409 && page.text.contains(words))
    let name = try await world.trace(id).displayName
    #expect(page.text.contains("Delete “<bdi>\(name)</bdi>”?"))
    let now = try #require(page.value(of: "value", after: "name=\"seen\""))
    #expect(try await browser.post("/traces/\(id)/delete", [("seen", now)]).status == 303)
  }

  @Test func `a binding is not overwritten unseen`() async throws {
    let world = try await World()
    let id = try await world.save(
      tool: "send_gmail", params: ["to": "ann@example.com", "subject": "Hello", "body": "Yes."])
    let browser = try await world.browser(of: "alice")
    let fields = [("tool", "send_gmail"), ("carried_out_by", "http"), ("seen", "")]
    _ = try await browser.post(
      "/traces/\(id)/bindings",
      [("tool", "send_gmail"), ("carried_out_by", "local/send_email"), ("seen", "")])
    let page = try await browser.post("/traces/\(id)/bindings", fields)
    #expect(page.status == 409)
    #expect(page.text.contains("what carries out this tool became something else"))
    #expect(page.text.contains("<option value=\"http\" selected>"))
    let bound = try await world.services.bindings.bindings(of: "alice").binding(of: "send_gmail")
    #expect(bound?.embedded == .sendEmail)
  }

  @Test func `a pause does not take the place of another unseen`() async throws {
    let (world, browser, _) = try await scene()
    let seen = try await browser.seen("/pause")
    try await world.services.pauses.begin(reason: "Stocktaking", until: nil, by: world.act(.alice))
    let page = try await browser.post("/pause", [("reason", "Holidays"), ("seen", seen)])
    #expect(page.status == 409)
    #expect(page.text.contains("since this page was opened, everything was paused: Stocktaking"))
    #expect(page.text.contains("name=\"reason\" value=\"Holidays\""))
    #expect(page.text.contains("All your automations are paused:</strong> <bdi>Stocktaking"))
    #expect(try await world.services.pauses.current(for: .alice)?.reason == "Stocktaking")

    // Nor does the button of the one that was seen end another.
    let old = try await browser.seen("/traces")
    world.clock.advance(seconds: 1)
    try await world.services.pauses.begin(reason: "Audit", until: nil, by: world.act(.alice))
    let list = try await browser.post("/pause/end", [("seen", old)])
    #expect(list.status == 409 && list.text.contains("everything was paused: Audit"))
    #expect(try await world.services.pauses.current(for: .alice)?.reason == "Audit")
  }

  @Test func `looking at the preview does not make an old form a new one`() async throws {
    let (world, browser, id) = try await scene()
    let seen = try await browser.seen("/traces/\(id)/schedule")
    try await world.make(.deployed, of: id)
    let preview = try await browser.get(
      "/traces/\(id)/schedule?preview=1&schedule_type=daily&schedule_time=11:00&seen="
        + seen.replacing(" ", with: "+"))
    #expect(preview.value(of: "value", after: "name=\"seen\"") == seen)
    let refused = try await browser.post(
      "/traces/\(id)/schedule", [("schedule_type", "daily"), ("seen", seen)])
    #expect(refused.status == 409)
  }
}

extension World {
  fileprivate func trace(_ id: String) async throws -> Automation {
    try await services.traces.automation(id, for: .alice)
  }

  fileprivate func make(_ change: HeldFormTests.Change, of id: String) async throws {
    switch change {
    case .renamed:
      try await services.traces.update(
        id, TraceChange(name: "Other", traceData: nil), by: act(.alice))
    case .paused: try await setStatus(id, .paused)
    case .entries:
      let entries: JSON = [["event": "tool_call", "tool": "note", "params": ["text": "New"]]]
      try await services.traces.update(
        id, TraceChange(name: nil, traceData: entries), by: act(.alice))
    case .deployed: try await deploy(id)
    }
  }

}

extension HeldFormTests {
  private func scene() async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    return (world, try await world.browser(of: "alice"), id)
  }
}
