import Automations
import HTTPTypes
import Site
import TestSupport
import Testing

/// An automation whose circuit has opened, as its pages tell it.
@Suite struct StandstillTests {
  @Test func `list and panel say why, since when, and what to do`() async throws {
    let (world, browser, id) = try await scene()
    let list = try await browser.get("/traces").text
    #expect(list.contains("failed\">Failed") && list.contains("Stopped after 3 failed runs"))
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("Why it does not run any more"))
    #expect(panel.contains("Stopped after 3 failed runs in a row. The last: Step 1: &lt;500&gt;."))
    #expect(panel.contains("stood still since <time datetime=\"2026-11-24T08:34Z\">"))
    #expect(panel.ranges(of: ">Resume</button>").count == 1)
    #expect(panel.ranges(of: ">Run now</button>").count == 1)
    #expect(panel.contains("Stops and recoveries") && panel.contains("Stopped</span>"))
    #expect(try await world.services.runs.notices(Window(), for: .bob).total == 0)
  }

  @Test func `the button closes the circuit, and one notice says when it works again`()
    async throws
  {
    let (world, browser, id) = try await scene()
    let reply = try await browser.post("/traces/\(id)/status", [("status", "deployed")])
    #expect(reply.location == "/traces/\(id)?notice=resumed")
    let closed = try await browser.get("/traces/\(id)").text
    #expect(closed.contains("deployed\">Deployed") && !closed.contains("Why it does not run"))
    try await world.ran(id, .succeeded)
    let well = try await browser.get("/traces/\(id)").text
    #expect(well.contains("Works again</span>") && well.contains("It works again."))
  }

  @Test func `a paused one says since when`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    try await world.setStatus(id, .paused)
    let page = try await world.browser(of: "alice").get("/traces/\(id)").text
    #expect(page.contains("since <time datetime=\"2026-11-24T08:30Z\">"))
    #expect(!page.contains("Stops and recoveries"))
  }

  private func scene() async throws -> (world: World, browser: Browser, id: String) {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    world.clock.advance(seconds: 60)
    for _ in 1...3 { try await world.ran(id, .failed, Reason(.stepFailed, "Step 1: <500>.")) }
    return (world, try await world.browser(of: "alice"), id)
  }
}
