import OrderedJSON
import Testing
import Workflows

/// What a person is told of a value that does not fit.
@Suite struct SchemaFaultTests {
  private func faults(_ value: String, _ schema: String) throws -> [String] {
    JSONSchema(try JSON(parsing: schema)).faults(of: try JSON(parsing: value))
      .map(\.description)
  }

  /// As Alice's tool `send_gmail` says it.
  private static let mail = """
    {"type": "object", "required": ["to", "subject"], "additionalProperties": false, "properties": {
      "to": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 3}},
      "subject": {"type": "string", "maxLength": 5}, "priority": {"enum": ["low", "high", 7]},
      "retries": {"type": "integer", "minimum": 0, "exclusiveMaximum": 10.0},
      "reply/to": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": null}}}
    """

  @Test func `every fault is told with its place and what would be right`() throws {
    #expect(
      try faults(
        #"{"to": ["ann@example.com", "b", 5], "priority": "urgent", "retries": 10, "reply/to": [],"#
          + #" "body": "x"}"#, Self.mail) == [
          "subject is missing",
          "to/1 must have at least 3 characters; there is 1",
          "to/2 must be a text; it is a number",
          #"priority must be "low", "high" or 7"#,
          "retries must be less than 10.0",
          "reply~1to must be a text or null; it is a list",
          "body is not known here; to, subject, priority, retries and reply/to would be",
        ])
    #expect(try faults(#"{"to": ["ann@example.com"], "subject": "Hi"}"#, Self.mail) == [])
    #expect(try faults("[]", Self.mail) == ["must be an object; it is a list"])
    #expect(
      try faults(#"{"to": [], "subject": "Status", "retries": -1.5}"#, Self.mail) == [
        "to must have at least 1 element; there are 0",
        "subject must have at most 5 characters; there are 6",
        "retries must be a whole number",
      ])
  }

  @Test func `the place is a pointer, which names what is missing too`() throws {
    let schema = JSONSchema(try JSON(parsing: #"{"properties":{"a/b":{"required":["c"]}}}"#))
    let found = schema.faults(of: ["a/b": [:]])
    #expect(found.map(\.path) == [JSONPointer(["a/b", "c"])])
    #expect(found.map(\.message) == ["is missing"])
  }

  @Test(arguments: [
    ("5", "must be at most 4"), ("0", "must be more than 0"),
    ("1e99999999999999999999", "has an exponent that is too long to be compared"),
  ])
  func `bounds are told as they are written`(value: String, message: String) throws {
    #expect(
      try faults(value, #"{"exclusiveMinimum": 0, "maximum": 4}"#).first == message)
  }

  @Test func `what must not be there is told`() throws {
    #expect(try faults("1", "false") == ["must not be there"])
    #expect(try faults("1", #"{"enum": []}"#) == ["must not be there"])
    #expect(
      try faults(#"{"a":1}"#, #"{"additionalProperties":false}"#)
        == ["a is not known here; nothing is"])
  }

  @Test func `of alternatives the one is told that was meant`() throws {
    let kinds = #"""
      {"anyOf": [{"type": "string", "maxLength": 2}, {"type": "null"},
       {"type": "array", "items": {"type": "number"}}]}
      """#
    #expect(
      try faults(#""abc""#, kinds) == ["must have at most 2 characters; there are 3"])
    #expect(try faults(#"[1,"a"]"#, kinds) == ["1 must be a number; it is a text"])
    #expect(try faults("true", kinds) == ["must be a text, a list or null; it is true or false"])

    let shapes = #"""
      {"oneOf": [
       {"properties": {"kind": {"const": "circle"}, "radius": {"minimum": 0}}, "required": ["radius"]},
       {"properties": {"kind": {"const": "square"}, "side": {"minimum": 0}}, "required": ["side"]}]}
      """#
    #expect(try faults(#"{"kind": "circle"}"#, shapes) == ["radius is missing"])
    #expect(
      try faults(#"{"kind": "square", "side": -1}"#, shapes) == ["side must be at least 0"])
    #expect(
      try faults(#"{"kind": "star"}"#, shapes) == [
        #"must fit one of 2 alternatives, and fits none; as for one of them, radius is missing"#
      ])
    #expect(
      try faults(#""c""#, #"{"oneOf": [{"const": "a", "title": "A"}, {"enum": ["b"]}]}"#)
        == [#"must be "a", or must be "b""#])
    #expect(
      try faults("7", #"{"oneOf": [{"type": "integer"}, {"type": "number"}, false]}"#)
        == ["must fit exactly one of the 3 alternatives; it fits 2"])
  }

  @Test func `of many allowed values, alternatives and names the first are told`() throws {
    let values = JSON.array((0..<1000).map { .string("value \($0)") })
    let words = try #require(JSONSchema(["enum": values]).faults(of: "x").first?.message)
    #expect(words.hasPrefix(#"must be one of "value 0", "value 1", "#))
    #expect(words.hasSuffix(#""value 19" and 980 more"#))
    let constants = JSON.array((0..<1000).map { ["const": .number("\($0)")] })
    let told = try #require(JSONSchema(["anyOf": constants]).faults(of: "x").first?.message)
    #expect(told.hasSuffix("or must be 19, or 980 more"))
    let long = JSONSchema(["const": .string(String(repeating: "long ", count: 100_000))])
    #expect((long.faults(of: "x").first?.message.utf8.count ?? 0) < 100)
  }

  @Test func `nothing of the value itself is told, which may be secret`() throws {
    let secret = JSON.string("hunter2")
    let schemas = [
      #"{"type":"number"}"#, #"{"enum":["a"]}"#, #"{"maxLength":3}"#, "false",
      #"{"anyOf":[{"type":"null"},{"const":1}]}"#, #"{"oneOf":[{},{}]}"#,
    ]
    for schema in schemas {
      let found = JSONSchema(try JSON(parsing: schema)).faults(of: secret)
      #expect(found.count == 1 && found.allSatisfy { !$0.description.contains("hunter") })
    }
  }
}
