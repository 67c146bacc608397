import Automations
import OrderedJSON
import Site
import TestSupport
import Testing
import Workflows

/// What the panel says that a step does here.
@Suite struct StepWordsTests {
  @Test func `mail that no program takes out is not called sent, other tools do as they say`()
    async throws
  {
    for (adapters, deed) in [
      ([], "sends an e-mail"), ([MailKeeper()], "writes an e-mail to the outbox"),
    ] as [([any ToolAdapter], String)] {
      let world = try await World(adapters: adapters)
      let browser = try await world.browser(of: "alice")
      let mail = try await browser.get("/traces/\(world.save(tool: "send_email"))").text
      #expect(mail.contains("<span class=\"quiet\">\(deed)"))
      #expect(mail.contains("nobody is sent it") == !adapters.isEmpty)
      let note = try await browser.get("/traces/\(world.save(tool: "note"))").text
      #expect(note.contains("<span class=\"quiet\">writes a note"))
    }
  }
}

/// Tells of mail what the adapter of the embedded tools tells where there is no mail program.
private struct MailKeeper: ToolAdapter {
  let kind = AdapterKind.local

  func effect(of call: ToolCall, bound: Effect?) -> Effect { .idempotent }
  func request(for call: ToolCall) -> JSON { call.params }
  func perform(_ call: ToolCall) async -> ToolResult { .noAnswer("It is not asked.") }
  func notices(of tool: BoundTool) -> [String] {
    tool.embedded == .sendEmail ? ["Mail is kept, so nobody is sent it."] : []
  }
}
