import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Anthropic's messages, and the events of its sessions.
@Suite struct AnthropicReaderTests {
  private func use(_ id: JSON, _ tool: JSON, _ input: JSON) -> JSON {
    ["type": "tool_use", "id": id, "name": tool, "input": input]
  }

  private func result(_ id: JSON, _ content: JSON, isError: JSON = false) -> JSON {
    ["type": "tool_result", "tool_use_id": id, "content": content, "is_error": isError]
  }

  @Test func `blocks are read in their order, and results by id`() {
    let log = Log(of: [
      ["role": "user", "content": "Greet both"],
      [
        "role": "assistant",
        "content": [
          ["type": "text", "text": "At once."], use("t1", "greet", ["name": "Ann"]),
          use("t2", "greet", ["name": "Ben"]),
        ],
      ],
      [
        "role": "user",
        "content": [
          result("t2", "Ben is out", isError: true),
          result("t1", [["type": "text", "text": "hi"]]),
          ["type": "text", "text": "Go on"],
        ],
      ],
    ])
    #expect(log.format == .anthropic)
    #expect(log.calls.map(\.params) == [["name": "Ann"], ["name": "Ben"]])
    #expect(log.calls.map(\.result?.read) == ["hi", "Ben is out"])
    #expect(log.calls.map(\.error) == [nil, "Ben is out"])
    #expect(log.said(by: .user) == ["Greet both", "Go on"])
    #expect(log.entries.map(\.source.description)[1...2] == ["/1/content/0", "/1/content/1"])
  }

  @Test func `a request that repeats messages, with or without marks of its cache, adds no call`() {
    let question: JSON = ["role": "user", "content": "Greet Ann"]
    let marked: JSON = [
      "role": "user",
      "content": [["type": "text", "text": "Greet Ann", "cache_control": ["type": "ephemeral"]]],
    ]
    let answer: JSON = [
      "type": "message", "role": "assistant", "content": [use("t1", "greet", ["name": "Ann"])],
    ]
    let log = Log(of: [
      ["request": ["system": "Be brief.", "messages": [question]], "response": answer],
      [
        "request": [
          "system": "Be brief.",
          "messages": [
            marked, ["role": "assistant", "content": answer["content"] ?? nil],
            ["role": "user", "content": [result("t1", "hi")]],
          ],
        ], "response": ["type": "message", "role": "assistant", "content": "Done."],
      ],
    ])
    #expect(log.format == .anthropic)
    #expect(log.calls.map(\.result?.json) == ["hi"])
    #expect(log.said(by: .user).count == 1)
    #expect(log.notes == ["Be brief."])
  }

  @Test func `events of a session are read once, and a call that was denied failed`() {
    func heard(_ event: JSON) -> JSON { ["client.beta.sessions.events.stream", event] }
    func sent(_ event: JSON) -> JSON {
      ["client.beta.sessions.events.send", ["sesn_1", ["events": [event]]]]
    }
    let question: JSON = ["type": "user.message", "content": [["type": "text", "text": "Tides?"]]]
    let log = Log(of: [
      // The same in another order of members.
      sent(question),
      heard(["content": [["text": "Tides?", "type": "text"]], "type": "user.message"]),
      heard([
        "type": "agent.mcp_tool_use", "id": "e1", "name": "tides", "input": ["at": "Hven"],
        "processed_at": "2025-12-01T08:00:00Z",
      ]),
      heard([
        "type": "agent.mcp_tool_result", "mcp_tool_use_id": "e1",
        "content": [["type": "text", "text": "low"]], "processed_at": "2025-12-01T08:00:02Z",
      ]),
      heard(["type": "agent.tool_use", "id": "e2", "name": "bash", "input": [:]]),
      sent([
        "type": "user.tool_confirmation", "tool_use_id": "e2", "result": "deny",
        "deny_message": "Not now",
      ]),
    ])
    #expect(log.format == .anthropic)
    #expect(log.calls.map(\.tool) == ["tides", "bash"])
    #expect(log.calls.map(\.result?.read) == ["low", nil])
    #expect(log.calls.map(\.error) == [nil, "Not now"])
    #expect(log.calls.first?.durationMilliseconds == 2000)
    #expect(log.said(by: .user) == ["Tides?"])
  }
}
