import Automations
import OrderedJSON
import Site
import TestSupport
import Testing

@Suite struct RunListTests {
  @Test func `lists the runs of all automations, the latest first, and no others`() async throws {
    let (world, ids) = try await scene()
    try await world.ran(ids[0], .succeeded)
    try await world.plan(ids[0], skipped: Reason(.paused, "This was no run."))
    try await world.ran(ids[1], .failed, Reason(.stepFailed, "It broke."))
    let run = try await world.services.runs.runNow(ids[0], by: world.act(.alice))
    let page = try await world.browser(of: "alice").get("/runs").text
    #expect(page.ranges(of: "<tr").count == 4)
    #expect(!page.contains("This was no run."))
    let order = ["href=\"/runs/\(run)\"", "It broke.", "Succeeded</span>"]
    let places = order.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
    #expect(page.contains("by hand") && page.contains("data-follow"))
  }

  @Test func `filters by outcome and automation, and pages keep the filter`() async throws {
    let (world, ids) = try await scene()
    for _ in 1...3 { try await world.ran(ids[0], .succeeded) }
    try await world.ran(ids[0], .failed, Reason(.stepFailed, "x"))
    try await world.ran(ids[1], .succeeded)
    let browser = try await world.browser(of: "alice")
    func rows(_ query: String) async throws -> Int {
      try await browser.get("/runs?\(query)").text.ranges(of: "<tr").count - 1
    }
    #expect(try await rows("") == 5)
    #expect(try await rows("outcome=succeeded") == 4)
    #expect(try await rows("trace_id=\(ids[1])") == 1)
    #expect(try await rows("outcome=failed&trace_id=\(ids[0])") == 1)
    let page = try await browser.get("/runs?outcome=succeeded&trace_id=\(ids[0])&limit=2").text
    #expect(page.contains("1–2 of 3"))
    #expect(page.contains("<option dir=\"auto\" value=\"\(ids[0])\" selected>First"))
    #expect(
      page.contains(
        "href=\"/runs?outcome=succeeded&amp;trace_id=\(ids[0])&amp;limit=2&amp;offset=2\""))
    #expect(try await browser.get("/runs?outcome=good").status == 422)
    #expect(try await browser.get("/runs?outcome=unknown").text.contains("No run is like that"))
  }

  @Test func `every run is told by its schedule's clocks, however many automations came since`()
    async throws
  {
    let world = try await World()
    let id = try await world.save("First")
    _ = try await world.services.deployments.deploy(
      try DeployRequest(
        traceID: id,
        schedule: StoredSchedule(type: "daily", time: "09:00", config: ["timezone": "Asia/Tokyo"]),
        name: nil), by: world.act(.alice))
    try await world.ran(id, .succeeded)
    let browser = try await world.browser(of: "alice")
    let before = try await browser.get("/runs").text
    #expect(before.contains(" JST"))
    try await world.saveMany(101)
    let after = try await browser.get("/runs").text
    #expect(after.contains(" JST") && !after.contains(" UTC<"))
  }

  @Test func `nobody sees the runs of others, but the administrator, and whose they are`()
    async throws
  {
    let (world, ids) = try await scene()
    let run = try await world.ran(ids[0], .succeeded)
    let bob = try await world.browser(of: "bob").get("/runs").text
    #expect(bob.contains("Nothing has run yet") && !bob.contains("First"))
    #expect(try await world.browser(of: "bob").get("/runs?trace_id=\(ids[0])").status == 404)
    let admin = try await world.browser(of: "admin").get("/runs").text
    #expect(
      admin.contains("href=\"/runs/\(run)\"") && admin.contains("<small><bdi>alice</bdi></small>"))
  }

  private func scene() async throws -> (world: World, ids: [String]) {
    let world = try await World()
    let ids = try await [world.save("First"), world.save("Second")]
    for id in ids { try await world.deploy(id) }
    world.clock.advance(seconds: 60)
    return (world, ids)
  }
}
