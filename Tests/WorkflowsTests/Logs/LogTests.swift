import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What is the same of all logs: how they are opened, and what is written down of them.
@Suite struct LogTests {
  private let step: JSON = [
    "event": "tool_call", "tool": "book", "params": ["seats": 2], "result": "{\"id\": \"B7\"}",
    "duration_ms": 40, "timestamp": "2025-12-01T08:00:00Z", "agent": "booker",
  ]

  @Test func `what no format is told by is Reprise's own`() throws {
    let log = Log(of: [
      ["event": "user_message", "text": "Two seats, please"], step,
      ["event": "tool_call", "tool": ""], ["event": "completion"],
    ])
    #expect(log.format == .reprise)
    let call = try #require(log.calls.first)
    #expect(log.calls.count == 1)
    #expect(call.tool == "book" && call.params == ["seats": 2] && call.agent == "booker")
    #expect(call.result?.json == "{\"id\": \"B7\"}" && call.result?.read == ["id": "B7"])
    #expect(call.at == Instant(rfc3339: "2025-12-01T08:00:00Z") && call.durationMilliseconds == 40)
    #expect(log.said(by: .user) == ["Two seats, please"])
    #expect(Log(of: [["hello": 1]]).format == .reprise)
    #expect(Log(of: "nothing").calls.isEmpty)
  }

  @Test func `an entry that holds another format's messages stays Reprise's`() {
    let message: JSON = ["type": "ai", "content": "", "tool_calls": [["name": "x", "args": [:]]]]
    let entry: JSON = ["event": "tool_call", "tool": "ask", "result": ["messages": [message]]]
    #expect(Log(of: [entry]).calls.map(\.tool) == ["ask"])
  }

  @Test func `rows are opened, and entries say where they stand in them`() {
    let rows: [(JSON, [String])] = [
      (
        ["success": true, "trace": ["id": "t", "trace_data": [step]]], ["trace", "trace_data", "0"]
      ),
      (["trace_data": [step]], ["trace_data", "0"]),
      ([["trace_data": .string(JSON.array([step]).serialized)]], ["0", "trace_data", "0"]),
      (step, []),
    ]
    for (row, path) in rows {
      let log = Log(of: row)
      #expect(log.calls.map(\.tool) == ["book"], "\(row)")
      #expect(log.entries.first?.source == JSONPointer(path))
    }
  }

  /// A call of LangChain's, which has ids.
  private func call(_ tool: JSON, _ args: JSON, id: JSON) -> JSON {
    ["type": "ai", "content": "", "tool_calls": [["name": tool, "args": args, "id": id]]]
  }

  private func result(_ content: JSON, id: JSON) -> JSON {
    ["type": "tool", "content": content, "tool_call_id": id]
  }

  @Test func `results find their calls by id and by order`() {
    let log = Log(of: [
      result("early", id: "c0"), call("a", [:], id: "c0"), call("b", [:], id: "c1"),
      call("c", [:], id: "c1"), result("first", id: "c1"), result("second", id: "c1"),
      result("nobody's", id: "c1"), result("nobody's", id: "c9"),
    ])
    #expect(log.calls.map(\.result?.json) == ["early", "first", "second"])
  }

  @Test func `a tool that only calls others is not a call`() {
    let uses: JSON = [
      "tool_uses": [
        ["recipient_name": "functions.find", "parameters": ["to": "Hven"]],
        ["recipient_name": "functions.book", "parameters": ["seats": 2]],
      ]
    ]
    let log = Log(of: [
      call("multi_tool_use.parallel", uses, id: "c1"), result("[\"21:40\", \"B7\"]", id: "c1"),
      call(
        "use_mcp_tool", ["server_name": "sea", "tool_name": "pay", "params": ["sum": 3]], id: "c2"),
      result("paid", id: "c2"),
    ])
    #expect(log.calls.map(\.tool) == ["find", "book", "pay"])
    #expect(log.calls.map(\.params) == [["to": "Hven"], ["seats": 2], ["sum": 3]])
    #expect(log.calls.map(\.result?.json) == ["21:40", "B7", "paid"])
  }

  @Test(arguments: [
    "2025-12-01T08:00:00.25Z", "2025-12-01T09:00:00.25+01:00", "2025-12-01T08:00:00.250000",
    "1764576000.25", "1764576000250", "1764576000250000", "1764576000250000000",
  ])
  func `times are read in any of their ways`(time: String) {
    func at(_ time: JSON) -> Instant? {
      Log(of: [
        [
          "time": time,
          "message": ["jsonrpc": "2.0", "method": "tools/call", "params": ["name": "a"]],
        ]
      ]).calls.first?.at
    }
    let expected = Instant(rfc3339: "2025-12-01T08:00:00.25Z")
    #expect(at(.string(time)) == expected)
    if !time.contains("T") { #expect(at(.number(time)) == expected) }
  }

  @Test func `time grows with a log's size, not with its square`() {
    let calls = (0..<20_000).map { number in call("a", [:], id: .string("c\(number % 3)")) }
    let results = (0..<20_000).map { number in result("r", id: .string("c\(number % 3)")) }
    let clock = ContinuousClock()
    let taken = clock.measure {
      let log = Log(
        of: .array(
          calls.enumerated().map { index, call in
            .object((call.members ?? []) + [.init("id", .string("m\(index)"))])
          } + results))
      #expect(log.calls.count == 20_000)
    }
    #expect(taken < .seconds(20))
  }
}
