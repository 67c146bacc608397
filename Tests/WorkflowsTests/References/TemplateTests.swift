import OrderedJSON
import Testing
import Workflows

/// What a template becomes for a call.
@Suite struct TemplateTests {
  /// As Alice's agent called `send_gmail`.
  private static let call: JSON = [
    "recipient": "bob@example.com", "subject": "Status", "count": .number("1.50"), "cc": nil,
    "tags": ["a", "b"], "sender": ["name": "Alice", "a/b": true], "$ref": "literal",
  ]

  private func rendered(_ template: String, over params: JSON = call) throws -> String {
    try Template(try JSON(parsing: template)).rendered(over: params).serialized
  }

  @Test func `a reference is what the call has there, of its own type`() throws {
    #expect(
      try rendered(
        #"{"to": {"$ref": "params/recipient"}, "n": [{"$ref": "params/count"}, {"$ref": "params/cc"}],"#
          + #" "first": {"$ref": "params/tags/0"}, "who": {"$ref": "params/sender/name"},"#
          + #" "ok": {"$ref": "params/sender/a~1b"}, "own": {"$ref": "params/$ref"}}"#)
        == #"{"to":"bob@example.com","n":[1.50,null],"first":"a","who":"Alice","ok":true,"#
        + #""own":"literal"}"#)
  }

  @Test func `all of the parameters are one reference`() throws {
    #expect(try rendered(#"{"$ref": "params"}"#) == Self.call.serialized)
    #expect(
      try rendered(#"{"arguments": {"$ref": "params"}}"#, over: ["a": 1])
        == #"{"arguments":{"a":1}}"#)
    #expect(try rendered(#"{"$ref": "params"}"#, over: "broken") == #""broken""#)
  }

  @Test func `anything else is literal, and a key of one's own loses the dollar that it got`()
    throws
  {
    let text =
      #"{"t":"{{name}} $ref params/x","$$ref":{"$$$$x":[1,{"$$text":null}]},"a$":1.0,"a$":2}"#
    let template = try Template(try JSON(parsing: text))
    #expect(template.references.isEmpty && template.json.serialized == text)
    #expect(
      try rendered(text)
        == #"{"t":"{{name}} $ref params/x","$ref":{"$$$x":[1,{"$text":null}]},"a$":1.0,"a$":2}"#)
    #expect(try rendered("[]") == "[]" && rendered("7") == "7")
  }

  @Test func `recorded data is its own template once it is escaped`() throws {
    let recorded = Self.call.escapingReferences
    #expect(try Template(recorded).rendered(over: []) == Self.call)
    #expect(try Template(recorded).rendered(over: []) == recorded.unescapingReferences)
  }

  @Test func `what the call lacks is its default, which may have references too`() throws {
    #expect(
      try rendered(
        #"{"a": {"$ref": "params/to", "default": {"$ref": "params/recipient"}},"#
          + #" "b": {"$ref": "params/x", "default": {"$$ref": 1}},"#
          + #" "c": {"$ref": "params/subject", "default": 1},"#
          + #" "d": {"$ref": "params/x", "default": null}, "e": {"$ref": "params/cc", "default": 1}}"#
      )
        == #"{"a":"bob@example.com","b":{"$ref":1},"c":"Status","d":null,"e":null}"#)
  }

  @Test func `what is optional is left out with its member or element`() throws {
    #expect(
      try rendered(
        #"{"a": {"$ref": "params/x", "optional": true}, "b": [1, {"$ref": "params/x", "optional": true}],"#
          + #" "c": {"$ref": "params/subject", "optional": true}, "d": {"$ref": "params/subject","#
          + #" "optional": false}, "e": {"$ref": "params/x", "default": {"$ref": "params/y","#
          + #" "optional": true}}, "f": {"$ref": "params/x", "optional": true, "default": 7}}"#)
        == #"{"b":[1],"c":"Status","d":"Status","f":7}"#)
  }

  @Test func `composed text has numbers as their digits, texts as they are, all else as JSON`()
    throws
  {
    #expect(
      try rendered(
        #"{"$text": ["Dear ", {"$ref": "params/sender/name"}, ": ", {"$ref": "params/count"}, " ","#
          + #" {"$ref": "params/tags"}, {"$ref": "params/sender"}, {"$ref": "params/cc"},"#
          + #" {"$ref": "params/sender/a~1b"}, 1.0, {"$text": [" \"", {"$ref": "params/x", "default":"#
          + #" "-"}, "\""]}, {"$$a": {"$ref": "params/count"}}]}"#)
        == JSON.string(
          #"Dear Alice: 1.50 ["a","b"]{"name":"Alice","a/b":true}nulltrue1.0 "-"{"$a":1.50}"#
        ).serialized)
  }

  @Test(arguments: [
    ("params/to", "params has recipient, subject, count, cc, tags, sender and $ref"),
    ("params/sender/mail", "params/sender has name and a/b"),
    ("params/tags/2", "params/tags has 2 elements"),
    ("params/tags/01", "params/tags has 2 elements"),
    ("params/tags/99999999999999999999", "params/tags has 2 elements"),
    ("params/subject/0/a", "params/subject is a text"),
    ("params/cc/x", "params/cc is null"),
    ("params/sender/a~1b/x", "params/sender/a~1b is true or false"),
    ("params/", "params has recipient, subject, count, cc, tags, sender and $ref"),
  ])
  func `a reference that finds nothing fails, and says what there is`(
    text: String, there: String
  ) throws {
    let faults = [
      #expect(throws: ReferenceFault.self) { try rendered(#"{"$ref": "\#(text)"}"#) },
      #expect(throws: ReferenceFault.self) {
        try rendered(#"{"a": [{"$text": ["x", {"$ref": "\#(text)"}]}]}"#)
      },
    ]
    #expect(
      faults.map(\.?.description)
        == [String](repeating: "The reference \(text) finds nothing: \(there).", count: 2))
  }

  @Test func `what a fault says of the call is short, and tells no value`() throws {
    let long = String(repeating: "k", count: 100_000)
    let call = JSON.object((0..<100_000).map { .init("\($0)\(long.prefix(90))", "hidden") })
    let template = try Template(["$ref": .string("params/\(long)")])
    let fault = #expect(throws: ReferenceFault.self) { try template.rendered(over: call) }
    let words = fault?.description ?? ""
    #expect(words.hasSuffix("… and 99980 more.") && words.utf8.count < 1500)
    #expect(!words.contains("hidden"))
  }

  @Test func `what finds nothing in an empty call says so`() throws {
    let template = try Template(["$ref": "params/to"])
    for call in [[:], []] as [JSON] {
      let fault = #expect(throws: ReferenceFault.self) { try template.rendered(over: call) }
      #expect(fault?.description == "The reference params/to finds nothing: params is empty.")
    }
  }

  @Test func `names the parameters that no reference reads`() throws {
    let template = try Template([
      "to": ["$ref": "params/recipient"],
      "text": [
        "$text": [
          ["$ref": "params/sender/name"], ["$ref": "params/x", "default": ["$ref": "params/cc"]],
        ]
      ],
    ])
    #expect(template.unused(of: Self.call) == ["subject", "count", "tags", "$ref"])
    #expect(
      template.references.map(\.text)
        == ["params/recipient", "params/sender/name", "params/x", "params/cc"])
    #expect(try Template(["a": ["$ref": "params"]]).unused(of: Self.call) == [])
    let repeated = JSON.object([.init("a", 1), .init("b", 2), .init("a", 3)])
    #expect(try Template([:]).unused(of: repeated) == ["a", "b"])
    #expect(try Template([:]).unused(of: "text") == [])
  }

  @Test func `what references put into one member is escaped, and nothing else`() throws {
    let template = try Template(
      try JSON(
        parsing:
          #"{"path": {"$text": ["/users/", {"$ref": "params/id"}, "/", {"$ref": "params/n"}]},"#
          + #" "query": {"id": {"$ref": "params/id"}, "path": {"$ref": "params/id"}}}"#))
    func escaped(_ template: Template) throws -> String {
      try template.rendered(over: ["id": "a/b", "n": 7], escaping: "path") {
        $0.split(separator: "/").joined(separator: "%2F")
      }.serialized
    }
    #expect(
      try escaped(template) == #"{"path":"/users/a%2Fb/7","query":{"id":"a/b","path":"a/b"}}"#)
    #expect(
      try escaped(
        Template([
          "path": ["$ref": "params/x", "default": ["$text": ["c/", ["$ref": "params/id"]]]]
        ]))
        == #"{"path":"c%2Fa%2Fb"}"#)
    #expect(try escaped(Template(["path": ["$ref": "params/n"]])) == #"{"path":"7"}"#)
    #expect(try escaped(Template(["path": ["$ref": "params/x", "optional": true]])) == "{}")
  }

  @Test func `two of the same text are equal`() throws {
    let one = try Template(["a": ["$ref": "params"]])
    #expect(try one == Template(one.json) && one != Template([:]))
    #expect(try Set([one, Template(one.json)]).count == 1)
  }
}
