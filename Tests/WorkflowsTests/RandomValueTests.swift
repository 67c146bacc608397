import OrderedJSON
import TestSupport
import Testing
import Workflows

/// Templates and schemas that dice write, from their own words.
@Suite(.seeded) struct RandomValueTests {
  @Test func `no template traps, and one that is read is rendered or says why not`() throws {
    var dice = Dice()
    for _ in 0..<20_000 {
      let json = Self.value(
        &dice, names: ["$ref", "$text", "default", "optional", "$$ref", "$x", "a"],
        texts: ["params", "params/a", "params/a/0", "params/~", "x"], depth: 4)
      guard let template = try? Template(json) else { continue }
      #expect(template.json == json)
      let params = Self.value(&dice, names: ["a", "b"], texts: ["t"], depth: 3)
      let unused = template.unused(of: params)
      do throws(ReferenceFault) {
        let rendered = try template.rendered(over: params)
        #expect((try? JSON(parsing: rendered.bytes)) == rendered)
      } catch {
        #expect(!error.description.isEmpty)
      }
      #expect(Set(unused).isSubset(of: (params.members ?? []).map(\.key)))
    }
  }

  @Test func `no schema traps, and its faults lie within the value`() {
    var dice = Dice()
    let names = [
      "type", "enum", "const", "required", "properties", "additionalProperties", "items", "minimum",
      "exclusiveMaximum", "maxLength", "minItems", "maxProperties", "allOf", "anyOf", "oneOf",
      "$ref",
      "nullable", "a", "b",
    ]
    for _ in 0..<20_000 {
      let schema = Self.value(
        &dice, names: names,
        texts: ["string", "object", "array", "integer", "#", "#/a", "#/anyOf/0", "a"], depth: 5)
      let value = Self.value(&dice, names: ["a", "b"], texts: ["", "x"], depth: 3)
      for fault in JSONSchema(schema).faults(of: value) {
        let isMissing = fault.message == "is missing"
        let place = isMissing ? JSONPointer(Array(fault.path.tokens.dropLast())) : fault.path
        #expect(place.value(in: value) != nil && !fault.message.isEmpty)
      }
    }
  }

  private static func value(
    _ dice: inout Dice, names: [String], texts: [String], depth: Int
  ) -> JSON {
    switch dice.number(0...(depth > 0 ? 9 : 4)) {
    case 0: return nil
    case 1: return .bool(dice.chance(50))
    case 2: return .number(dice.pick(["0", "1", "-2.50", "1e3", "1e99999999999999999999"]))
    case 3, 4: return .string(dice.pick(texts))
    case 5, 6:
      return .array(
        (0..<dice.number(0...3)).map { _ in
          value(&dice, names: names, texts: texts, depth: depth - 1)
        })
    default:
      return .object(
        (0..<dice.number(0...4)).map { _ in
          .init(
            dice.pick(names), value(&dice, names: names, texts: texts, depth: depth - 1))
        })
    }
  }
}
