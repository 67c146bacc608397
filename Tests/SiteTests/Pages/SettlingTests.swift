import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// A run of which nobody knows whether it was carried out, until a person has looked.
@Suite struct SettlingTests {
  @Test(arguments: [Outcome.succeeded, .failed])
  func `a person says on the run's page what became of it, once`(outcome: Outcome) async throws {
    let (world, run) = try await scene()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/runs/\(run)").text.contains("What became of it?"))
    let form = [("outcome", outcome.rawValue), ("note", "I looked.")]
    let reply = try await browser.post("/runs/\(run)/resolve", form)
    #expect(reply.status == 303 && reply.location == "/runs/\(run)?notice=settled")

    #expect(try await world.services.runs.run(run, for: .alice).outcome == outcome)
    let page = try await browser.get("/runs/\(run)").text
    #expect(page.contains("I looked.") && !page.contains("What became of it?"))
    #expect(try await browser.post("/runs/\(run)/resolve", form).status == 409)
  }

  @Test func `the question stands where a page that is left open is brought up to date`()
    async throws
  {
    let world = try await World()
    let run = try await world.services.runs.runNow(
      try await world.save("Pay the bill"), by: world.act(.alice))
    let browser = try await world.browser(of: "alice")
    let region = "<div id=\"settle\" data-refresh>\n"
    #expect(try await browser.get("/runs/\(run)").text.contains(region + "</div>"))
    try await world.finish(try await world.claim(), .unknown, Reason(.noAnswer, "No answer came."))
    #expect(
      try await browser.get("/runs/\(run)").text.contains(region + "<form class=\"card stack\""))
  }

  @Test(arguments: [
    String(repeating: "ш", count: 1000), String(repeating: "😀", count: 1000),
    String(repeating: "a\r\n", count: 500),
  ])
  func `a note as long as the field allows is kept to its end, in any script`(
    note: String
  ) async throws {
    let (world, run) = try await scene()
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/runs/\(run)").text.contains("maxlength=\"1000\""))
    let fields = [("outcome", "succeeded"), ("note", note)]
    #expect(try await browser.post("/runs/\(run)/resolve", fields).status == 303)
    let words = try await world.services.runs.run(run, for: .alice).reason?.words ?? ""
    #expect(words.contains(note.replacing("\r\n", with: "\n") + " Before that: The answer"))
  }

  @Test func `a note that is too long is refused at its field, and stays there`() async throws {
    let (world, run) = try await scene()
    let browser = try await world.browser(of: "alice")
    let note = String(repeating: "ш", count: 1001)
    let page = try await browser.post(
      "/runs/\(run)/resolve", [("outcome", "succeeded"), ("note", note)])
    #expect(page.status == 422 && page.text.contains(">\n\(note)</textarea>"))
    #expect(
      page.text.contains(
        "id=\"note-fault\">must have at most 1000 characters; there are 1001</p>"))
    #expect(page.text.contains("aria-invalid=\"true\" aria-describedby=\"note-fault\""))
    #expect(try await world.services.runs.run(run, for: .alice).outcome == .unknown)
  }

  @Test func `a note on what was settled meanwhile is shown beside what was said`() async throws {
    let (world, run) = try await scene()
    let browser = try await world.browser(of: "alice")
    let first = [("outcome", "failed"), ("note", "Nobody has it.")]
    #expect(try await browser.post("/runs/\(run)/resolve", first).status == 303)
    let page = try await browser.post(
      "/runs/\(run)/resolve", [("outcome", "succeeded"), ("note", "It is <there>.")])
    #expect(page.status == 409)
    #expect(page.text.contains("Nothing was done: since this page was opened, it was said what"))
    #expect(!page.text.contains("press again"))
    #expect(page.text.contains("Your note was not kept: “<bdi>It is &lt;there&gt;.</bdi>”"))
    #expect(page.text.contains("Nobody has it.") && !page.text.contains("What became of it?"))
    #expect(try await world.services.runs.run(run, for: .alice).outcome == .failed)
  }

  @Test func `a person lets it run again from its page`() async throws {
    let (world, run) = try await scene()
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post("/runs/\(run)/resolve", [("outcome", "rerun")])
    let place = try #require(reply.headers[.location])
    let page = try await browser.follow(reply).text
    #expect(page.contains("This is a new run, which repeats the one before."))
    let id = try #require(place.split(separator: "?").first?.dropFirst("/runs/".count))
    let again = try await world.services.runs.run(String(id), for: .alice)
    #expect(again.rerunOf == run && again.outcome == nil)
    #expect(try await browser.get("/runs/\(run)").text.contains("href=\"/runs/\(id)\">a later run"))
    #expect(try await world.services.runs.run(run, for: .alice).outcome == .unknown)
  }

  @Test(arguments: [("succeeded", Outcome.succeeded), ("failed", .failed), ("rerun", .unknown)])
  func `a program settles it, and is told the name of a new run`(
    word: String, outcome: Outcome
  ) async throws {
    let (world, run) = try await scene()
    let token = try await world.token(of: "alice")
    let path = "/automation/runs/\(run)/resolve"
    let reply = try await world.call(
      .post, path, token: token, ["outcome": .string(word), "note": "I looked."])
    #expect(reply.status == 200 && reply.json?["success"] == true)
    #expect((reply.json?["run_id"]?.text != nil) == (word == "rerun"))
    let settled = try await world.services.runs.run(run, for: .alice)
    #expect(settled.outcome == outcome)
    #expect(settled.reason?.code == .settled && settled.reason?.words.contains("I looked.") == true)
    #expect(
      try await world.call(.post, path, token: token, ["outcome": .string(word)]).status == 409)
  }

  @Test func `an outcome that there is not is refused at its field, and settles nothing`()
    async throws
  {
    let (world, run) = try await scene()
    let token = try await world.token(of: "alice")
    let reply = try await world.call(
      .post, "/automation/runs/\(run)/resolve", token: token, ["outcome": "perhaps"])
    #expect(reply.status == 422 && reply.text.contains("\"outcome\""))
    let others = try await world.call(
      .post, "/automation/runs/\(run)/resolve", token: try await world.token(of: "bob"),
      ["outcome": "failed"])
    #expect(others.status == 404)
    #expect(try await world.services.runs.run(run, for: .alice).reason?.code == .noAnswer)
  }

  private func scene() async throws -> (world: World, run: String) {
    let world = try await World()
    let id = try await world.save("Pay the bill")
    let run = try await world.services.runs.runNow(id, by: world.act(.alice))
    try await world.finish(
      try await world.claim(), .unknown, Reason(.noAnswer, "The answer never came."))
    return (world, run)
  }
}
