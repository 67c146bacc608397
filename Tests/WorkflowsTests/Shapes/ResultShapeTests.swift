import OrderedJSON
import Testing
import Workflows

/// What a result holds, and what of a later one is other.
@Suite struct ResultShapeTests {
  private func shape(_ text: String) throws -> ResultShape {
    ResultShape(of: try JSON(parsing: text))
  }

  private func changes(_ recorded: String, _ later: String) throws -> String? {
    try shape(recorded).changes(in: try JSON(parsing: later)).sentence
  }

  @Test func `it is told by names and kinds, and read back the same`() throws {
    let shape = try shape(
      #"{"id": "a", "n": 1, "ok": true, "none": null, "list": [{"x": 1}, {"x": 2, "y": "z"}], "e": [],"#
        + #" "who?": "b", "what!": 1, "mixed": [1, "a"], "nulls": ["a", null]}"#)
    let json: JSON = [
      "id": "text", "n": "number", "ok": "flag", "none": "null",
      "list": [["x": "number", "y?": "text"]], "e": [], "who?!": "text", "what!!": "number",
      "mixed": ["any"], "nulls": [["text", nil]],
    ]
    #expect(shape.json == json)
    #expect(try ResultShape(json: json) == shape)
  }

  @Test(
    arguments: [
      (["a": "Text"], ["a"]), ("texts", []), ([["text", "text"]], ["0"]), (["a": [1]], ["a", "0"]),
      (["text", "number", "flag"], []), (nil, []),
    ] as [(JSON, [String])])
  func `what is no shape is told with its place`(json: JSON, path: [String]) {
    #expect(throws: ShapeFault(path: path)) { try ResultShape(json: json) }
  }

  @Test func `longer and shorter lists are no change, nor is what was absent sometimes`() throws {
    let recorded = #"{"mails": [{"id": 1, "to": "a"}, {"id": 2}]}"#
    for later in [#"{"mails": []}"#, #"{"mails": [{"id": 3}, {"id": 4}, {"id": 5, "to": "b"}]}"#] {
      #expect(try changes(recorded, later) == nil)
    }
    #expect(try changes("[]", #"[{"a": 1}]"#) == nil)
  }

  @Test func `what is gone, of another kind or new is named once, with its place`() throws {
    #expect(
      try changes(
        #"{"mails": [{"id": 1}], "page": 1, "next": "a"}"#,
        #"{"mails": [{"id": "7"}, {"id": "8"}], "next": null, "total": 2}"#)
        == "What it gave has another shape than was recorded: \"mails/*/id\" was a number and is a "
        + "text, \"page\" is gone, \"next\" was a text and is null; \"total\" is new.")
    #expect(
      try changes("{}", "\"text\"")
        == "What it gave has another shape than was recorded: the whole was an object and is a text."
    )
  }

  @Test func `of many changes some are named and the others counted`() throws {
    let recorded = JSON.object((1...20).map { JSON.Member("m\($0)", 1) })
    let changes = ResultShape(of: recorded).changes(in: [:])
    #expect(changes.lossCount == 20 && changes.losses.count == 5)
    #expect(changes.sentence?.hasSuffix("\"m5\" is gone, and 15 more.") == true)
  }

  @Test func `of what is very large the beginning is told, and the rest may be anything`() throws {
    let long = JSON.object((1...5000).map { JSON.Member("m\($0)", 1) })
    let shape = ResultShape(of: long)
    let other = JSON.object((1...5000).map { JSON.Member("m\($0)", $0 < 900 ? 2 : "two") })
    #expect(shape.changes(in: other).lossCount < 150)
    #expect(shape.changes(in: long).sentence == nil)
  }

  @Test
  func `a version has the shapes of what its steps gave, and those of failed ones it has not`()
    throws
  {
    let draft = try Recorded()
      .call("list_mails", "{}", gives: #"{"mails": [{"id": 1}]}"#)
      .failedCall("read_mail", "{}", "no id").draft
    let workflow = draft.workflow.shaped(by: draft.log)
    #expect(workflow.steps.map { $0.shape?.json } == [["mails": [["id": "number"]]], nil])
    #expect(try Workflow(json: workflow.json) == workflow)
    #expect(draft.workflow.doesTheSame(as: workflow))
  }
}
