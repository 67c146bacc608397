import Automations
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// The ledger of an automation, by page.
@Suite struct OccurrencesTests {
  @Test func `each row says when, how it ended and why, and leads to its run`() async throws {
    let (world, browser, id) = try await scene()
    let run = try await world.ran(id, .failed, Reason(.stepFailed, "Step 1 <note>: 500."))
    try await world.plan(id, skipped: Reason(.paused, "The automation was paused."), instants: 300)
    _ = try await world.services.runs.runNow(id, by: world.act(.alice))
    let page = try await browser.get("/traces/\(id)/occurrences").text
    #expect(page.contains("Step 1 &lt;note&gt;: 500."))
    #expect(page.contains("href=\"/runs/\(run)\""))
    #expect(page.contains("<small>300 times</small>"))
    #expect(page.contains("<small>to <time datetime=\"2026-11-24T13:31Z\" data-scheduled>"))
    #expect(page.contains("Started by hand.") && page.contains("Waiting"))
    let order = ["Started by hand.", "The automation was paused.", "Step 1 &lt;note&gt;"]
    let places = order.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
  }

  @Test func `filters by outcome, reason and day, which are kept in the form`() async throws {
    let (world, _, id) = try await scene()
    try await world.ran(id, .succeeded)
    try await world.plan(id, skipped: Reason(.excluded, "An excluded date."))
    world.clock.advance(seconds: 86_400)
    try await world.plan(id, skipped: Reason(.paused, "On the next day."))
    let browser = try await world.browser(of: "alice")
    func rows(_ query: String) async throws -> Int {
      let text = try await browser.get("/traces/\(id)/occurrences?\(query)").text
      return text.ranges(of: "<tr>").count - 1
    }
    #expect(try await rows("") == 3)
    #expect(try await rows("outcome=succeeded") == 1)
    #expect(try await rows("outcome=skipped") == 2)
    #expect(try await rows("outcome=skipped&reason_code=excluded") == 1)
    #expect(try await rows("from=2026-11-25") == 1)
    #expect(try await rows("to=2026-11-24") == 2)
    #expect(try await rows("from=&to=&outcome=&reason_code=") == 3)
    let page = try await browser.get(
      "/traces/\(id)/occurrences?outcome=failed&reason_code=limit&from=2026-11-01&to=2026-11-30"
    ).text
    #expect(page.contains("<option value=\"failed\" selected>Failed"))
    #expect(page.contains("<option value=\"limit\" selected>"))
    #expect(page.contains("name=\"from\" value=\"2026-11-01\""))
    #expect(page.contains("name=\"to\" value=\"2026-11-30\"") && page.contains("Nothing fits"))
  }

  @Test func `a day is one of the schedule's zone`() async throws {
    let (world, _, id) = try await scene(zone: "America/New_York")
    // 02:31 UTC is the evening before in New York.
    world.clock.advance(seconds: 18 * 3600)
    try await world.plan(id, skipped: Reason(.paused, "In the evening."))
    let browser = try await world.browser(of: "alice")
    let path = "/traces/\(id)/occurrences"
    #expect(try await browser.get("\(path)?to=2026-11-24").text.contains("In the evening."))
    #expect(try await !browser.get("\(path)?from=2026-11-25").text.contains("In the evening."))
    #expect(try await browser.get(path).text.contains("(America/New_York)"))
  }

  @Test func `is paged, and the pages keep the filter`() async throws {
    let (world, browser, id) = try await scene()
    for number in 1...5 {
      try await world.plan(id, skipped: Reason(.paused, "Number \(number)."))
    }
    let page = try await browser.get("/traces/\(id)/occurrences?outcome=skipped&limit=2&offset=2")
    #expect(page.text.contains("Number 3.") && !page.text.contains("Number 4."))
    #expect(page.text.contains("3–4 of 5"))
    #expect(
      page.text.contains(
        "href=\"/traces/\(id)/occurrences?outcome=skipped&amp;limit=2&amp;offset=4\""))
    let beyond = try await browser.get("/traces/\(id)/occurrences?offset=50")
    #expect(beyond.text.contains("The list ends before here"))
  }

  @Test(arguments: ["outcome=good", "reason_code=bad", "from=tomorrow", "to=2026-02-30", "limit=0"])
  func `a query that means nothing is refused`(query: String) async throws {
    let (_, browser, id) = try await scene()
    #expect(try await browser.get("/traces/\(id)/occurrences?\(query)").status == 422)
  }

  @Test func `the panel leads there, and lists as planned what the schedule planned`()
    async throws
  {
    let (world, browser, id) = try await scene()
    _ = try await world.services.runs.runNow(id, by: world.act(.alice))
    let page = try await browser.get("/traces/\(id)").text
    #expect(page.contains("href=\"/traces/\(id)/occurrences\""))
    #expect(page.contains("href=\"/runs?trace_id=\(id)\""))
    let ledger = try #require(page.firstRange(of: "id=\"ledger\""))
    #expect(page[ledger.upperBound...].contains("Nothing has come due yet."))
  }

  private func scene(
    zone: String = "UTC"
  ) async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    let schedule = StoredSchedule(
      type: "daily", time: "23:00", config: ["timezone": .string(zone)])
    _ = try await world.services.deployments.deploy(
      try DeployRequest(traceID: id, schedule: schedule, name: nil), by: world.act(.alice))
    world.clock.advance(seconds: 60)
    return (world, try await world.browser(of: "alice"), id)
  }
}
