import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What the Gemini CLI writes.
@Suite struct GeminiCLIReaderTests {
  private func call(
    _ id: String, _ response: JSON?, status: String = "success"
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("id", .string(id)), .init("name", "list"), .init("args", ["dir": "a"]),
      .init("status", .string(status)), .init("timestamp", "2026-03-04T05:06:08.250Z"),
    ]
    if let response {
      members.append(
        .init("result", [["functionResponse": ["id": .string(id), "response": response]]]))
    }
    return .object(members)
  }

  private func message(_ calls: [JSON]) -> JSON {
    [
      "id": "m2", "timestamp": "2026-03-04T05:06:07Z", "type": "gemini", "content": "I look.",
      "toolCalls": .array(calls),
    ]
  }

  @Test func `a session's calls have what the model was given`() {
    let session: JSON = [
      "sessionId": "s",
      "messages": [
        ["id": "m1", "type": "user", "content": [["text": "What is there?"]]],
        message([
          call("1", ["output": "a.txt"]), call("2", ["error": "No such folder"], status: "error"),
          call("3", nil, status: "cancelled"), call("4", ["rows": 2, "of": 7]),
        ]),
      ],
    ]
    let log = Log(of: session)
    #expect(log.format == .geminiCLI)
    #expect(log.calls.map(\.result?.json) == ["a.txt", nil, nil, ["rows": 2, "of": 7]])
    #expect(log.calls.map(\.error) == [nil, "No such folder", "cancelled", nil])
    #expect(log.calls.first?.params == ["dir": "a"])
    #expect(log.calls.first?.at == Instant(rfc3339: "2026-03-04T05:06:08.250Z"))
    #expect(log.entries.count == 6)
    #expect(log.entries.last?.source.description == "/messages/1/toolCalls/3")
  }

  @Test func `a message that is written again is one message`() {
    let log = Log(
      of: [
        ["sessionId": "s", "kind": "main"], message([call("1", nil)]),
        message([call("1", ["output": "a.txt"])]),
      ])
    #expect(log.calls.map(\.result?.json) == ["a.txt"])
    #expect(log.entries.count == 2)
  }

  @Test func `events of a stream are read, and an answer in pieces is one`() {
    let log = Log(
      of: [
        ["type": "init", "session_id": "s"],
        ["type": "message", "role": "user", "content": "List"],
        ["type": "message", "role": "assistant", "content": "I ", "delta": true],
        ["type": "message", "role": "assistant", "content": "look.", "delta": true],
        [
          "type": "tool_use", "tool_name": "list", "tool_id": "1", "parameters": ["dir": "a"],
          "timestamp": "2026-03-04T05:06:07Z",
        ],
        [
          "type": "tool_use", "tool_name": "read", "tool_id": "2", "parameters": ["file": "b"],
        ],
        [
          "type": "tool_result", "tool_id": "2", "status": "error",
          "error": ["type": "not_found", "message": "No such file"],
        ],
        ["type": "tool_result", "tool_id": "1", "status": "success", "output": "a.txt"],
      ])
    #expect(log.format == .geminiCLI)
    #expect(log.calls.map(\.tool) == ["list", "read"])
    #expect(log.calls.map(\.result?.json) == ["a.txt", nil])
    #expect(log.calls.map(\.error) == [nil, "No such file"])
    #expect(log.entries.map(\.source.description) == ["/1", "/2", "/4", "/5"])
  }

  @Test func `contents of the API are paired by name where they have no ids`() {
    let contents: JSON = [
      ["role": "user", "parts": [["text": "Weather?"]]],
      [
        "role": "model",
        "parts": [
          ["text": "hidden", "thought": true],
          ["functionCall": ["name": "weather", "args": ["city": "Oslo"]]],
          ["functionCall": ["name": "time", "args": [:]]],
        ],
      ],
      [
        "role": "user",
        "parts": [
          ["functionResponse": ["name": "weather", "response": ["result": "rain"]]],
          ["functionResponse": ["name": "time", "response": ["error": "no clock"]]],
        ],
      ],
    ]
    for log in [Log(of: contents), Log(of: ["contents": contents])] {
      #expect(log.format == .geminiCLI)
      #expect(log.calls.map(\.tool) == ["weather", "time"])
      #expect(log.calls.map(\.result?.json) == ["rain", nil])
      #expect(log.calls.map(\.error) == [nil, "no clock"])
      #expect(log.entries.count == 3)
    }
  }
}
