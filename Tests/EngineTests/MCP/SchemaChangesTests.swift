import Engine
import OrderedJSON
import Testing

/// What a person is told who has to accept another schema.
struct SchemaChangesTests {
  private let old: JSON = [
    "type": "object",
    "properties": [
      "to": ["type": "string"], "cc": ["type": "string"],
      "count": ["type": "integer", "maximum": 10],
      "mode": ["type": "string", "enum": ["fast", "slow"]],
      "amount": ["type": "number", "description": "in cents"],
      "tags": ["type": "array", "items": ["type": "string"]],
      "at": ["type": "object", "properties": ["zone": ["type": "string"]], "required": ["zone"]],
    ],
    "required": ["to"],
  ]

  @Test func `members that come and go are told`() {
    #expect(
      changes(
        "properties",
        [
          "to": ["type": "string"], "bcc": ["type": "string"], "count": old("count"),
          "mode": old("mode"), "amount": old("amount"), "tags": old("tags"), "at": old("at"),
        ]) == [#""bcc" is new."#, #""cc" is gone."#])
  }

  @Test func `what must be given is told`() {
    #expect(changes("required", ["to", "cc"]) == [#""cc" must be given now."#])
    #expect(changes("required", []) == [#""to" need not be given any more."#])
    #expect(changes("required", ["to", "unnamed"]) == [#""unnamed" must be given now."#])
  }

  @Test func `a new member that must be given is told in one sentence`() {
    let new: JSON = [
      "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"],
    ]
    #expect(
      SchemaChanges(from: ["type": "object"], to: new).words == [
        #""a" is new, and must be given."#
      ])
  }

  @Test(
    arguments: [
      ("cc", ["type": "integer"], #""cc" is a whole number now; it was a text."#),
      ("cc", ["type": ["string", "null"]], #""cc" is a text or null now; it was a text."#),
      ("cc", [:], #""cc" is of any type now; it was a text."#),
      ("cc", true, #""cc" takes other values than before."#),
      (
        "count", ["type": "integer", "maximum": 5],
        #""maximum" of "count" is 5 now; it was 10."#
      ),
      ("count", ["type": "integer"], #""maximum" of "count" is gone."#),
      (
        "count", ["type": "integer", "maximum": 10, "minimum": 1],
        #""minimum" of "count" is new: 1."#
      ),
      (
        "mode", ["type": "string", "enum": ["slow"]], #""mode" may no longer be "fast"."#
      ),
      (
        "mode", ["type": "string", "enum": ["fast", "slow", "off"]],
        #""mode" may be "off" too."#
      ),
      (
        "amount", ["type": "number", "description": "in euros"],
        #"The description of "amount" is "in euros" now; it was "in cents"."#
      ),
      (
        "tags", ["type": "array", "items": ["type": "integer"]],
        #""tags/*" is a whole number now; it was a text."#
      ),
      (
        "at", ["type": "object", "properties": ["zone": ["type": "string"]]],
        #""at/zone" need not be given any more."#
      ),
    ] as [(String, JSON, String)])
  func `what becomes of a member is told`(_ name: String, _ schema: JSON, _ words: String) {
    let members = (old["properties"]?.members ?? []).map {
      $0.key == name ? JSON.Member(name, schema) : $0
    }
    #expect(changes("properties", .object(members)) == [words])
  }

  @Test func `of a long text it is shown where it became another one`() {
    func schema(_ unit: String) -> JSON {
      let text = String(repeating: "word ", count: 40) + "in \(unit)"
      return ["properties": ["amount": ["description": .string(text)]]]
    }
    let words = SchemaChanges(from: schema("cents"), to: schema("euros")).words
    #expect(words.count == 1)
    #expect(words.first?.hasPrefix(#"The description of "amount" is …"#) == true)
    #expect(words.first?.contains(#" in euros" now; it was …"#) == true)
    #expect(words.first?.hasSuffix(#" in cents"."#) == true)
  }

  @Test func `definitions are compared by their names`() {
    func schema(_ definition: JSON) -> JSON {
      ["properties": ["a": ["$ref": "#/$defs/a"]], "$defs": ["a": definition]]
    }
    #expect(
      SchemaChanges(from: schema(["type": "string"]), to: schema(["type": "object"])).words == [
        #""$defs/a" is an object now; it was a text."#
      ])
  }

  @Test func `what is the same in another order is no change`() {
    let members = Array((old["properties"]?.members ?? []).reversed())
    #expect(changes("properties", .object(members)).isEmpty)
  }

  @Test func `of many changes the first are told, and how many there are`() {
    let many = (1...30).map { JSON.Member("p\($0)", ["type": "string"]) }
    let words = SchemaChanges(
      from: ["type": "object"],
      to: [
        "type": "object", "properties": .object(many),
      ]
    ).words
    #expect(words.count == 21)
    #expect(words.last == "10 more things are other than before.")
  }

  @Test(
    arguments: [
      (["properties": [1]], ["properties": [2]]), (["required": "a"], ["required": "b"]),
      ([1], [2]), (true, false),
    ] as [(JSON, JSON)])
  func `a change that has no words of its own is told all the same`(_ old: JSON, _ new: JSON) {
    #expect(SchemaChanges(from: old, to: new).words.count == 1)
  }

  private func old(_ name: String) -> JSON { old["properties"]?[name] ?? .null }

  /// What is told where one member of the schema is another.
  private func changes(_ key: String, _ value: JSON) -> [String] {
    let members = (old.members ?? []).map { $0.key == key ? JSON.Member(key, value) : $0 }
    return SchemaChanges(from: old, to: .object(members)).words
  }
}
