import OrderedJSON
import Testing
import Workflows

/// What is picked out of results, and what is not there to be.
@Suite struct PickTests {
  private func values(_ result: JSON) -> ReferenceValues {
    var values = ReferenceValues()
    values.steps = ["s1": ["result": result]]
    values.inputs = ["name": "Budget"]
    return values
  }

  private func picked(_ pick: String, from result: JSON) throws -> JSON? {
    let reference: JSON = ["$ref": "steps/s1/result", "pick": try JSON(parsing: pick)]
    return try Workflow.Step(tool: "t", params: ["x": reference]).params(over: values(result))["x"]
  }

  private func fault(_ pick: String, from result: JSON) throws -> String? {
    let template = try Template(
      ["$ref": "steps/s1/result", "pick": try JSON(parsing: pick)], over: ReferenceSource.ofSteps)
    do throws(ReferenceFault) {
      _ = try template.rendered(overAll: values(result))
      return nil
    } catch {
      return error.description
    }
  }

  private let room: JSON =
    "Room: 12\n- **Host**: Ann\nRoom: 14\nlink https://x.example/?id=7&k=1&id=8"

  @Test(arguments: [
    (#"{"label": "Host"}"#, "Ann"), (#"{"label": "Room", "nth": 0}"#, "12"),
    (#"{"label": "Room", "nth": 1}"#, "14"), (#"{"label": "Room", "nth": -1}"#, "14"),
    (#"{"label": "Room", "nth": -2}"#, "12"), (#"{"after": "k=", "before": "&"}"#, "1"),
    (#"{"after": "id=", "before": "&"}"#, "7"), (#"{"after": "&id="}"#, "8"),
    (#"{"before": ": 12"}"#, "Room"), (#"{"before": ":"}"#, "Room"),
    (#"{"after": "id=", "nth": -1}"#, "8"),
  ])
  func `a text has labelled lines, and parts between others`(pick: String, value: String) throws {
    #expect(try picked(pick, from: room) == .string(value))
  }

  @Test func `each beginning counts, with the next end`() throws {
    #expect(
      try picked(#"{"after": "id=", "before": "&", "nth": 0}"#, from: "id=1 id=2&") == "1 id=2")
    #expect(try picked(#"{"after": "id=", "before": "&", "nth": 1}"#, from: "id=1 id=2&") == "2")
    #expect(try picked(#"{"after": "aa", "nth": 1}"#, from: "aaaab") == "b")
    #expect(try picked(#"{"after": "aab"}"#, from: "aaaabc") == "c")
    #expect(try picked(#"{"after": "é", "before": "ü"}"#, from: "caféXü") == "X")
    #expect(try fault(#"{"after": "e\#u{301}"}"#, from: "café") != nil)
  }

  @Test func `what was picked can be gone on from, also where it is JSON in a text`() throws {
    let text: JSON = #"Data: {"id": 12345678901234567890, "in": "{\"n\": 1.50}"}"#
    #expect(
      try picked(#"{"label": "Data", "then": "/id"}"#, from: text)
        == .number("12345678901234567890"))
    #expect(try picked(#"{"label": "Data", "then": "/in"}"#, from: text) == #"{"n": 1.50}"#)
    #expect(try picked(#"{"label": "Room", "nth": 0, "then": ""}"#, from: room) == 12)
    #expect(try picked(#"{"json": "/a", "then": "/0"}"#, from: #"{"a": "[7]"}"#) == 7)
    #expect(try fault(#"{"label": "Host", "then": "/id"}"#, from: room) != nil)
  }

  @Test func `JSON in a text keeps its types, and may be JSON in JSON`() throws {
    #expect(try picked(#"{"json": ""}"#, from: "7") == 7)
    #expect(try picked(#"{"json": ""}"#, from: #""7""#) == "7")
    #expect(try picked(#"{"json": "/a/0"}"#, from: #""{\"a\": [true]}""#) == true)
    for result in ["no JSON", #"{"b": 1}"#, ["a": [1]]] as [JSON] {
      #expect(
        try fault(#"{"json": "/a/0"}"#, from: result)
          == "The reference steps/s1/result finds nothing: there is not JSON with \"/a/0\".")
    }
  }

  private let sheets: JSON = [
    ["name": "Plan", "id": 1, "by": ["who": "Ann"]],
    ["name": "Budget", "id": 2, "by": ["who": "Ann"]],
    ["name": "Budget", "id": 3, "by": ["who": "Bob"]], "stray", ["id": 4],
  ]

  @Test func `an element of a list is known by all of its members that are named`() throws {
    #expect(
      try picked(#"{"where": {"/name": "Plan"}, "then": "/id"}"#, from: sheets) == 1)
    #expect(
      try picked(
        #"{"where": {"/name": "Budget", "/by/who": "Bob"}, "then": "/id"}"#, from: sheets) == 3)
    #expect(
      try picked(#"{"where": {"/id": 2.0}, "then": "/name"}"#, from: sheets) == "Budget")
    #expect(
      try picked(
        #"{"where": {"/name": {"$ref": "inputs/name"}}, "nth": -1, "then": "/id"}"#, from: sheets)
        == 3)
    #expect(try picked(#"{"where": {"": "stray"}}"#, from: sheets) == "stray")
    #expect(
      try picked(#"{"where": {"/name": "Plan"}, "then": "/id"}"#, from: .string(sheets.serialized))
        == 1)
  }

  @Test func `what fits several or none is told by names and never by values`() throws {
    #expect(
      try fault(#"{"where": {"/name": "Budget"}}"#, from: sheets)
        == "The reference steps/s1/result finds 2 where one is meant: an element with the same "
        + "\"/name\"; \"nth\" says which.")
    #expect(
      try fault(#"{"where": {"/name": "Hidden", "/id": 1}}"#, from: sheets)
        == "The reference steps/s1/result finds nothing: there is not an element with the same "
        + "\"/name\" and \"/id\".")
    #expect(try fault(#"{"where": {"/name": "Plan"}}"#, from: ["name": "Plan"]) != nil)
    #expect(try fault(#"{"label": "Room", "nth": 2}"#, from: room) != nil)
    #expect(try fault(#"{"label": "Room", "nth": \#(Int.min)}"#, from: room) != nil)
    #expect(try fault(#"{"label": "Room"}"#, from: ["Room": 1]) != nil)
  }

  @Test func `what is not there may have a default or be left out, and what is twice may not`()
    throws
  {
    let params = try JSON(
      parsing:
        #"{"a": {"$ref": "steps/s1/result", "pick": {"label": "Key"}, "default": 0},"#
        + #" "b": {"$ref": "steps/s1/result", "pick": {"label": "Key"}, "optional": true}}"#)
    #expect(try Workflow.Step(tool: "t", params: params).params(over: values(room)) == ["a": 0])
    let twice: JSON = ["$ref": "steps/s1/result", "pick": ["label": "Room"], "default": 0]
    #expect(throws: ReferenceFault.self) {
      try Workflow.Step(tool: "t", params: ["a": twice]).params(over: values(room))
    }
  }

  @Test func `a thousand picks over the same megabyte read it once`() throws {
    let lines = (0..<40_000).map { "Label \($0): value \($0)" }.joined(separator: "\n") + "\n"
    let list = JSON.array(
      (0..<40_000).map { ["name": .string("n \($0)"), "id": .number("\($0)")] })
    let members = JSON.object((0..<40_000).map { .init("k \($0)", .number("\($0)")) })
    var values = ReferenceValues()
    values.steps = [
      "s1": ["result": .string(lines)], "s2": ["result": list],
      "s3": ["result": .string(members.serialized)],
    ]
    let params = JSON.array(
      (0..<300).flatMap { number -> [JSON] in
        let last = 39_999 - number
        return [
          ["$ref": "steps/s1/result", "pick": ["label": .string("Label \(last)")]],
          [
            "$ref": "steps/s1/result",
            "pick": ["after": .string("\(last): "), "before": "\n", "nth": 0],
          ],
          [
            "$ref": "steps/s2/result",
            "pick": ["where": ["/name": .string("n \(last)")], "then": "/id"],
          ],
          ["$ref": "steps/s3/result", "pick": ["json": .string("/k \(last)")]],
        ]
      })
    let step = Workflow.Step(tool: "t", params: ["all": params])
    let start = ContinuousClock.now
    let sent = try step.params(over: values)["all"]
    let time = ContinuousClock.now - start
    #expect(
      sent?.elements?.suffix(4).map(\.serialized)
        == [#""value 39700""#, #""value 39700""#, "39700", "39700"])
    #expect(time < .seconds(15))
  }

  @Test func `a text that repeats what is sought is gone through once`() throws {
    let text = String(repeating: "a", count: 1_000_000)
    let sought = String(repeating: "a", count: 999) + "b"
    let start = ContinuousClock.now
    #expect(try fault(#"{"after": "\#(sought)"}"#, from: .string(text)) != nil)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func `picks that would look through too much are refused`() throws {
    let long = JSON.string(String(repeating: "x", count: 4_000_000))
    let params = (0..<300).map { number -> JSON in
      ["$ref": "steps/s1/result", "pick": ["after": .string("\(number)")], "default": 0]
    }
    let step = Workflow.Step(tool: "t", params: ["all": .array(params)])
    #expect(throws: ReferenceFault.tooLong) { try step.params(over: values(long)) }
  }
}
