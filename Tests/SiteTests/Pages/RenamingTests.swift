import Automations
import Site
import TestSupport
import Testing

@Suite struct RenamingTests {
  @Test(arguments: [nil, "Weekly status", "Two\nlines"])
  func `a name that comes back as it was is not called changed`(name: String?) async throws {
    let world = try await World()
    let id = try await world.save(name)
    let browser = try await world.browser(of: "alice")
    let typed = (name ?? "").replacing("\n", with: " ")
    let same = try await browser.post("/traces/\(id)/name", [("name", typed)])
    #expect(same.location == "/traces/\(id)?notice=same-name")
    #expect(try await browser.follow(same).text.contains("The name is as it was."))
    #expect(try await world.services.traces.automation(id, for: .alice).name == name)
    let other = try await browser.post("/traces/\(id)/name", [("name", "Other")])
    #expect(try await browser.follow(other).text.contains("The name is changed."))
  }
}
