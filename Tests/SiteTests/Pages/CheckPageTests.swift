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
    #expect(page.contains("<bdi>ticket_id</bdi></legend>"))
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

  @Test func `what varies is marked in place, and what would be sent stands beside it`()
    async throws
  {
    let page = try await browser.get("/traces/\(id)/check").text
    #expect(
      page.contains("<mark>&quot;T-48151&quot;</mark><sup><span class=\"only-heard\">place </span>")
    )
    #expect(page.contains("<section class=\"sent\" id=\"sent-2\">"))
    #expect(page.contains("name=\"day\" value=\"2026-"))
  }

  @Test func `what would be sent is shown for a choice that is not saved`() async throws {
    let shown = try await post([
      ("seen", "1"), (proposals[0].id, "recorded"), (proposals[1].id, proposals[1].id),
      ("day", "2026-12-24"), ("then", "show"),
    ])
    #expect(shown.status == 200)
    #expect(shown.text.contains("name=\"\(proposals[0].id)\" value=\"recorded\" checked"))
    #expect(shown.text.contains("name=\"day\" value=\"2026-12-24\""))
    #expect(try await state() == [.open, .open])
    let wrong = try await post([("seen", "1"), ("day", "soon"), ("then", "show")])
    #expect(wrong.status == 422 && wrong.text.contains("The day must be one like 2026-12-01."))
  }

  @Test func `a rehearsal is of what was chosen, and its page says what it is`() async throws {
    let rehearsed = try await post([
      ("seen", "1"), (proposals[0].id, proposals[0].id), ("day", "2026-12-24"),
      ("then", "rehearse"),
    ])
    #expect(rehearsed.status == 303 && rehearsed.location?.hasPrefix("/runs/") == true)
    #expect(try await state().first == .taken)
    let page = try await browser.follow(rehearsed).text
    #expect(page.contains("<h1>Rehearsal</h1>") && page.contains("<dt>Rehearsed for</dt>"))
  }

  @Test func `converting leads to the check while something is open, then to the schedule`()
    async throws
  {
    let first = try await browser.get("/traces/\(id)/convert")
    #expect(first.status == 303 && first.location == "/traces/\(id)/check")
    _ = try await post([("seen", "1"), (proposals[0].id, proposals[0].id)])
    let second = try await browser.get("/traces/\(id)/convert")
    #expect(second.location == "/traces/\(id)/schedule")
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
