import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What is the same of spans, whoever exported them.
@Suite struct SpanReaderTests {
  /// As Phoenix has it.
  private func span(
    _ id: JSON, _ kind: JSON, parent: JSON = nil, second: Int, _ attributes: JSON
  ) -> JSON {
    [
      "name": "span", "context": ["trace_id": "t", "span_id": id], "span_kind": kind,
      "parent_id": parent, "start_time": .string("2025-12-01T08:00:0\(second)Z"),
      "end_time": .string("2025-12-01T08:00:0\(second + 1)Z"), "status_code": "OK",
      "attributes": attributes,
    ]
  }

  @Test func `calls come in the order of their begin`() {
    let log = Log(of: [
      span("b", "TOOL", second: 4, ["tool.name": "book"]),
      span("a", "TOOL", second: 1, ["tool.name": "find_ferry"]),
    ])
    #expect(log.calls.map(\.tool) == ["find_ferry", "book"])
    #expect(log.calls.first?.durationMilliseconds == 1000)
    #expect(log.entries.first?.source == JSONPointer(["1"]))
  }

  @Test func `a call that the span around it tells too is one`() {
    let log = Log(of: [
      span(
        "a", "TOOL", second: 1, ["tool.name": "find_ferry", "input.value": "{\"to\": \"Hven\"}"]),
      span(
        "b", "TOOL", parent: "a", second: 2, ["tool.name": "find_ferry", "output.value": "21:40"]),
      span("c", "TOOL", parent: "a", second: 3, ["tool.name": "open_page"]),
    ])
    #expect(log.calls.map(\.tool) == ["find_ferry", "open_page"])
    #expect(log.calls.first?.params == ["to": "Hven"])
    #expect(log.calls.first?.result?.json == "21:40")
  }

  @Test func `the agent is the nearest around a call`() {
    let log = Log(of: [
      span("a", "AGENT", second: 1, ["agent.name": "planner"]),
      span("b", "AGENT", parent: "a", second: 2, ["agent.name": "booker"]),
      span("c", "CHAIN", parent: "b", second: 3, [:]),
      span("d", "TOOL", parent: "c", second: 4, ["tool.name": "book"]),
      span("e", "TOOL", parent: "a", second: 5, ["tool.name": "note"]),
      span("f", "TOOL", parent: "f", second: 6, ["tool.name": "alone"]),
    ])
    #expect(log.calls.map(\.agent) == ["booker", "planner", nil])
  }

  @Test func `without spans of tools the calls are those of the conversation`() {
    let asked: JSON = ["message.role": "user", "message.content": "Book the late ferry"]
    let call: JSON = [
      "message.role": "assistant", "message.tool_calls.0.tool_call.id": "c1",
      "message.tool_calls.0.tool_call.function.name": "find_ferry",
      "message.tool_calls.0.tool_call.function.arguments": "{\"to\": \"Hven\"}",
    ]
    let result: JSON = [
      "message.role": "tool", "message.content": "21:40", "message.tool_call_id": "c1",
    ]
    func flat(_ name: String, _ messages: [JSON]) -> [JSON.Member] {
      messages.enumerated().flatMap { index, message in
        (message.members ?? []).map { JSON.Member("\(name).\(index).\($0.key)", $0.value) }
      }
    }
    let (first, second) = (
      flat("llm.input_messages", [asked]) + flat("llm.output_messages", [call]),
      flat("llm.input_messages", [asked, call, result])
    )
    let log = Log(of: [
      span("a", "LLM", second: 1, .object(first)), span("b", "LLM", second: 3, .object(second)),
    ])
    #expect(log.calls.map(\.tool) == ["find_ferry"])
    #expect(log.calls.first?.params == ["to": "Hven"])
    #expect(log.calls.first?.result?.json == "21:40")
    #expect(log.said(by: .user) == ["Book the late ferry"])
  }

  @Test func `a failure is told in the words of the log`() {
    var failed = span("a", "TOOL", second: 1, ["tool.name": "book", "output.value": "no seats"])
    failed = .object(
      (failed.members ?? []).filter { $0.key != "status_code" } + [
        .init("status_code", "ERROR"), .init("status_message", "fully booked"),
      ])
    #expect(Log(of: [failed]).calls.first?.error == "fully booked")
  }
}
