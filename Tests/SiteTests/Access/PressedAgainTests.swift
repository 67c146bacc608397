import Automations
import Foundation
import HTTPTypes
import Site
import TestSupport
import Testing

/// A form means what is pressed now, whatever was pressed before.
@Suite struct PressedAgainTests {
  /// A form of each kind, and the words of what it does.
  static let forms: [(path: String, fields: [(String, String)])] = [
    ("/traces/{id}/runs", []), ("/traces/{id}/status", [("status", "paused")]),
    ("/traces/{id}/name", [("name", "Other")]),
    ("/traces/{id}/schedule", [("schedule_type", "daily"), ("schedule_time", "07:00")]),
    ("/traces/{id}/bindings", [("tool", "note"), ("carried_out_by", "local/note")]),
    ("/traces", [("trace", "[]")]), ("/pause", [("reason", "Holidays")]),
    ("/account/sessions/end", []),
  ]

  @Test(arguments: forms)
  func `a double click lands on what the first click made`(
    path: String, fields: [(String, String)]
  ) async throws {
    let (world, browser, id) = try await scene()
    let path = path.replacing("{id}", with: id)
    let fields = fields + [("idempotency_key", "key")]
    let first = try await browser.post(path, fields)
    world.clock.advance(seconds: 29)
    let second = try await browser.post(path, fields)
    #expect(first.status == 303 && second.status == 303)
    #expect(first.headers[.location] == second.headers[.location])
  }

  @Test(arguments: forms)
  func `after its page was seen, it was done already, and a new key does it once more`(
    path: String, fields: [(String, String)]
  ) async throws {
    let (world, browser, id) = try await scene()
    let path = path.replacing("{id}", with: id)
    let fields = fields + [("idempotency_key", "key")]
    let first = try await browser.post(path, fields)
    _ = try await browser.follow(first)
    world.clock.advance(seconds: 12)
    let page = try await browser.post(path, fields)
    #expect(page.status == 409 && page.text.contains("<h1>Already done, 12 s ago</h1>"))
    let place = try #require(first.location?.split(separator: "?").first)
    #expect(page.text.contains("href=\"\(place)\">See what came of it</a>"))
    #expect(page.text.contains("action=\"\(path)\""))
    for (name, value) in fields where name != "idempotency_key" {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    let key = try #require(page.value(of: "value", after: "name=\"idempotency_key\""))
    #expect(key != "key")
    let again = try await browser.post(path, fields.dropLast() + [("idempotency_key", key)])
    #expect(again.status == 303)
  }

  /// What a form does to a run, a trace or all of them, where it can be done once only.
  enum Deed: String, CaseIterable { case rerun, cancel, resolve, delete, resume, endPause }

  @Test(arguments: Deed.allCases)
  func `what can be done once is done once, and its second press says so`(
    deed: Deed
  ) async throws {
    let (world, browser, id) = try await scene()
    let (path, fields) = try await form(of: deed, id, in: world)
    let pressed = fields + [("idempotency_key", "key")]
    let first = try await browser.post(path, pressed)
    let twice = try await browser.post(path, pressed)
    #expect(first.status == 303 && twice.status == 303)
    #expect(first.headers[.location] == twice.headers[.location])
    _ = try await browser.follow(first)
    world.clock.advance(seconds: 12)
    let page = try await browser.post(path, pressed)
    #expect(page.status == 409 && page.text.contains("<h1>Already done, 12 s ago</h1>"))
    // Meant once more, it is done where it can be, and else refused in words.
    let again = try await browser.post(path, fields + [("idempotency_key", "other")])
    let words =
      switch deed {
      case .rerun, .resume: ""
      case .cancel: "This run has ended already"
      case .resolve: "it was said what became of this run"
      case .delete: "Trace not found"
      case .endPause: "Nothing is paused"
      }
    #expect(again.status == (words.isEmpty ? 303 : deed == .delete ? 404 : 409))
    #expect(words.isEmpty || again.text.contains(words))
  }

  private func form(
    of deed: Deed, _ id: String, in world: World
  ) async throws -> (path: String, fields: [(String, String)]) {
    switch deed {
    case .delete: return ("/traces/\(id)/delete", [])
    case .resume:
      try await world.setStatus(id, .paused)
      return ("/traces/\(id)/status", [("status", "deployed")])
    case .endPause:
      try await world.services.pauses.begin(reason: "Holidays", until: nil, by: world.act(.alice))
      return ("/pause/end", [])
    case .rerun, .cancel, .resolve:
      let run = try await world.services.runs.runNow(id, by: world.act(.alice))
      if deed == .rerun { try await world.finish(try await world.claim(), .succeeded) }
      if deed == .resolve {
        try await world.finish(
          try await world.claim(), .unknown, Reason(.noAnswer, "The answer never came."))
      }
      return ("/runs/\(run)/\(deed.rawValue)", deed == .resolve ? [("outcome", "failed")] : [])
    }
  }

  @Test func `running now does nothing twice within 30 seconds, and later runs once more`()
    async throws
  {
    let (world, browser, id) = try await scene()
    for (seconds, runs) in [(0, 1), (29, 1), (2, 2)] {
      world.clock.advance(seconds: Int64(seconds))
      let reply = try await browser.post("/traces/\(id)/runs", [("idempotency_key", "key")])
      #expect(reply.status == 303)
      let listing = try await world.services.runs.runs(of: id, Window(), for: .alice)
      #expect(listing.total == runs)
    }
  }

  @Test func `nobody is told that everything is paused while it is not`() async throws {
    let (world, browser, _) = try await scene()
    let fields = [("reason", "Holidays"), ("seen", ""), ("idempotency_key", "key")]
    let first = try await browser.post("/pause", fields)
    #expect(try await browser.follow(first).text.contains("Everything is paused."))
    try await world.services.pauses.end(by: world.act(.alice))
    for wait in [1, 40] {
      world.clock.advance(seconds: Int64(wait))
      let reply = try await browser.post("/pause", fields)
      let isPaused = try await world.services.pauses.current(for: .alice) != nil
      #expect(isPaused == (wait == 40) && (reply.status == 303) == isPaused)
      #expect(!reply.text.contains("Everything is paused."))
    }
  }

  @Test func `a notice is said once, on the page that the form led to, and soon`() async throws {
    let (world, browser, id) = try await scene()
    let words = "The automation is paused."
    let reply = try await browser.post("/traces/\(id)/status", [("status", "paused")])
    let address = try #require(reply.headers[.location])
    let receipt = address.suffix(40)
    // Neither another page nor somebody else takes it, and who asks for the head alone sees nothing.
    #expect(try await !browser.get("/traces/\(id)?notice=paused").text.contains(words))
    #expect(
      try await !world.browser(of: "bob").get("/traces?notice=paused&\(receipt)").text
        .contains(words))
    #expect(try await browser.follow(reply).text.contains(words))
    #expect(try await !browser.get(address).text.contains(words))

    let other = try await browser.post("/traces/\(id)/status", [("status", "draft")])
    let elsewhere = try await browser.get(
      "/traces?notice=everything-paused&\(try #require(other.headers[.location]).suffix(40))")
    #expect(!elsewhere.text.contains("Everything is paused."))
    let late = try await browser.post("/traces/\(id)/status", [("status", "deployed")])
    world.clock.advance(seconds: 61)
    #expect(try await !browser.follow(late).text.contains("runs on its schedule again"))
  }

  @Test func `a page does not say what is not so any more when it is shown`() async throws {
    let (world, browser, id) = try await scene()
    let pause = try await browser.post("/pause", [("reason", "Holidays")])
    try await world.services.pauses.end(by: world.act(.alice))
    #expect(try await !browser.follow(pause).text.contains("Everything is paused."))
    let paused = try await browser.post("/traces/\(id)/status", [("status", "paused")])
    try await world.setStatus(id, .deployed)
    #expect(try await !browser.follow(paused).text.contains("The automation is paused."))
  }

  @Test func `a form that goes on is waited for, and lands where the first one does`() async throws
  {
    let (world, browser, _) = try await scene()
    let text =
      "[" + Array(repeating: "{\"event\": \"note\"}", count: 2000).joined(separator: ",") + "]"
    let fields = [("trace", text), ("idempotency_key", "key")]
    let places = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 1...4 {
        group.addTask { try await browser.post("/traces", fields).headers[.location] }
      }
      return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(places.count == 1 && places.first != .some(nil))
    let list = try await world.services.traces.list(
      userID: nil, providerID: nil, status: nil, Window(), for: .alice)
    #expect(list.total == 2)
  }

  @Test func `what is too long to carry along is pressed again later`() async throws {
    let (world, browser, _) = try await scene()
    let text = "[{\"text\": \"" + String(repeating: "x", count: 66_000) + "\"}]"
    let fields = [("trace", text), ("idempotency_key", "key")]
    _ = try await browser.follow(browser.post("/traces", fields))
    world.clock.advance(seconds: 12)
    let page = try await browser.post("/traces", fields)
    #expect(page.status == 409 && page.body.count < 10_000)
    #expect(page.text.contains("go back and press again in 18 s"))
    #expect(!page.text.contains("Do it once more"))
  }

  @Test func `every form that does something bears a key, but those that hold a secret`() throws {
    let folder = Project.templates
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".mustache") }
    var forms = 0
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for form in text.matches(of: /(?s)<form[^>]*method="post".*?<\/form>/).map(\.output) {
        let isExempt = ["sign_in", "sign_out", "change_password", "confirm_address"].contains {
          form.contains("action=\"{{layout.paths.\($0)}}\"")
        }
        #expect(form.contains("name=\"idempotency_key\"") != isExempt, "\(file)")
        forms += 1
      }
    }
    #expect(forms > 20)
  }

  private func scene() async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    return (world, try await world.browser(of: "alice"), id)
  }
}
