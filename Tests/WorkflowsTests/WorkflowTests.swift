import OrderedJSON
import Testing
import Workflows

@Suite struct WorkflowTests {
  @Test func `makes a step of each call of a tool, in order, and of nothing else`() throws {
    let trace = try JSON(
      parsing: """
        [{"event": "routing_decision"}, {"event": "tool_call", "tool": "a", "params": {"x": 1.0}},
         {"event": "tool_error", "tool": "b"}, {"event": "tool_call", "tool": "c"},
         {"event": "tool_call"}, {"event": "tool_call", "tool": ""}, {"event": "completion"}]
        """)
    let workflow = Workflow(of: Log(of: trace))
    #expect(workflow.steps.map(\.tool) == ["a", "c"])
    #expect(workflow.steps.first?.params == ["x": .number("1.0")])
  }

  @Test func `takes recorded text literally, whatever dollars and braces it holds`() throws {
    let params = try JSON(
      parsing: #"{"$ref":"steps/1","t":"{{name}}","deep":[{"$$x":1,"$text":["a"]}]}"#)
    #expect(params.escapingReferences["$ref"] == nil)
    #expect(params.escapingReferences.unescapingReferences == params)
  }

  @Test func `reads back what it writes`() throws {
    let workflow = Workflow(steps: [
      .init(tool: "a", params: ["$$x": 1], effect: .idempotent, timeout: 5, onError: .continue),
      .init(tool: "b", params: []),
    ])
    #expect(try Workflow(json: try JSON(parsing: workflow.json.serialized)) == workflow)
  }
}
