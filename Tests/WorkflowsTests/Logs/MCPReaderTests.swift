import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Logs of the Model Context Protocol.
@Suite struct MCPReaderTests {
  private func request(_ id: JSON, _ tool: JSON, _ arguments: JSON = [:]) -> JSON {
    [
      "jsonrpc": "2.0", "id": id, "method": "tools/call",
      "params": ["name": tool, "arguments": arguments],
    ]
  }

  private func answer(_ id: JSON, _ text: JSON) -> JSON {
    [
      "jsonrpc": "2.0", "id": id,
      "result": ["content": [["type": "text", "text": text]], "isError": false],
    ]
  }

  private func texts(_ calls: [LoggedCall]) -> [String?] {
    calls.map { $0.result?.json["content"]?.elements?.first?["text"]?.text }
  }

  @Test func `a call is answered by the message with its id, whenever that comes`() {
    let log = Log(of: [
      request(1, "find_ferry", ["to": "Hven"]), request(2, "find_hotel"),
      answer(2, "Harbour Inn"), answer(1, "09:15"),
    ])
    #expect(log.format == .mcp)
    #expect(log.calls.map(\.tool) == ["find_ferry", "find_hotel"])
    #expect(log.calls.first?.params == ["to": "Hven"])
    #expect(texts(log.calls) == ["09:15", "Harbour Inn"])
  }

  @Test func `an id that is used again belongs to the next call`() {
    let log = Log(of: [
      request(3, "find_ferry"), answer(3, "09:15"), request(3, "find_hotel"),
      answer(3, "Harbour Inn"),
    ])
    #expect(texts(log.calls) == ["09:15", "Harbour Inn"])
  }

  @Test func `ids of two servers, and of both sides, are told apart`() {
    let log = Log(of: [
      ["server": "sea", "direction": "sent", "message": request(1, "find_ferry")],
      ["server": "land", "direction": "sent", "message": request(1, "find_hotel")],
      [
        "server": "sea", "direction": "received",
        "message": ["jsonrpc": "2.0", "id": 1, "method": "sampling/createMessage"],
      ],
      ["server": "sea", "direction": "sent", "message": answer(1, "a model's words")],
      ["server": "land", "direction": "received", "message": answer(1, "Harbour Inn")],
      ["server": "sea", "direction": "received", "message": answer(1, "09:15")],
    ])
    #expect(texts(log.calls) == ["09:15", "Harbour Inn"])
  }

  @Test func `faults of the protocol and of the tool are errors`() {
    let log = Log(of: [
      request(1, "find_ferry"), request("1", "find_hotel"),
      ["jsonrpc": "2.0", "id": 1, "error": ["code": -32602, "message": "to is missing"]],
      [
        "jsonrpc": "2.0", "id": "1",
        "result": ["content": [["type": "text", "text": "fully booked"]], "isError": true],
      ],
    ])
    #expect(log.calls.map(\.error) == ["to is missing", "fully booked"])
  }

  @Test func `messages are found in what programs wrap them in`() {
    let call = request(7, "find_ferry", ["to": "Hven"])
    let wrapped: [JSON] = [
      [["message": call], ["message": answer(7, "09:15")]],
      [["request": call, "response": answer(7, "09:15")]],
      [
        [
          "request": ["method": "tools/call", "params": call["params"] ?? [:]],
          "response": ["content": [["type": "text", "text": "09:15"]]],
        ]
      ],
      [["params": call], ["params": answer(7, "09:15")]],
      ["session": "a", "events": [["payload": call], ["payload": answer(7, "09:15")]]],
      [
        ["message": .string("Message from client: " + call.serialized)],
        ["message": .string("Message from server: " + answer(7, "09:15").serialized)],
      ],
    ]
    for json in wrapped {
      let log = Log(of: json)
      #expect(log.format == .mcp, "\(json)")
      #expect(log.calls.map(\.params) == [["to": "Hven"]], "\(json)")
      #expect(texts(log.calls) == ["09:15"], "\(json)")
    }
  }

  @Test func `times are those of the lines around the messages`() {
    let log = Log(of: [
      ["timestamp": 1_764_576_000_000, "message": request(1, "find_ferry")],
      ["timestamp": 1_764_576_001_500, "message": answer(1, "09:15")],
    ])
    #expect(log.calls.first?.at == Instant(milliseconds: 1_764_576_000_000))
    #expect(log.calls.first?.durationMilliseconds == 1500)
  }

  @Test func `calls that an SDK logs are paired by their count`() {
    let log = Log(of: [
      ["type": "request", "count": 1, "method": "list_tools", "args": [], "kwargs": [:]],
      ["type": "response", "count": 1, "method": "list_tools", "result": ["tools": []]],
      [
        "type": "request", "count": 2, "method": "call_tool",
        "args": ["find_ferry", ["to": "Hven"]], "kwargs": [:],
      ],
      [
        "type": "request", "count": 3, "method": "call_tool", "args": [],
        "kwargs": ["name": "find_hotel", "arguments": ["nights": 2]],
      ],
      [
        "type": "response", "count": 3, "method": "call_tool", "result": nil,
        "error": "connection closed",
      ],
      [
        "type": "response", "count": 2, "method": "call_tool",
        "result": ["content": [["type": "text", "text": "09:15"]]], "error": nil,
      ],
    ])
    #expect(log.calls.map(\.tool) == ["find_ferry", "find_hotel"])
    #expect(log.calls.map(\.params) == [["to": "Hven"], ["nights": 2]])
    #expect(log.calls.map(\.error) == [nil, "connection closed"])
    #expect(texts(log.calls) == ["09:15", nil])
  }

  @Test func `what is said to the model beside the protocol is said once`() {
    let question: JSON = ["role": "user", "content": "When is the ferry to Hven?"]
    let log = Log(of: [
      ["message": ["model": "m", "messages": [question]]],
      ["message": request(1, "find_ferry")], ["message": answer(1, "09:15")],
      ["message": ["model": "m", "messages": [question, ["role": "assistant", "content": "…"]]]],
      [
        "message": ["stop_reason": "end_turn", "content": [["type": "text", "text": "At 09:15."]]]
      ],
    ])
    #expect(log.said(by: .user) == ["When is the ferry to Hven?"])
    #expect(log.said(by: .agent) == ["…", "At 09:15."])
  }

  @Test func `another protocol that speaks JSON-RPC is not taken for it`() {
    let log = Log(of: [["jsonrpc": "2.0", "id": 1, "method": "eth_call", "params": []]])
    #expect(log.format != .mcp)
  }
}
