import OrderedJSON
import Testing
import Workflows

/// Items of OpenAI's Responses.
@Suite struct OpenAIResponsesReaderTests {
  private let call: JSON = [
    "type": "function_call", "id": "fc_1", "call_id": "c1", "name": "find",
    "arguments": "{\"city\": \"Hven\"}",
  ]
  private let output: JSON = ["type": "function_call_output", "call_id": "c1", "output": "found"]

  @Test func `outputs are found by the id of the call, not of the item`() {
    let log = Log(of: [["role": "user", "content": "Where is it?"], call, output])
    #expect(log.format == .openaiResponses)
    #expect(log.calls.map(\.params) == [["city": "Hven"]])
    #expect(log.calls.map(\.result?.json) == ["found"])
    #expect(log.calls.first?.id == "c1")
    #expect(log.said(by: .user) == ["Where is it?"])
  }

  @Test(
    arguments: [
      "[{\"id\": 1, \"title\": \"Feed the cat\"}]",
      [["type": "input_text", "text": "[{\"id\": 1}]"]],
      ["output": [["id": 1]]], ["choices": ["a", "b"]],
    ] as [JSON])
  func `an output that is a list, or looks like an answer, is what the call gave`(output: JSON) {
    let answered: JSON = ["type": "function_call_output", "call_id": "c1", "output": output]
    let log = Log(of: [["role": "user", "content": "Where is it?"], call, answered])
    #expect(log.calls.count == 1)
    #expect(log.calls.first?.result?.json == output)
  }

  @Test func `calls that the API carries out have their results beside them`() {
    let log = Log(of: [
      "object": "response", "model": "m", "input": "Look it up",
      "output": [
        ["type": "reasoning", "summary": [["type": "summary_text", "text": "Look first"]]],
        [
          "type": "mcp_call", "id": "m1", "server_label": "sea", "name": "tides",
          "arguments": "{}", "output": "low",
        ],
        [
          "type": "mcp_call", "id": "m2", "server_label": "sea", "name": "winds",
          "arguments": "{}", "output": nil, "error": "asleep",
        ],
        [
          "type": "web_search_call", "id": "w1", "status": "completed",
          "action": ["type": "search", "query": "tides"],
        ],
        [
          "type": "message", "role": "assistant",
          "content": [["type": "output_text", "text": "It is low."]],
        ],
      ],
    ])
    #expect(log.format == .openaiResponses)
    #expect(log.calls.map(\.tool) == ["tides", "winds", "web_search"])
    #expect(log.calls.map(\.result?.json) == ["low", nil, nil])
    #expect(log.calls.map(\.error) == [nil, "asleep", nil])
    #expect(log.calls.last?.params == ["type": "search", "query": "tides"])
    #expect(log.said(by: .user) == ["Look it up"] && log.said(by: .agent) == ["It is low."])
    #expect(log.notes == ["Look first"])
  }

  @Test func `what is put in again counts once`() {
    let question: JSON = ["role": "user", "content": "Where is it?"]
    let log = Log(of: [
      ["request": ["input": [question]], "response": ["output": [call]]],
      ["request": ["input": [question, call, output]], "response": ["output": []]],
    ])
    #expect(log.calls.map(\.tool) == ["find"])
    #expect(log.calls.map(\.result?.json) == ["found"])
    #expect(log.said(by: .user).count == 1)
  }

  @Test func `what is streamed counts once`() {
    let log = Log(of: [
      ["type": "response.output_item.added", "item": call],
      ["type": "response.output_item.done", "item": call],
      ["type": "response.completed", "response": ["object": "response", "output": [call]]],
    ])
    #expect(log.calls.map(\.tool) == ["find"])
  }
}
