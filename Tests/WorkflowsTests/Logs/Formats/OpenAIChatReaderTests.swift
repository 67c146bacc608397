import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Messages of OpenAI's Chat Completions, and of others that write in their way.
@Suite struct OpenAIChatReaderTests {
  private func call(_ tool: JSON, _ arguments: JSON, id: JSON = nil) -> JSON {
    ["id": id, "type": "function", "function": ["name": tool, "arguments": arguments]]
  }

  private func calls(_ calls: JSON...) -> JSON {
    ["role": "assistant", "content": nil, "tool_calls": .array(calls)]
  }

  @Test func `calls and results are paired by id and by order`() {
    let log = Log(of: [
      "messages": [
        ["role": "system", "content": "Be kind."], ["role": "user", "content": "Post the totals"],
        calls(
          call("sum", "{\"of\": \"may\"}", id: "c1"), call("sum", "{\"of\": \"june\"}", id: "c1")),
        ["role": "tool", "tool_call_id": "c1", "content": "{\"total\": 7}"],
        ["role": "tool", "tool_call_id": "c1", "content": "{\"total\": 9}"],
        ["role": "assistant", "content": "Seven and nine."],
      ]
    ])
    #expect(log.format == .openaiChat)
    #expect(log.calls.map(\.params) == [["of": "may"], ["of": "june"]])
    #expect(log.calls.map(\.result?.read) == [["total": 7], ["total": 9]])
    #expect(log.said(by: .user) == ["Post the totals"])
    #expect(log.said(by: .agent) == ["Seven and nine."])
    #expect(log.notes == ["Be kind."])
    #expect(
      log.entries.map(\.source.description) == [
        "/messages/0", "/messages/1", "/messages/2/tool_calls/0", "/messages/2/tool_calls/1",
        "/messages/5",
      ])
  }

  @Test func `without ids results come in the order of their calls`() {
    let log = Log(of: [
      calls(call("a", "{}"), call("b", "{}", id: "")),
      ["role": "tool", "content": "of a"], ["role": "tool", "name": "b", "content": "of b"],
    ])
    #expect(log.calls.map(\.result?.json) == ["of a", "of b"])
  }

  @Test func `arguments are JSON in a text, an object, nothing, or kept as they are`() {
    let log = Log(of: [
      calls(
        call("a", "{\"x\": 1}", id: "1"), call("b", ["x": 2], id: "2"), call("c", "", id: "3"),
        call("d", "{\"x\": ", id: "4"))
    ])
    #expect(log.calls.map(\.params) == [["x": 1], ["x": 2], [:], [:]])
    #expect(log.calls.map(\.argumentFault) == [nil, nil, nil, "{\"x\": "])
    #expect(
      log.calls.map(\.notice) == [
        nil, nil, nil, "What it was given is no JSON, so it has no params: {\"x\":",
      ])
  }

  @Test func `a request that repeats what was before it adds only what is new`() {
    let question: JSON = ["role": "user", "content": "What time is it?"]
    func answer(_ message: JSON) -> JSON {
      ["choices": [["message": message]], "created": 1_764_576_000]
    }
    let log = Log(of: [
      [
        "request": ["messages": [question]], "response": answer(calls(call("clock", "{}", id: ""))),
      ],
      [
        "request": [
          "messages": [
            question, calls(call("clock", "{}", id: "made_up")),
            ["role": "tool", "tool_call_id": "made_up", "content": "noon"],
          ]
        ], "response": answer(calls(call("clock", "{}", id: "c2"))),
      ],
    ])
    #expect(log.calls.map(\.tool) == ["clock", "clock"])
    #expect(log.calls.map(\.result?.json) == ["noon", nil])
    #expect(log.calls.first?.at == Instant(rfc3339: "2025-12-01T08:00:00Z"))
    #expect(log.said(by: .user).count == 1)
  }

  @Test func `conversations beside one another are each whole`() {
    let messages: JSON = [
      ["role": "user", "content": "Again"], calls(call("a", "{}", id: "1")),
      ["role": "tool", "tool_call_id": "1", "content": "done"],
    ]
    let other: JSON = [["role": "user", "content": "Other"], calls(call("a", "{}", id: "1"))]
    let longer = JSON.array((messages.elements ?? []) + [calls(call("b", "{}", id: "2"))])
    func tools(_ first: JSON, _ second: JSON) -> [String] {
      Log(of: [["messages": first], ["messages": second]]).calls.map(\.tool)
    }
    #expect(tools(messages, other) == ["a", "a"])
    #expect(tools(messages, longer) == ["a", "b"])
  }

  @Test func `a function may be a text, and an error stand beside the result`() throws {
    let log = Log(of: [
      ["role": "assistant", "tool_calls": [["id": "1", "function": "pay", "args": ["sum": 3]]]],
      [
        "role": "tool", "tool_call_id": "1", "content": [["type": "text", "content": "no"]],
        "error": ["type": "permission", "message": "Not allowed"],
      ],
      ["role": "tool", "tool_call_id": "2", "function": "ask", "content": "Error: nobody there"],
    ])
    #expect(log.calls.map(\.tool) == ["pay", "ask"])
    #expect(log.calls.map(\.params) == [["sum": 3], [:]])
    #expect(log.calls.map(\.error) == ["Not allowed", "Error: nobody there"])
    #expect(log.calls.first?.result?.read == "no")
    #expect(log.notes == ["The log has only the result of this call, not what it was given."])
  }

  @Test func `time grows with the log, not with its square`() {
    let messages = (0..<20_000).flatMap { number -> [JSON] in
      let id = JSON.string("c\(number)")
      return [
        calls(call("a", "{}", id: id)), ["role": "tool", "tool_call_id": id, "content": "r"],
      ]
    }
    let clock = ContinuousClock()
    let taken = clock.measure { #expect(Log(of: .array(messages)).calls.count == 20_000) }
    #expect(taken < .seconds(20))
  }
}
