import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// However an address of this machine or its network is written, no document is fetched there and no
/// operation called.
@Suite(.timeLimit(.minutes(20))) struct OpenAPIForbiddenTests {
  @Test(arguments: ForbiddenAddressTests.spellings)
  func `no document, no call and no test gets there`(_ spelling: String) async throws {
    try await Canary.watching { canary in
      let url = spelling.replacing("PORT", with: "\(canary.port)")
      let apis = DescribedAPIs(
        signed: SignedOutgoing(
          outgoing: OutgoingWorld.outgoing(allowing: ""), keeping: TokensInMemory(),
          now: { .morning }),
        secrets: { _ in [] })
      let elsewhere = connection(.url(url))
      for settings in [elsewhere, connection(document(at: url)), connection(document(), url)] {
        let result = await OpenAPIAdapter(apis, now: { 0 }).perform(
          ToolCall(
            runID: "run", userID: "alice", scheduledAt: .morning, step: 1, tool: "ask",
            connection: settings, params: [:], attempt: 1, timeout: 100, idempotencyKey: "key"))
        #expect(result.error != nil && result.response == nil)
      }
      let test = await OpenAPITester(apis).test(elsewhere, ConnectionProbe(), for: "alice")
      #expect(test.outcome == .failed)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }

  private func connection(
    _ document: OpenAPISettings.Document, _ baseURL: String? = nil
  ) -> Connection {
    .alices("crm", .openapi(OpenAPISettings(document: document, baseURL: baseURL)))
  }

  /// - Parameter server: that it names; `nil`: none.
  private func document(at server: String? = nil) -> OpenAPISettings.Document {
    let json: JSON = [
      "openapi": "3.1.0", "servers": [["url": .string(server ?? "/")]],
      "paths": ["/a": ["get": ["operationId": "ask"]]],
    ]
    return .text(json.serialized)
  }
}
