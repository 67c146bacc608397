import Automations
import HTTPTypes
import TestSupport
import Testing

/// One account's requests leave room for others'.
@Suite struct TurnTests {
  @Test func `what is beyond an account's share is refused, and nobody else is`() async throws {
    let turns = Slots(each: 1, line: 0)
    let world = try await World(turns: turns)
    let (alice, bob) = (try await world.token(of: "alice"), try await world.token(of: "bob"))
    let browser = try await world.browser(of: "alice")
    let path = "/automation/traces"
    #expect(try await world.call(.get, path, token: alice).status == 200)

    let slot = try await turns.slot(of: "alice")
    let refused = try await world.call(.get, path, token: alice)
    #expect(refused.status == 429 && refused.headers[.retryAfter] == "1")
    #expect(refused.text.contains("1 requests at work and 0 waiting, fewer"))
    let page = try await browser.get("/traces")
    #expect(page.status == 429 && page.text.contains("then go back and try again"))
    #expect(!page.text.contains("nothing was lost"))
    #expect(try await world.call(.get, path, token: bob).status == 200)
    #expect(try await world.call(.get, "/health", token: nil).status == 200)

    slot.free()
    #expect(try await world.call(.get, path, token: alice).status == 200)
    #expect(try await browser.get("/traces").status == 200)
  }
}
