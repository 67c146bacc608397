import OrderedJSON
import Testing
import Workflows

/// What is no template of a step.
@Suite struct StepTemplateFaultTests {
  private func faults(_ text: String) throws -> [String] {
    let json = try JSON(parsing: text)
    do throws(TemplateFaults) {
      _ = try Template(json, over: ReferenceSource.ofSteps)
      return []
    } catch {
      return error.faults.map { "\($0.path): \($0.message)" }
    }
  }

  @Test(arguments: [
    "steps/s1/result", "steps/s1/result/a/0", "steps/s1/results", "steps/s1/results/0/id", "item",
    "item/id", "inputs/city", "inputs/city/0", "run/scheduled_at", "run/date", "run/number",
    "run/previous/scheduled_at", "secrets/token",
  ])
  func `a reference may lead to what there is of a run`(text: String) throws {
    #expect(try faults(#"{"a": {"$ref": "\#(text)"}}"#) == [])
  }

  @Test(arguments: [
    ("steps", "\"steps/\", a step's id and \"/result\" or, after a loop, \"/results\""),
    ("steps/s1", "\"steps/\", a step's id and \"/result\" or, after a loop, \"/results\""),
    ("steps/s1/params", "\"steps/\", a step's id and \"/result\" or, after a loop, \"/results\""),
    ("inputs", "\"inputs/\" and a name"), ("secrets", "\"secrets/\" and a name"),
    ("secrets/token/0", "\"secrets/\" and a name"),
    (
      "run/time",
      "\"run/\" and \"scheduled_at\", \"date\", \"number\" or \"previous/scheduled_at\""
    ),
  ])
  func `each source says what its references are`(text: String, rule: String) throws {
    #expect(try faults(#"{"a": {"$ref": "\#(text)"}}"#) == ["/a/$ref: must be \(rule)"])
  }

  @Test func `a step has no parameters of a call, and the sources are named`() throws {
    let told = try faults(#"{"$ref": "params/x"}"#).first ?? ""
    #expect(told.hasPrefix("/$ref: must begin with a source: \"inputs/\" and a name, or \"item\""))
    #expect(
      try faults(#"{"$ref": "item", "nth": 1}"#) == [
        "/nth: does not belong to a reference: beside \"$ref\" \"pick\", \"default\" and \"optional\" "
          + "are allowed"
      ])
    #expect(
      try faults(#"{"$else": 1}"#) == [
        "/$else: is not known here: \"$ref\", \"$text\" and \"$date\" are, and a key of one's own that "
          + "begins with \"$\" is written with one more"
      ])
  }

  @Test(arguments: [
    ("7", "/pick"), ("{}", "/pick"), (#"{"label": "A", "json": ""}"#, "/pick"),
    (#"{"label": ""}"#, "/pick/label"), (#"{"label": 7}"#, "/pick/label"),
    (#"{"after": ""}"#, "/pick/after"), (#"{"after": "a", "before": 1}"#, "/pick/before"),
    (#"{"json": "a"}"#, "/pick/json"), (#"{"json": 1}"#, "/pick/json"),
    (#"{"where": {}}"#, "/pick/where"), (#"{"where": {"name": 1}}"#, "/pick/where/name"),
    (#"{"where": {"/a": {"$ref": "x"}}}"#, "/pick/where/~1a/$ref"),
    (#"{"label": "A", "nth": "first"}"#, "/pick/nth"),
    (#"{"label": "A", "nth": 1.5}"#, "/pick/nth"),
    (#"{"label": "A", "then": "id"}"#, "/pick/then"), (#"{"label": "A", "else": 1}"#, "/pick/else"),
  ])
  func `what is wrong with a pick is told at its place`(pick: String, path: String) throws {
    let told = try faults(#"{"$ref": "item", "pick": \#(pick)}"#)
    #expect(told.count == 1 && told.first?.hasPrefix("\(path): ") == true, "\(told)")
  }

  @Test func `a pick has as many members and bytes as it needs`() throws {
    let members = (0..<11).map { #""/\#($0)": 1"# }.joined(separator: ",")
    #expect(try faults(#"{"$ref": "item", "pick": {"where": {\#(members)}}}"#).count == 1)
    let long = String(repeating: "a", count: 1001)
    #expect(try faults(#"{"$ref": "item", "pick": {"label": "\#(long)"}}"#).count == 1)
    #expect(try faults(#"{"$ref": "item", "pick": {"label": "\#(long.dropLast())"}}"#) == [])
  }

  @Test func `a step that is no template is not sent`() throws {
    let step = Workflow.Step(tool: "t", params: ["a": ["$ref": "nowhere"]])
    #expect {
      try step.params(over: ReferenceValues())
    } throws: { error in
      "\(error)".hasPrefix("What stands at \"/a/$ref\" must begin with a source: ")
    }
    #expect(step.shownParams == ["a": ["$ref": "nowhere"]])
  }

  @Test func `a reference can be written`() throws {
    #expect(
      Reference.json(.steps, ["s1", "result", "a/b", "0"]) == ["$ref": "steps/s1/result/a~1b/0"])
    #expect(Reference.json(.item) == ["$ref": "item"])
  }
}
