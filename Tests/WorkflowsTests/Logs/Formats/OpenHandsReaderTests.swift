import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What OpenHands exports.
@Suite struct OpenHandsReaderTests {
  private func metadata(_ id: String, _ tool: String, _ arguments: String?) -> JSON {
    var response: JSON = nil
    if let arguments {
      let function: JSON = ["name": .string(tool), "arguments": .string(arguments)]
      response = [
        "choices": [
          [
            "message": [
              "tool_calls": [
                ["id": "other", "function": ["arguments": "{}"]],
                ["id": .string(id), "function": function],
              ]
            ]
          ]
        ]
      ]
    }
    return [
      "function_name": .string(tool), "tool_call_id": .string(id), "model_response": response,
    ]
  }

  @Test func `a call is what the model called, and its result the observation that it caused`() {
    let log = Log(
      of: [
        [
          "id": 0, "source": "user", "action": "message", "args": ["content": "Write it"],
          "timestamp": "2026-03-04T05:06:07.123456",
        ],
        [
          "id": 1, "source": "agent", "action": "edit",
          "args": ["path": "a", "thought": "I write."],
          "timestamp": "2026-03-04T05:06:08.123456",
          "tool_call_metadata": metadata("c1", "editor", "{\"command\":\"create\"}"),
        ],
        ["id": 2, "source": "agent", "action": "run", "args": ["command": "ls", "thought": ""]],
        [
          "id": 3, "source": "agent", "observation": "run", "cause": 2, "content": "none",
          "extras": ["metadata": ["exit_code": 2]],
        ],
        ["id": 4, "source": "agent", "observation": "edit", "cause": 1, "content": "created"],
        [
          "id": 5, "source": "agent", "action": "call_tool_mcp",
          "args": ["name": "send", "arguments": ["to": "ann@x.org"]],
        ],
        ["id": 6, "source": "agent", "observation": "error", "cause": 5, "content": "no server"],
        [
          "id": 7, "source": "agent", "action": "finish", "args": ["outputs": [:]],
          "tool_call_metadata": metadata("c2", "finish", nil),
        ],
        [
          "id": 8, "source": "environment", "observation": "agent_state_changed", "cause": 7,
          "content": "", "extras": ["agent_state": "finished"],
        ],
      ])
    #expect(log.format == .openhands)
    #expect(log.calls.map(\.tool) == ["editor", "run", "send", "finish"])
    #expect(
      log.calls.map(\.params) == [
        ["command": "create"], ["command": "ls"], ["to": "ann@x.org"], ["outputs": [:]],
      ])
    #expect(log.calls.prefix(2).map(\.result?.json) == ["created", "none"])
    #expect(log.calls.map(\.error) == [nil, "exit code 2", "no server", nil])
    #expect(log.calls.first?.at == Instant(rfc3339: "2026-03-04T05:06:08.123Z"))
    #expect(log.calls.last?.result == nil)
    #expect(log.entries.prefix(3).map(\.source.description) == ["/0", "/1/args/thought", "/1"])
  }

  @Test func `events of the newer SDK are paired by the calls' ids`() {
    let log = Log(
      of: [
        [
          "kind": "MessageEvent", "source": "user",
          "llm_message": ["role": "user", "content": [["type": "text", "text": "List"]]],
        ],
        [
          "kind": "ActionEvent", "source": "agent",
          "thought": [["type": "text", "text": "I look."]],
          "tool_name": "terminal", "tool_call_id": "c1",
          "action": ["kind": "TerminalAction", "command": "ls"],
          "tool_call": ["name": "terminal", "arguments": "{\"command\":\"ls -a\"}"],
        ],
        [
          "kind": "ActionEvent", "source": "agent", "tool_name": "terminal", "tool_call_id": "c2",
          "action": ["kind": "TerminalAction", "command": "pwd"],
        ],
        [
          "kind": "ObservationEvent", "source": "environment", "tool_call_id": "c1",
          "observation": ["kind": "O", "content": [["type": "text", "text": "a.txt"]]],
        ],
        [
          "kind": "AgentErrorEvent", "source": "agent", "tool_call_id": "c2", "error": "no shell",
        ],
      ])
    #expect(log.format == .openhands)
    #expect(log.calls.map(\.params) == [["command": "ls -a"], ["command": "pwd"]])
    #expect(log.calls.map(\.result?.read) == ["a.txt", nil])
    #expect(log.calls.map(\.error) == [nil, "no shell"])
    #expect(log.entries.count == 4)
  }
}
