import OrderedJSON
import Testing
import Workflows

/// Transcripts of Claude Code, and its `stream-json`.
@Suite struct ClaudeCodeReaderTests {
  private func line(
    _ type: JSON, _ content: JSON, uuid: String, _ more: [JSON.Member] = []
  ) -> JSON {
    let members: [JSON.Member] = [
      .init("type", type), .init("sessionId", "s"), .init("uuid", .string(uuid)),
      .init("message", ["id": "m1", "role": type, "content": content]),
    ]
    return .object(members + more)
  }

  private func use(_ id: JSON, _ tool: JSON, _ input: JSON = [:]) -> JSON {
    [["type": "tool_use", "id": id, "name": tool, "input": input]]
  }

  private func result(_ id: JSON, _ content: JSON) -> JSON {
    [["type": "tool_result", "tool_use_id": id, "content": content]]
  }

  @Test func `an answer on several lines is one, and results come in any order`() {
    let log = Log(of: [
      line("user", "Read both", uuid: "1"), line("assistant", use("t1", "Read"), uuid: "2"),
      line("assistant", use("t2", "Read"), uuid: "3"), line("user", result("t2", "b"), uuid: "4"),
      line("user", result("t1", "a"), uuid: "5"), line("assistant", use("t2", "Read"), uuid: "3"),
      ["type": "result", "result": "Done", "session_id": "s"],
    ])
    #expect(log.format == .claudeCode)
    #expect(log.calls.map(\.tool) == ["Read", "Read"])
    #expect(log.calls.map(\.result?.json) == ["a", "b"])
  }

  @Test func `what hooks and commands put in is not the user's`() {
    let log = Log(of: [
      line("user", "Tidy up", uuid: "1"),
      line("user", "Are you done?", uuid: "2", [.init("isMeta", true)]),
      line("user", "<command-name>/clear</command-name>", uuid: "3"),
      line("assistant", [["type": "text", "text": "Tidied."]], uuid: "4"),
    ])
    #expect(log.said(by: .user) == ["Tidy up"])
    #expect(log.said(by: .agent) == ["Tidied."])
    #expect(log.notes.count == 2)
  }

  @Test func `an agent below is told as another, and its calls count once`() {
    let inner = line("assistant", use("t2", "Grep", ["pattern": "x"]), uuid: "i")
    let log = Log(of: [
      line("assistant", use("t1", "Task", ["subagent_type": "searcher"]), uuid: "1"),
      ["type": "progress", "uuid": "2", "data": ["type": "agent_progress", "message": inner]],
      line(
        "assistant", use("t2", "Grep", ["pattern": "x"]), uuid: "3", [.init("isSidechain", true)]),
      line("user", "Search", uuid: "4", [.init("isSidechain", true)]),
      line("assistant", use("t3", "Read"), uuid: "5", [.init("parent_tool_use_id", "t1")]),
      line("user", result("t2", "found"), uuid: "6", [.init("isSidechain", true)]),
    ])
    #expect(log.calls.map(\.tool) == ["Task", "Grep", "Read"])
    #expect(log.calls.map(\.agent) == [nil, "sidechain", "searcher"])
    #expect(log.calls[1].result?.json == "found")
    #expect(log.said(by: .user).isEmpty)
  }
}
