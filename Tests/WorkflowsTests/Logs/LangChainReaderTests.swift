import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What LangChain and LangGraph write out.
@Suite struct LangChainReaderTests {
  private let question: JSON = ["type": "human", "content": "Book the late ferry", "id": "m1"]
  private let call: JSON = [
    "type": "ai", "content": "", "id": "m2",
    "tool_calls": [
      ["name": "find_ferry", "args": ["to": "Hven"], "id": "c1", "type": "tool_call"]
    ],
    "additional_kwargs": [
      "tool_calls": [
        ["id": "c1", "function": ["name": "find_ferry", "arguments": "{\"to\": \"Hven\"}"]]
      ]
    ],
  ]
  private let result: JSON = [
    "type": "tool", "name": "find_ferry", "content": "21:40", "tool_call_id": "c1",
    "status": "success",
  ]

  /// As `dumps` writes a message.
  private func constructed(_ message: JSON, _ name: JSON) -> JSON {
    [
      "lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", name],
      "kwargs": message,
    ]
  }

  @Test func `a call and its copy are one`() {
    for messages: JSON in [
      [question, call, result],
      [
        constructed(question, "HumanMessage"), constructed(call, "AIMessage"),
        constructed(result, "ToolMessage"),
      ],
      [
        ["type": "human", "data": question], ["type": "ai", "data": call],
        ["type": "tool", "data": result],
      ],
    ] {
      for json: JSON in [messages, ["messages": messages], [["values": ["messages": messages]]]] {
        let log = Log(of: json)
        #expect(log.format == .langchain, "\(json)")
        #expect(log.calls.map(\.tool) == ["find_ferry"], "\(json)")
        #expect(log.calls.first?.params == ["to": "Hven"])
        #expect(log.calls.first?.result?.json == "21:40")
        #expect(log.said(by: .user) == ["Book the late ferry"])
      }
    }
  }

  @Test func `steps of a stream follow one another`() {
    let log = Log(of: [
      ["agent": ["messages": [call]]], ["tools": ["messages": [result]]],
      ["agent": ["messages": [["type": "ai", "content": "Booked.", "tool_calls": []]]]],
    ])
    #expect(log.calls.map(\.result?.json) == ["21:40"])
    #expect(log.said(by: .agent) == ["Booked."])
  }

  @Test func `a history that begins with the newest state is turned round`() {
    func state(_ messages: [JSON], _ time: JSON) -> JSON {
      [["messages": .array(messages)], ["agent"], [:], ["source": "loop"], time, nil, [], []]
    }
    let second: JSON = [
      "type": "ai", "content": "", "id": "m4",
      "tool_calls": [["name": "book", "args": ["at": "21:40"], "id": "c2", "type": "tool_call"]],
    ]
    let log = Log(of: [
      state([question, call, result, second], "2025-12-01T08:00:02+00:00"),
      state([question, call, result], "2025-12-01T08:00:01+00:00"),
      state([question, call], "2025-12-01T08:00:00+00:00"),
    ])
    #expect(log.calls.map(\.tool) == ["find_ferry", "book"])
    #expect(log.calls.map(\.result?.json) == ["21:40", nil])
    #expect(log.calls.first?.at == Instant(rfc3339: "2025-12-01T08:00:00Z"))
    #expect(log.said(by: .user) == ["Book the late ferry"])
  }

  @Test func `equal words that were said twice stay two`() {
    let yes: JSON = ["type": "human", "content": "yes"]
    let states: JSON = [
      ["values": ["messages": [yes, call, result]]],
      ["values": ["messages": [yes, call, result, yes]]],
    ]
    #expect(Log(of: states).said(by: .user) == ["yes", "yes"])
  }

  @Test func `a failed tool is an error, and broken arguments stay as they are`() {
    let log = Log(of: [
      [
        "type": "ai", "content": "", "tool_calls": [],
        "invalid_tool_calls": [["name": "find_ferry", "args": "{\"to\": ", "id": "c1"]],
      ],
      ["type": "tool", "content": "to is missing", "tool_call_id": "c1", "status": "error"],
    ])
    #expect(log.calls.first?.argumentFault == "{\"to\": ")
    #expect(log.calls.first?.error == "to is missing")
  }

  @Test func `the copy counts where nothing else does`() {
    let log = Log(of: [
      [
        "type": "ai", "content": "",
        "additional_kwargs": [
          "function_call": ["name": "find_ferry", "arguments": "{\"to\": \"Hven\"}"]
        ],
      ],
      ["type": "function", "name": "find_ferry", "content": "21:40"],
    ])
    #expect(log.calls.map(\.params) == [["to": "Hven"]])
    #expect(log.calls.first?.result?.json == "21:40")
  }
}
