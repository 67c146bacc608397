import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Traces of Langfuse.
@Suite struct LangfuseReaderTests {
  private func observation(_ id: JSON, _ type: JSON, second: Int, _ members: [(String, JSON)])
    -> JSON
  {
    let known: [JSON.Member] = [
      .init("id", id), .init("traceId", "t"), .init("type", type),
      .init("startTime", .string("2025-12-01T08:00:0\(second).000Z")),
      .init("endTime", .string("2025-12-01T08:00:0\(second).040Z")),
    ]
    return .object(known + members.map { .init($0, $1) })
  }

  private var calls: [JSON] {
    [
      observation(
        "b", "TOOL", second: 4,
        [
          ("name", "book"), ("input", "{\"at\": \"21:40\"}"), ("level", "ERROR"),
          ("statusMessage", "fully booked"),
        ]),
      observation(
        "a", "SPAN", second: 1,
        [
          ("name", "execute_tool find_ferry"), ("input", ["to": "Hven"]), ("output", "21:40"),
          (
            "metadata",
            [
              "attributes": [
                "gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.id": ["run", "c1"],
              ]
            ]
          ),
        ]),
    ]
  }

  @Test func `observations are calls, in the order of their begin`() {
    let trace: JSON = ["id": "t", "name": "trip"]
    for json: JSON in [
      ["trace": trace, "observations": .array(calls)],
      ["id": "t", "name": "trip", "observations": .array(calls)], .array(calls),
      ["data": .array(calls)],
    ] {
      let log = Log(of: json)
      #expect(log.format == .langfuse, "\(json)")
      #expect(log.calls.map(\.tool) == ["find_ferry", "book"], "\(json)")
      #expect(log.calls.map(\.params) == [["to": "Hven"], ["at": "21:40"]])
      #expect(log.calls.map(\.result?.json) == ["21:40", nil])
      #expect(log.calls.map(\.error) == [nil, "fully booked"])
      #expect(log.calls.map(\.durationMilliseconds) == [40, 40])
      #expect(log.calls.first?.id == "[\"run\",\"c1\"]")
    }
  }

  @Test func `a generation's messages are the calls where no observation is one`() {
    let asked: JSON = ["role": "user", "content": "Book the late ferry"]
    let call: JSON = [
      "role": "assistant", "content": nil,
      "tool_calls": [
        ["id": "c1", "function": ["name": "find_ferry", "arguments": "{\"to\": \"Hven\"}"]]
      ],
    ]
    let result: JSON = ["role": "tool", "tool_call_id": "c1", "content": "21:40"]
    let log = Log(of: [
      observation("a", "GENERATION", second: 1, [("input", [asked]), ("output", call)]),
      observation(
        "b", "GENERATION", second: 2,
        [("input", ["messages": [asked, call, result]]), ("output", "Booked.")]),
    ])
    #expect(log.format == .langfuse)
    #expect(log.calls.map(\.params) == [["to": "Hven"]])
    #expect(log.calls.map(\.result?.json) == ["21:40"])
    #expect(log.said(by: .user) == ["Book the late ferry"])
    #expect(log.said(by: .agent) == ["Booked."])
  }
}
