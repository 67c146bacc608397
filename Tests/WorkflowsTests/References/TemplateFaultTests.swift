import OrderedJSON
import Testing
import Workflows

/// What is no template, and what is too much of one.
@Suite struct TemplateFaultTests {
  private func faults(_ text: String) throws -> [String] {
    let json = try JSON(parsing: text)
    do throws(TemplateFaults) {
      _ = try Template(json)
      return []
    } catch {
      return error.faults.map { "\($0.path): \($0.message)" }
    }
  }

  private static let beginning =
    "must begin with a source: \"params\" for all of them, or \"params/\" and a name"

  @Test(arguments: [
    "", "recipient", "/params/x", "#/params/x", "steps/s2/result", "Params/x", "params.x", "param",
    " params/x", "params~1x",
  ])
  func `a reference begins with a source that is known`(text: String) throws {
    #expect(try faults(#"{"a": {"$ref": "\#(text)"}}"#) == ["/a/$ref: \(Self.beginning)"])
  }

  @Test func `all faults are told, each at its place`() throws {
    #expect(
      try faults(
        #"{"a": [1, {"$ref": 5}], "b": {"$ref": "params/x", "pick": {}, "default": {"$ref": "x"}},"#
          + #" "c": {"$date": {}}, "d": {"$text": [{"$ref": "params/~2"}], "$ref2": 1},"#
          + #" "e": {"$ref": "params/x", "optional": "yes"}, "$": 1}"#) == [
          "/a/1/$ref: must be a text, as \"params/recipient\"; it is a number",
          "/b/pick: does not belong to a reference: beside \"$ref\" \"default\" and \"optional\" are "
            + "allowed",
          "/b/default/$ref: \(Self.beginning)",
          "/c/$date: is not known here: \"$ref\" and \"$text\" are, and a key of one's own that begins "
            + "with \"$\" is written with one more",
          "/d/$ref2: does not belong to a composed text: beside \"$text\" nothing else is allowed",
          "/d/$text/0/$ref: has a \"~\" that means nothing: \"~0\" stands for \"~\", \"~1\" for \"/\"",
          "/e/optional: must be true or false",
          "/$: is not known here: \"$ref\" and \"$text\" are, and a key of one's own that begins with "
            + "\"$\" is written with one more",
        ])
  }

  @Test(arguments: [#"{"$text": []}"#, #"{"$text": "a"}"#, #"{"$text": null}"#])
  func `a composed text has pieces`(text: String) throws {
    #expect(
      try faults(text) == ["/$text: must be a list of texts and references, one at least"])
  }

  @Test func `what is no member and no element cannot be left out`() throws {
    let rule =
      "leaves out a member or an element, and this is neither: a \"default\" would be right"
    #expect(try faults(#"{"$ref": "params/x", "optional": true}"#) == ["/optional: \(rule)"])
    #expect(
      try faults(#"{"a": {"$text": [{"$ref": "params/x", "optional": true}]}}"#)
        == ["/a/$text/0/optional: \(rule)"])
    #expect(
      try faults(#"{"$ref": "params/x", "default": {"$ref": "params/y", "optional": true}}"#)
        == ["/default/optional: \(rule)"])
    #expect(try faults(#"{"$ref": "params/x", "optional": true, "default": 1}"#) == [])
  }

  @Test func `ten thousand references are too many, and a thousand are not`() throws {
    func list(_ count: Int) -> String {
      "[" + [String](repeating: #"{"$ref":"params/x"}"#, count: count).joined(separator: ",") + "]"
    }
    #expect(
      try faults(list(10_000))
        == [": must have at most 1000 references; there are 10000"])
    let template = try Template(try JSON(parsing: list(1000)))
    #expect(try template.rendered(over: ["x": 1]).elements?.count == 1000)
  }

  @Test func `of ten thousand faults the first hundred are told`() throws {
    let wrong = [String](repeating: #"{"$x":1}"#, count: 10_000).joined(separator: ",")
    #expect(try faults("[\(wrong)]").count == 100)
  }

  @Test(arguments: [
    #"[REF]"#, #"{"$text": [REF]}"#, #"{"a": {"$text": [{"$text": [REF]}, REF]}}"#,
    #"{"$text": [[REF]]}"#, #"[{"a": {"$ref": "params/y", "default": [REF]}}]"#,
  ])
  func `a template that names a long value often does not become as long`(text: String) throws {
    let references = [String](repeating: #"{"$ref":"params/x"}"#, count: 400)
    let template = try Template(
      try JSON(
        parsing: text.replacing("REF", with: references.joined(separator: ","), maxReplacements: 1)
          .replacing("REF", with: #"{"$ref":"params/x"}"#)))
    let long = JSON.string(String(repeating: "\n", count: 1_000_000))
    for value in [long, .array(Array(repeating: 7, count: 1_000_000)), ["k": long]] {
      #expect(throws: ReferenceFault.tooLarge) { try template.rendered(over: ["x": value]) }
    }
    #expect(try template.rendered(over: ["x": "short"]).bytes.count < 8000)
  }

  @Test func `what is as long as a request's body may be is rendered, and a byte more is not`()
    throws
  {
    let most = 8 << 20
    let template = try Template(["$text": [["$ref": "params"]]])
    let text = String(repeating: "a", count: most - 2)
    #expect(try template.rendered(over: .string(text)) == .string(text))
    #expect(throws: ReferenceFault.tooLarge) { try template.rendered(over: .string(text + "a")) }
    #expect(
      ReferenceFault.tooLarge.description
        == "With what its references find it has more than 8388608 bytes.")
  }

  @Test func `a thousand references into a call of a hundred thousand members take one walk`()
    throws
  {
    let names = (0..<1000).map { JSON.string("params/deep/member \(99_999 - $0)") }
    let template = try Template(.array(names.map { ["$ref": $0] }))
    let call: JSON = [
      "deep": .object((0..<100_000).map { .init("member \($0)", .number("\($0)")) })
    ]
    #expect(try template.rendered(over: call).elements?.last == 99_000)
  }

  @Test func `64 levels of template over 64 levels of call are rendered`() throws {
    func nested(_ core: String) throws -> JSON {
      let (open, close) = (#"{"a":["#, "]}")
      return try JSON(
        parsing: String(repeating: open, count: 31) + core + String(repeating: close, count: 31))
    }
    let template = try Template(try nested(#"{"$ref":"params"}"#))
    let value = try template.rendered(over: nested(#"{"b":1}"#))
    #expect(try JSON(stored: value.serialized) == value)
  }
}
