import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Who did something, proved by what, from where and when.
@Suite struct ActTests {
  @Test func `a call is its token's, and a form its session's`() async throws {
    let world = try await World()
    let id = try await world.save()
    let runs = [
      try await world.services.runs.runNow(id, by: world.act(.alice)),
      try await world.services.runs.runNow(id, by: world.act(.alice)),
    ]
    let token = try await world.token(of: "alice")
    let browser = try await world.browser(of: "alice")
    world.clock.advance(seconds: 60)
    let called = try await world.call(
      .post, "/automation/runs/\(runs[0])/cancel", token: token, [:])
    #expect(called.status == 200)
    #expect(try await browser.post("/runs/\(runs[1])/cancel", []).status == 303)

    let tokenID = try #require(
      try await world.accounts.tokens(of: "alice").first { $0.name == "test" }?.id)
    let sessionID = try #require(try await world.accounts.sessions(of: "alice").first?.id)
    #expect(
      world.worker.acts
        == [.token(tokenID), .session(sessionID)].map { proof in
          Act(caller: .alice, proof: proof, address: "192.0.2.7", at: world.clock.now)
        })
  }
}
