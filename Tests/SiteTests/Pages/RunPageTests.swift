import Site
import Testing
import Workflows

@Suite struct RunPageTests {
  @Test func `a run that waits follows by itself, and says how to look again without scripts`()
    async throws
  {
    let (world, run) = try await scene()
    let page = try await world.browser(of: "alice").get("/runs/\(run)")
    #expect(page.text.contains("data-follow=\"1\"") && page.text.contains("Look again"))
    #expect(page.text.contains("<span class=\"badge waiting\">Waiting</span>"))
    #expect(page.text.contains("<dt>Started by</dt><dd>hand</dd>"))
    #expect(page.text.contains("No step has begun yet."))
  }

  @Test func `the panel lists the run, started by hand`() async throws {
    let (world, run) = try await scene()
    let trace = try await world.services.runs.run(run, for: .alice).traceID
    let page = try await world.browser(of: "alice").get("/traces/\(trace)")
    #expect(page.text.contains("href=\"/runs/\(run)\"") && page.text.contains("by hand"))
  }

  @Test func `somebody else's run is nowhere`() async throws {
    let (world, run) = try await scene()
    let page = try await world.browser(of: "bob").get("/runs/\(run)")
    #expect(page.status == 404 && page.text.contains("Run not found"))
  }

  private func scene() async throws -> (world: World, run: String) {
    let world = try await World()
    let id = try await world.save("Run <me>")
    return (world, try await world.services.runs.runNow(id, by: .alice))
  }
}
