import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing

/// What a test of a connection to an MCP server says.
@Suite(.timeLimit(.minutes(20))) struct MCPTesterTests {
  private let world = MCPWorld()

  @Test func `a server that answers is told with its tools`() async throws {
    let (test, asked) = try await world.serving(MCPWorld.server()) { await tested($0) }
    #expect(
      test
        == ConnectionTest(
          .succeeded, #"The MCP server "mail" answers and has 1 tool."#, tools: ["send_mail"]))
    #expect(asked.map(\.method) == ["tools/list"])
  }

  @Test func `one that does not is told with what to do`() async throws {
    let (wrong, _) = try await world.serving { _ in
      MCPScript.answer(404)
    } _: {
      await tested($0)
    }
    #expect(wrong.outcome == .failed && wrong.tools == nil)
    #expect(
      wrong.words
        == "The server answered 404 Not Found. See that the address is that of an MCP server; of "
        + "many it ends with /mcp.")
    let closed = try ClosedPort()
    let silent = await tested(MCPWorld.mail(closed.number))
    #expect(silent.words.hasSuffix(" See that the server runs, and that the address is right."))
    let elsewhere = await tested(.alices("crm"))
    #expect(elsewhere.words.hasPrefix(#"The connection "crm" leads to no MCP server."#))
  }

  @Test func `a sign-in by token server is tried though there is a token`() async throws {
    let tokens = TalkingServer { _ in OAuthWorld.token("given") }
    try await tokens.serving { tokens in
      let world = MCPWorld.signingIn()
      let server = try LoopbackServer(.script { MCPWorld.server()(MCPScript.Request($0)) })
      await server.serving { server in
        let mail = MCPWorld.mail(server.port, signIn: MCPWorld.signIn(at: tokens))
        for count in 1...2 {
          let test = await world.tester.test(mail, ConnectionProbe(), for: "alice")
          #expect(
            test.words
              == #"The token server gave a token. The MCP server "mail" answers and has 1 tool."#)
          #expect(tokens.requests.count == count)
        }
        #expect(server.requests.allSatisfy { $0.contains("Authorization: Bearer given\r\n") })
      }
    }
  }

  private func tested(_ connection: Connection) async -> ConnectionTest {
    await world.tester.test(connection, ConnectionProbe(), for: "alice")
  }
}
