import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing
import Workflows

/// Checking a workflow before it is put on a schedule.
@Suite struct CheckPageTests {
  private let world: World
  private let browser: Browser
  private let id: String
  private let proposals: [Proposal]

  init() async throws {
    world = try await World()
    browser = try await world.browser(of: "alice")
    id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "chat", name: "Printer",
        traceData: try JSON(parsing: WorkflowAPITests.chat)),
      by: world.act(.alice))
    proposals = try await world.services.workflows.workflow(of: id, for: .alice).state.draft
      .proposals
  }

  private func post(_ fields: [(String, String)]) async throws -> World.Reply {
    try await browser.post("/traces/\(id)/check", fields)
  }

  private func state() async throws -> [Proposal.State] {
    try await world.services.workflows.workflow(of: id, for: .alice).state.states
  }

  @Test func `what is sure is chosen, and can be put back`() async throws {
    let page = try await browser.get("/traces/\(id)/check").text
    #expect(page.contains("<legend><bdi>ticket_id</bdi></legend>"))
    for proposal in proposals {
      #expect(page.contains("name=\"\(proposal.id)\" value=\"\(proposal.id)\" checked"))
      #expect(page.contains("name=\"\(proposal.id)\" value=\"recorded\">"))
    }
    #expect(page.contains("It stays as it was recorded: <bdi class=\"recorded\">T-48151</bdi>"))
    let saved = try await post([
      ("seen", "1"), (proposals[0].id, "recorded"), (proposals[1].id, proposals[1].id),
      ("then", "schedule"),
    ])
    #expect(saved.status == 303 && saved.location == "/traces/\(id)/schedule")
    #expect(try await state() == [.left, .taken])
    let again = try await browser.get("/traces/\(id)/check").text
    #expect(again.contains("name=\"\(proposals[0].id)\" value=\"recorded\" checked"))
  }

  @Test func `who comes second sees how it stands now, and nothing is lost`() async throws {
    _ = try await post([("seen", "1"), (proposals[0].id, proposals[0].id)])
    let second = try await post([("seen", "1"), (proposals[0].id, "recorded")])
    #expect(second.status == 409)
    #expect(second.text.contains("The workflow was changed meanwhile"))
    #expect(try await state().first == .taken)
  }

  @Test func `it is read from the trace again`() async throws {
    _ = try await post([("seen", "1"), (proposals[0].id, proposals[0].id)])
    let reset = try await browser.post("/traces/\(id)/check/reset", [("seen", "2")])
    #expect(reset.status == 303)
    #expect(try await state() == [.open, .open])
  }

  @Test func `the timeline tells what was asked, called and said`() async throws {
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("Have the printer repaired, by ann@x.example"))
    #expect(panel.contains("<li class=\"said\">"))
    #expect(panel.contains("<code><bdi>assign_ticket</bdi></code>"))
    #expect(try await browser.get("/traces/\(id)/entries/1").status == 200)
  }
}

/// Logs that are pasted as their makers wrote them.
@Suite struct PastedLogTests {
  @Test(arguments: [
    WorkflowAPITests.chat, "{\"messages\": \(WorkflowAPITests.chat)}",
    #"""
    {"role": "user", "content": "Have the printer repaired"}
    {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "create_ticket", "arguments": "{}"}}]}

    {"role": "tool", "tool_call_id": "c1", "content": "done"}
    """#,
  ])
  func `a list, an object and lines are traces with steps`(text: String) async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let saved = try await browser.post("/traces", [("trace", text)])
    #expect(saved.status == 303)
    let panel = try await browser.follow(saved)
    #expect(panel.text.contains("<code><bdi>create_ticket</bdi></code>"))
  }
}
