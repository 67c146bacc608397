import OrderedJSON
import Testing
import Workflows

/// What schemas and values may ask of the checker.
@Suite(.timeLimit(.minutes(20))) struct SchemaBoundTests {
  private static let tooLarge =
    "cannot be checked: its schema is too large, or has too many alternatives"

  private func faults(_ value: JSON, _ schema: JSON) -> [String] {
    JSONSchema(schema).faults(of: value).map(\.description)
  }

  private static func nested(_ depth: Int, _ core: JSON = 1) -> JSON {
    (0..<depth).reduce(core) { inner, _ in ["a": inner] }
  }

  @Test(arguments: ["anyOf", "oneOf", "allOf"])
  func `references that double sixty times end`(keyword: String) {
    var parts: [JSON.Member] = (0..<60).map { number in
      let next: JSON = ["$ref": .string("#/$defs/d\(number + 1)")]
      return .init("d\(number)", .object([.init(keyword, [next, next])]))
    }
    parts.append(.init("d60", ["type": keyword == "allOf" ? "integer" : "null"]))
    #expect(faults(1, ["$defs": .object(parts), "$ref": "#/$defs/d0"]) == [Self.tooLarge])
  }

  @Test func `alternatives for each level of a value end`() {
    let part: JSON = ["properties": ["a": ["$ref": "#"]], "required": ["z"]]
    let schema: JSON = ["anyOf": [part, part, part, part]]
    #expect(faults(Self.nested(40), schema) == [Self.tooLarge])
    #expect(faults(Self.nested(3), schema).count == 1)
  }

  @Test func `a long text is not read once for each alternative`() {
    let alternatives = JSON.array(Array(repeating: ["maxLength": 5], count: 5000))
    let text = JSON.string(String(repeating: "é", count: 1_000_000))
    #expect(faults(text, ["anyOf": alternatives]) == [Self.tooLarge])
    let digits = JSON.number(String(repeating: "9", count: 1_000_000))
    #expect(
      faults(digits, ["anyOf": .array(Array(repeating: ["maximum": 5], count: 5000))])
        == [Self.tooLarge])
    let list = JSON.array(Array(repeating: 0, count: 300_000))
    #expect(
      faults(list, ["anyOf": .array(Array(repeating: ["enum": [["a"]]], count: 5000))])
        == [Self.tooLarge])
  }

  @Test func `a long table is checked cell by cell`() {
    let cells = (0..<20).map { JSON.Member("column \($0)", "value") }
    let schema: JSON = [
      "items": [
        "required": ["column 7"], "additionalProperties": false,
        "properties": .object(
          cells.map { .init($0.key, ["type": "string", "maxLength": 5]) }),
      ]
    ]
    let rows = JSON.array(Array(repeating: .object(cells), count: 10_000))
    #expect(faults(rows, schema) == [])
    #expect(faults(.array(Array(repeating: [:], count: 10_000)), schema).count == 100)
  }

  @Test func `64 levels are checked, and no more`() {
    let schema: JSON = ["properties": ["a": ["$ref": "#"]], "maxProperties": 1]
    #expect(faults(Self.nested(64), schema) == [])
    #expect(faults(Self.nested(64, ["b": 1, "c": 2]), schema).count == 1)
    let deep = faults(Self.nested(65), schema)
    #expect(deep.count == 1)
    #expect(deep.first?.hasSuffix("cannot be checked: it is nested deeper than 64 levels") == true)
    #expect(faults(Self.nested(200), ["type": "object"]) == [])
  }

  @Test func `a chain of references ends`() {
    let parts = (0..<5000).map {
      JSON.Member("d\($0)", ["$ref": .string("#/$defs/d\($0 + 1)")])
    }
    #expect(
      faults(1, ["$defs": .object(parts), "$ref": "#/$defs/d0"])
        == ["cannot be checked: its schema leads to itself, or too deep"])
  }

  @Test func `a document of very many parts is read in time, as far as a schema needs it`() {
    func document(_ count: Int) -> JSON {
      let numbers = 0..<count
      return [
        "$defs": .object(numbers.map { .init("d\($0)", ["type": "string"]) }),
        "properties": .object(
          numbers.map { .init("p\($0)", ["$ref": .string("#/$defs/d\($0)")]) }),
      ]
    }
    #expect(
      faults(["p8999": 1], document(9000)) == ["p8999 must be a text; it is a number"])
    let large = document(50_000)
    #expect(faults(["p1": 1], large) == [Self.tooLarge])
    let shared = SchemaDocument(large)
    let part = JSONSchema(["$ref": "#/properties/p49999"], in: shared)
    #expect(part.faults(of: 1).isEmpty && part.unchecked == ["$ref #/properties/p49999"])
    #expect(JSONSchema(["$ref": "#/$defs/d49999"], in: shared).faults(of: 1).count == 1)
  }

  @Test func `what is said stays short, whatever the schema says`() {
    let many = JSONSchema(.object((0..<100_000).map { .init("keyword \($0)", 1) }))
    #expect(many.unchecked.count == 100)
    let name = String(repeating: "k", count: 1_000_000)
    let long = JSONSchema(.object([.init(name, 1)]))
    #expect((long.unchecked.first?.utf8.count ?? 0) < 200)
    let refused = JSONSchema(["properties": .object([.init(name, false)])])
      .faults(of: .object([.init(name, 1)]))
    #expect(refused.count == 1 && (refused.first?.description.utf8.count ?? 0) < 200)
    let pointer = String(repeating: "/a", count: 500_000)
    #expect(JSONSchema(["$ref": .string("#" + pointer)]).unchecked.count == 1)
  }

  @Test func `a member's long name is as good as a short one`() {
    let names = (0..<4).map { String(repeating: "k", count: 500_000) + "\($0)" }
    let schema = JSONSchema(["properties": .object(names.map { .init($0, ["type": "null"]) })])
    let value = JSON.object(names.map { .init($0, 1) })
    #expect(schema.faults(of: value).map(\.path.tokens) == names.map { [$0] })
  }
}
