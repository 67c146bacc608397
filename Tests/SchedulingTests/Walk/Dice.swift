/// Random numbers that are the same every time (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...(elements.count - 1))]
  }

  mutating func some(_ range: ClosedRange<Int>, upTo count: Int) -> [Int] {
    Array(Set((0..<number(1...count)).map { _ in number(range) })).sorted()
  }

  /// Days of a month, now and then so many in a row that hardly one is missing, or none.
  mutating func days(upTo count: Int) -> [Int] {
    guard chance(15) else { return some(1...31, upTo: count) }
    return Array(number(1...3)...number(28...31))
  }
}
