import Automations
import Engine
import OrderedJSON
import Testing

/// What a tool's answer is for the step that called it.
struct MCPToolAnswerTests {
  @Test(
    arguments: [
      (["structuredContent": ["a": 1], "content": [["type": "text", "text": "x"]]], ["a": 1]),
      (["structuredContent": ["result": [1, 2]], "content": []], ["result": [1, 2]]),
      (["structuredContent": nil, "content": []], nil),
      (["structuredContent": nil], nil),
      (["structuredContent": nil, "content": [["type": "text", "text": "sent"]]], "sent"),
      (["structuredContent": nil, "content": [["type": "text", "text": "null"]]], nil),
      (["content": [["type": "text", "text": "{\"a\": 1.50}"]]], ["a": .number("1.50")]),
      (["content": [["type": "text", "text": "007"]]], "007"),
      (["content": [["type": "text", "text": "sent"]]], "sent"),
      (
        ["content": [["type": "text", "text": "1"], ["type": "text", "text": "2"]]],
        [["type": "text", "text": "1"], ["type": "text", "text": "2"]]
      ),
      (
        ["content": [["type": "image", "data": "AA==", "mimeType": "image/png"]]],
        [["type": "image", "data": "AA==", "mimeType": "image/png"]]
      ),
      (["content": []], []),
      (["toolResult": "old", "_meta": [:]], ["toolResult": "old"]),
      (["resultType": "complete", "content": [["type": "text", "text": "x"]]], "x"),
    ] as [(JSON, JSON)])
  func `a result is its structured content, its one text or its blocks`(
    _ answer: JSON, _ value: JSON
  ) {
    #expect(result(answer).result == value)
  }

  @Test func `a tool that fails says why`() {
    let failed = result([
      "isError": true,
      "content": [["type": "text", "text": "No such\nfile."], ["type": "text", "text": "Sorry"]],
    ])
    #expect(failed.error == "The tool failed: No such file. Sorry.")
    #expect(failed.retry == .ifRepeatable(after: nil))
    #expect(failed.response?["content"]?.elements?.count == 2)
  }

  @Test func `a tool that fails without a word is told as one`() {
    #expect(result(["isError": true]).error == "The tool failed; it does not say why.")
  }

  @Test func `a tool that failed for want of input is told as one`() {
    let failed = MCPToolAnswer([
      "isError": true, "content": [["type": "text", "text": "Method not found"]],
    ]).result(asked: true, of: "The tool")
    #expect(
      failed.error == "The tool failed: Method not found. It had asked for input, which nobody can "
        + "give while a run goes on unattended.")
  }

  @Test func `a tool that asks for input fails, with what it asks`() {
    let asking = result([
      "resultType": "input_required",
      "inputRequests": [
        "who": ["method": "elicitation/create", "params": ["message": "Who are you?"]]
      ],
    ])
    #expect(
      asking.error == "The tool asks for input (\"Who are you?\"), which nobody can give while a "
        + "run goes on unattended; a call that needs none would be right.")
    #expect(asking.retry == .never)
  }

  @Test func `a result of a type that nobody knows is none`() {
    let failed = result(["resultType": "task", "content": []])
    #expect(failed.error?.contains(#"of the type "task", which is not known here"#) == true)
    #expect(failed.retry == .never)
  }

  @Test func `what a server says at length is cut`() {
    let text = String(repeating: "x", count: 100_000)
    let failed = result(["isError": true, "content": [["type": "text", "text": .string(text)]]])
    #expect(failed.error.map { $0.utf8.count < 1000 } == true)
    #expect(failed.response.map { $0.bytes.count < 11_000 } == true)
  }

  private func result(_ answer: JSON) -> ToolResult {
    MCPToolAnswer(answer).result(of: "The tool")
  }
}
