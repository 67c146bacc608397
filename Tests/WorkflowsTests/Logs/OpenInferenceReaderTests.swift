import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Spans in the words of OpenInference.
@Suite struct OpenInferenceReaderTests {
  private func span(_ attributes: JSON) -> JSON {
    [
      "name": "find_ferry", "context": ["trace_id": "t", "span_id": "a"], "span_kind": "TOOL",
      "start_time": "2025-12-01T08:00:00+00:00", "attributes": attributes,
    ]
  }

  @Test func `attributes are flat, inside one another, a text or columns`() {
    let flat: JSON = [
      "tool.name": "find_ferry", "tool_call.id": "c1", "input.value": "{\"to\": \"Hven\"}",
      "output.value": "21:40",
    ]
    let columns: JSON = [
      "name": "find_ferry", "context.span_id": "a", "span_kind": "TOOL",
      "start_time": "2025-12-01T08:00:00+00:00", "attributes.tool.name": "find_ferry",
      "attributes.tool_call.id": "c1", "attributes.input.value": "{\"to\": \"Hven\"}",
      "attributes.output.value": "21:40",
    ]
    let nested: JSON = [
      "tool": ["name": "find_ferry"], "tool_call": ["id": "c1"],
      "input": ["value": "{\"to\": \"Hven\"}", "mime_type": "application/json"],
      "output": ["value": "21:40"],
    ]
    for json: JSON in [
      [span(flat)], [span(nested)], [span(.string(flat.serialized))], [columns],
      ["data": [span(flat)], "next_cursor": nil],
    ] {
      let log = Log(of: json)
      #expect(log.format == .openinference, "\(json)")
      #expect(log.calls.map(\.tool) == ["find_ferry"], "\(json)")
      #expect(log.calls.first?.id == "c1", "\(json)")
      #expect(log.calls.first?.params == ["to": "Hven"], "\(json)")
      #expect(log.calls.first?.result?.json == "21:40", "\(json)")
      #expect(log.calls.first?.at == Instant(rfc3339: "2025-12-01T08:00:00Z"))
    }
  }

  @Test func `a person's question is what went into the outermost span`() {
    let outer: JSON = [
      "name": "turn", "context": ["span_id": "o"], "span_kind": "AGENT", "parent_id": nil,
      "start_time": "2025-12-01T07:59:59Z", "end_time": "2025-12-01T08:00:05Z",
      "attributes": ["input.value": "Book the late ferry", "output.value": "Booked."],
    ]
    let inner: JSON = [
      "name": "step", "context": ["span_id": "i"], "span_kind": "CHAIN", "parent_id": "o",
      "start_time": "2025-12-01T08:00:00Z",
      "attributes": ["input.value": "anything", "output.value": "else"],
    ]
    let log = Log(of: [outer, inner, span(["tool.name": "find_ferry", "input.value": "{}"])])
    #expect(log.said(by: .user) == ["Book the late ferry"])
    #expect(log.said(by: .agent) == ["Booked."])
  }

  @Test func `a tool call that a framework hands over whole is opened`() {
    let call = """
      {"name": "find_ferry", "args": {"to": "Hven"}, "id": "c1", "type": "tool_call"}
      """
    let log = Log(of: [span(["tool.name": "find_ferry", "input.value": .string(call)])])
    #expect(log.calls.first?.params == ["to": "Hven"])
  }
}
