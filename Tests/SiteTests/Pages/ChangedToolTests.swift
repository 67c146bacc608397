import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// What the panel says of tools that are others than a version relies on.
@Suite struct ChangedToolTests {
  @Test func `what is other is shown, and accepted by a button`() async throws {
    let world = try await World()
    let id = try await world.blocked()
    let browser = try await world.browser(of: "alice")
    let panel = try await browser.get("/traces/\(id)")
    #expect(panel.text.contains("A tool is another one now"))
    #expect(panel.text.contains("<li dir=\"auto\">&lt;cc&gt; is new.</li>"))
    let stale = try await browser.post("/traces/\(id)/contracts", [("seen", "something else")])
    #expect(stale.status == 409 && stale.text.contains("its tools became others again"))
    let seen = try #require(
      panel.value(of: "value", after: "action=\"/traces/\(id)/contracts\"><input type=\"hidden\""))
    let done = try await browser.post("/traces/\(id)/contracts", [("seen", seen)])
    #expect(done.status == 303 && done.location == "/traces/\(id)?notice=contracts-accepted")
    let after = try await browser.follow(done)
    #expect(after.text.contains("What is other is accepted"))
    #expect(!after.text.contains("A tool is another one now"))
  }

  @Test func `a call accepts what it names`() async throws {
    let world = try await World()
    let id = try await world.blocked()
    let token = try await world.token(of: "alice")
    let path = "/automation/traces/\(id)/contracts/accept"
    for (body, status) in [
      (["tools": []], 422), (["tools": "note"], 422), (["tools": ["other"]], 409),
    ] as [(JSON, Int)] {
      #expect(try await world.call(.post, path, token: token, body).status == status)
    }
    let done = try await world.call(.post, path, token: token, ["tools": ["note"]])
    #expect(
      done.json == [
        "success": true, "message": "Contracts accepted", "deployment_status": "deployed",
      ])
  }
}

extension World {
  /// An automation of Alice's whose tool became another one.
  fileprivate func blocked() async throws -> String {
    let id = try await save()
    try await deploy(id)
    try await plan(id)
    let claim = try await claim()
    #expect(try await ledger.hold(.note("a"), of: claim.key, at: clock.now) == .holds)
    try await ledger.note(["<cc> is new."], of: .note("b"), of: claim.key, at: clock.now)
    let end = RunEnd(
      outcome: .failed, reason: Reason(.stepFailed, "<cc> is new."), isPermanent: true,
      isOfChangedContract: true)
    #expect(try await ledger.finish(claim.key, end, at: clock.now) != nil)
    return id
  }
}
