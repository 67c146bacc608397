import OrderedJSON
import TestSupport
import Testing

/// How long a value is as JSON.
@Suite struct JSONSizeTests {
  @Test(.seeded) func `is told to the byte, without writing it`() throws {
    var dice = Dice()
    for _ in 0..<2000 {
      let value = Self.value(&dice, depth: 4)
      let count = value.bytes.count
      #expect(value.byteCount(upTo: count) == count && value.byteCount(upTo: .max) == count)
      #expect(value.byteCount(upTo: count - 1) == nil && value.byteCount(upTo: -5) == nil)
    }
  }

  private static func value(_ dice: inout Dice, depth: Int) -> JSON {
    func text() -> String {
      String(
        (0..<dice.number(0...4)).map { _ in dice.pick(Array("aé😀\"\\\n\r\t\u{1}\u{1F}\u{7F}/")) })
    }
    switch dice.number(0...(depth > 0 ? 6 : 4)) {
    case 0: return nil
    case 1: return true
    case 2: return false
    case 3: return .number("-1.50e3")
    case 4: return .string(text())
    case 5: return .array((0..<dice.number(0...3)).map { _ in value(&dice, depth: depth - 1) })
    default:
      return .object(
        (0..<dice.number(0...3)).map { _ in .init(text(), value(&dice, depth: depth - 1)) })
    }
  }
}
