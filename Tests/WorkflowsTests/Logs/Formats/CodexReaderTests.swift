import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What Codex writes.
@Suite struct CodexReaderTests {
  private func item(_ event: String, _ item: JSON) -> JSON {
    ["type": .string("item." + event), "item": item]
  }

  private func command(_ line: String, _ output: String, _ code: Int?) -> JSON {
    [
      "id": "item_1", "type": "command_execution", "command": .string(line),
      "aggregated_output": .string(output), "exit_code": JSON(code),
      "status": code == nil ? "in_progress" : code == 0 ? "completed" : "failed",
    ]
  }

  @Test func `an item is one call, however often it is told, and ids begin anew in each thread`() {
    let log = Log(
      of: [
        ["type": "thread.started", "thread_id": "t1"], ["type": "turn.started"],
        item("completed", ["id": "item_0", "type": "agent_message", "text": "I look."]),
        item("started", command("ls", "", nil)), item("completed", command("ls", "a.txt\n", 0)),
        ["type": "thread.started", "thread_id": "t2"],
        item("started", command("ls", "", nil)), item("completed", command("ls", "none", 2)),
      ])
    #expect(log.format == .codex)
    #expect(log.calls.map(\.tool) == ["command_execution", "command_execution"])
    #expect(log.calls.map(\.params) == [["command": "ls"], ["command": "ls"]])
    #expect(log.calls.map(\.result?.json) == ["a.txt\n", "none"])
    #expect(log.calls.map(\.error) == [nil, "exit code 2"])
    #expect(log.entries.map(\.source.description) == ["/2/item", "/3/item", "/6/item"])
  }

  @Test func `tools of servers have their own names`() {
    let log = Log(
      of: [
        item(
          "completed",
          [
            "id": "item_1", "type": "mcp_tool_call", "server": "mail", "tool": "send",
            "arguments": ["to": "ann@x.org"],
            "result": ["content": [["type": "text", "text": "ok"]]],
            "error": nil, "status": "completed",
          ]),
        item(
          "completed",
          [
            "id": "item_2", "type": "mcp_tool_call", "server": "mail", "tool": "send",
            "arguments": [:], "result": nil, "error": ["message": "no recipient"],
            "status": "failed",
          ]),
        item("completed", ["id": "item_3", "type": "web_search", "query": "weather"]),
        item("updated", ["id": "item_4", "type": "todo_list", "items": []]),
      ])
    #expect(log.calls.map(\.tool) == ["send", "send", "web_search"])
    #expect(log.calls.map(\.result?.read) == ["ok", nil, nil])
    #expect(log.calls.map(\.error) == [nil, "no recipient", nil])
    #expect(log.calls.last?.params == ["query": "weather"])
  }

  private func line(_ type: String, _ payload: JSON) -> JSON {
    ["timestamp": "2026-03-04T05:06:07Z", "type": .string(type), "payload": payload]
  }

  @Test func `a session's calls are paired, and what is told again counts once`() {
    let log = Log(
      of: [
        line("session_meta", ["id": "s"]),
        line("response_item", ["type": "message", "role": "user", "content": [["text": "<env>"]]]),
        line("event_msg", ["type": "user_message", "message": "Send it"]),
        line(
          "response_item",
          [
            "type": "function_call", "name": "shell", "arguments": "{\"command\":[\"ls\"]}",
            "call_id": "c1",
          ]),
        line(
          "response_item",
          [
            "type": "function_call_output", "call_id": "c1",
            "output": "{\"output\":\"none\",\"metadata\":{\"exit_code\":1}}",
          ]),
        line(
          "response_item",
          ["type": "function_call", "name": "mail__send", "arguments": "{}", "call_id": "c2"]),
        line(
          "event_msg",
          [
            "type": "mcp_tool_call_end", "call_id": "c2",
            "invocation": ["server": "mail", "tool": "send", "arguments": [:]],
            "result": ["Ok": ["content": [["type": "text", "text": "sent"]]]],
          ]),
        line(
          "response_item",
          ["type": "function_call_output", "call_id": "c2", "output": "Wall time: 1\nsent"]),
        line(
          "response_item",
          ["type": "custom_tool_call", "name": "apply_patch", "input": "+a", "call_id": "c3"]),
        line(
          "response_item", ["type": "custom_tool_call_output", "call_id": "c3", "output": "Done"]),
        line(
          "response_item",
          ["type": "function_call", "name": "exec", "arguments": "{}", "call_id": "c4"]),
        line(
          "response_item",
          [
            "type": "function_call_output", "call_id": "c4",
            "output": "Exit code: 3\nOutput:\nnone",
          ]),
      ])
    #expect(log.format == .codex)
    #expect(log.calls.map(\.tool) == ["shell", "mail__send", "apply_patch", "exec"])
    #expect(log.calls.map(\.params) == [["command": ["ls"]], [:], ["input": "+a"], [:]])
    #expect(
      log.calls.map(\.result?.read) == ["none", "sent", "Done", "Exit code: 3\nOutput:\nnone"])
    #expect(log.calls.map(\.error) == ["exit code 1", nil, nil, "exit code 3"])
    #expect(log.calls.first?.at == Instant(rfc3339: "2026-03-04T05:06:07Z"))
    #expect(log.entries.count == 5)
  }
}
