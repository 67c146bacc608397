import OrderedJSON
import Scheduling
import Testing
import Workflows

/// OpenTelemetry's spans of generative AI.
@Suite struct OTLPReaderTests {
  private func attributes(_ values: [(String, JSON)]) -> JSON {
    .array(values.map { ["key": .string($0), "value": ["stringValue": $1]] })
  }

  private func span(
    _ values: [(String, JSON)], start: JSON = "1764576000123000000", events: JSON = []
  ) -> JSON {
    [
      "traceId": "t", "spanId": "a", "name": "execute_tool find_ferry",
      "startTimeUnixNano": start, "endTimeUnixNano": "1764576000623999999", "events": events,
      "attributes": attributes([("gen_ai.operation.name", "execute_tool")] + values),
    ]
  }

  private func resource(_ spans: JSON, scope: JSON = "a recorder") -> JSON {
    ["resource": [:], "scopeSpans": [["scope": ["name": scope], "spans": spans]]]
  }

  private let whole: [(String, JSON)] = [
    ("gen_ai.tool.name", "find_ferry"), ("gen_ai.tool.call.id", "c1"),
    ("gen_ai.tool.call.arguments", "{\"to\": \"Hven\"}"), ("gen_ai.tool.call.result", "\"21:40\""),
  ]

  @Test func `a call stands in attributes, its time in nanoseconds`() throws {
    for json: JSON in [
      ["resourceSpans": [resource([span(whole)])]], [resource([span(whole)])],
      [["resourceSpans": [resource([span(whole)])]]], [span(whole)],
    ] {
      let log = Log(of: json)
      #expect(log.format == .otlp, "\(json)")
      let call = try #require(log.calls.first)
      #expect(call.tool == "find_ferry" && call.id == "c1")
      #expect(call.params == ["to": "Hven"] && call.result?.json == "\"21:40\"")
      #expect(call.at == Instant(milliseconds: 1_764_576_000_123))
      #expect(call.durationMilliseconds == 500)
      #expect(log.notes.isEmpty)
    }
  }

  @Test func `one ResourceSpans a line, in the names of Protocol Buffers too`() {
    let second: JSON = [
      "span_id": "b", "name": "execute_tool book", "start_time_unix_nano": "1764576001000000000",
      "attributes": [
        ["key": "gen_ai.operation.name", "value": ["string_value": "execute_tool"]],
        [
          "key": "gen_ai.tool.call.arguments",
          "value": [
            "kvlist_value": ["values": [["key": "seats", "value": ["int_value": "2"]]]]
          ],
        ],
      ],
    ]
    let log = Log(of: [resource([span(whole)]), ["scope_spans": [["spans": [second]]]]])
    #expect(log.calls.map(\.tool) == ["find_ferry", "book"])
    #expect(log.calls.last?.params == ["seats": 2])
    #expect(log.calls.last?.at == Instant(milliseconds: 1_764_576_001_000))
  }

  @Test func `arguments and result stand in events`() {
    let events: JSON = [
      [
        "name": "gen_ai.tool.message",
        "attributes": attributes([("content", "{\"to\": \"Hven\"}")]),
      ],
      [
        "name": "gen_ai.choice", "attributes": attributes([("message", "[{\"text\": \"21:40\"}]")]),
      ],
    ]
    let call = Log(of: [span([("gen_ai.tool.name", "find_ferry")], events: events)]).calls.first
    #expect(call?.params == ["to": "Hven"])
    #expect(call?.result?.json == "[{\"text\": \"21:40\"}]")
  }

  @Test func `contents that the exporter left out are named with its setting`() {
    let bare: [(String, JSON)] = [("gen_ai.tool.name", "find_ferry")]
    let log = Log(of: [resource([span(bare), span(bare)])])
    #expect(log.calls.map(\.params) == [[:], [:]])
    #expect(
      log.notes == [
        "The exporter left out the arguments of 2 calls and the results of 2 calls: the environment "
          + "variable OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT has it record them."
      ])
    let other = Log(of: [resource([span(bare)], scope: "agent_framework")])
    #expect(other.notes.first?.contains("ENABLE_SENSITIVE_DATA") == true)
  }

  @Test func `a conversation says what the span of a call leaves out`() {
    let messages = """
      [{"role": "user", "parts": [{"type": "text", "content": "Book the late ferry"}]},
       {"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "find_ferry",
         "arguments": {"to": "Hven"}}]},
       {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "21:40"}]}]
      """
    let chat: JSON = [
      "spanId": "b", "name": "chat", "startTimeUnixNano": "1764576002000000000",
      "attributes": attributes([
        ("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", .string(messages)),
      ]),
    ]
    let log = Log(of: [
      span([("gen_ai.tool.name", "find_ferry"), ("gen_ai.tool.call.id", "c1")]), chat,
    ])
    #expect(log.calls.map(\.params) == [["to": "Hven"]])
    #expect(log.calls.map(\.result?.json) == ["21:40"])
    #expect(log.said(by: .user) == ["Book the late ferry"])
  }

  @Test func `a console's spans are read as well`() {
    let log = Log(of: [
      [
        "name": "execute_tool find_ferry", "context": ["trace_id": "t", "span_id": "0x1"],
        "kind": "SpanKind.INTERNAL", "parent_id": nil, "start_time": "2025-12-01T08:00:00.250000Z",
        "end_time": "2025-12-01T08:00:01Z",
        "status": ["status_code": "ERROR", "description": "fully booked"],
        "attributes": [
          "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "find_ferry",
          "gen_ai.tool.call.arguments": "{\"to\": \"Hven\"}",
        ],
        "events": [],
      ]
    ])
    #expect(log.format == .otlp)
    #expect(log.calls.first?.params == ["to": "Hven"])
    #expect(log.calls.first?.error == "fully booked")
  }
}
