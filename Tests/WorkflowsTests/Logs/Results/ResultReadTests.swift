import OrderedJSON
import Testing
import Workflows

/// What the result of a tool holds.
@Suite struct ResultReadTests {
  private let value: JSON = ["id": 7, "rows": [["a": nil]]]

  /// JSON in a text, so many times.
  private func encoded(_ times: Int) -> JSON {
    (0..<times).reduce(value) { value, _ in .string(value.serialized) }
  }

  @Test func `JSON in a text is decoded three times`() {
    for times in 0...3 { #expect(encoded(times).resultRead == value) }
    #expect(encoded(4).resultRead == .string(value.serialized))
    #expect(JSON.string(" \n[1, 2]\n").resultRead == [1, 2])
  }

  @Test(arguments: [
    "7", "true", "null", "", "  ", "{braces}", "[x] done", "\"a\" and \"b\"", "{\"a",
  ])
  func `a text that is none stays as it is`(text: String) {
    #expect(JSON.string(text).resultRead == .string(text))
  }

  @Test func `one block of text is its text, read on`() {
    let block: JSON = ["type": "text", "text": "plain", "annotations": nil]
    #expect(block.resultRead == "plain")
    #expect(JSON.array([block]).resultRead == "plain")
    #expect(JSON.string(JSON.array([block]).serialized).resultRead == "plain")
    #expect(
      (["content": [["type": "text", "text": "{\"id\":7}"]], "isError": false] as JSON)
        .resultRead == ["id": 7])
  }

  @Test func `several blocks of text are a list of what they hold`() {
    let blocks: JSON = [
      ["type": "text", "text": "{\"id\":1}"], ["type": "text", "text": "{\"id\":2}"],
    ]
    #expect(blocks.resultRead == [["id": 1], ["id": 2]])
    #expect((["content": blocks] as JSON).resultRead == [["id": 1], ["id": 2]])
  }

  @Test func `structured content goes before its text`() {
    let result: JSON = [
      "content": [["type": "text", "text": "two rows"]], "structuredContent": ["rows": 2],
    ]
    #expect(result.resultRead == ["rows": 2])
    #expect(JSON.string(result.serialized).resultRead == ["rows": 2])
    let null: JSON = ["content": [["type": "text", "text": "x"]], "structuredContent": nil]
    #expect(null.resultRead == "x")
  }

  @Test(
    arguments: [
      ["content": "text", "title": "a page"],
      ["content": [["type": "text", "text": "x"]], "id": 7],
      ["content": [["type": "image", "data": "aGk="]]], ["structuredContent": ["rows": 2]],
      [["type": "text", "text": "x"], ["type": "image"]], [], [:], ["type": "text", "text": 7],
      ["type": "text", "text": "x", "author": "Ann"],
    ] as [JSON])
  func `what is something else, or more, stays as it is`(value: JSON) {
    #expect(value.resultRead == value)
  }

  @Test(arguments: [
    "the beginning…[truncated]", "the beginning... [truncated]",
    "a\n[... 2952 chars trimmed ...]\nb",
    "abc... 900 more characters", "[\n  1,\n  ... 5 more items\n]", "… +20 lines\nb",
    "x (truncated)\n",
    "a<response clipped>b", "[... Observation truncated due to length ...]",
    "ab…1234 tokens truncated…c",
    "ab… (the first of 70000 bytes)", "too long.\nHere is a truncated version:\n…",
    "JVBERi…[base64, trimmed; whole file is 9 MB]",
  ])
  func `a cut text says so`(text: String) {
    #expect(CutMark.stands(in: .string(text)))
    #expect(CutMark.stands(in: ["rows": [["text": .string(text)]]]))
  }

  @Test(arguments: [
    "", "...", "Wait… more of it", "useful if a previous fetch was truncated and more is required",
    "(omitted) from the list of 7 items", "[id] of <b>more</b>", "1... 2 more",
    "a (first of 7 bytes)",
    "the … lines", "[truncate]", "see [truncated names](https://example.com)",
  ])
  func `another text does not`(text: String) {
    #expect(!CutMark.stands(in: .string(text)))
  }

  @Test func `takes a time that grows with the text`() {
    for part in ["[", "(.", "...", "…", "[truncated ", "... 1 more ", "\"{", "H"] {
      let text = String(repeating: part, count: 300_000)
      #expect(!CutMark.stands(in: .string(text)) || part.contains("trunc"))
      #expect(JSON.string(text).resultRead == .string(text))
    }
  }
}
