import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// However an address of this machine or its network is written, no MCP server is asked there.
@Suite(.timeLimit(.minutes(20))) struct MCPForbiddenTests {
  @Test(arguments: ForbiddenAddressTests.spellings)
  func `no step and no test gets there`(_ spelling: String) async throws {
    try await Canary.watching { canary in
      let url = spelling.replacing("PORT", with: "\(canary.port)")
      let world = MCPWorld(allowing: "")
      let mail = Connection.alices("mail", .mcp(.http(url: url, signIn: .none)))
      let result = await world.adapter.perform(world.call("send_mail", [:], through: mail))
      #expect(result.error != nil && result.response == nil)
      let test = await world.tester.test(mail, ConnectionProbe(), for: "alice")
      #expect(test.outcome == .failed && test.tools == nil)
      let visitors = try await canary.visitors()
      #expect(visitors == 0)
    }
  }
}
