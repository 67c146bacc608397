import TestSupport

extension Dice {
  mutating func some(_ range: ClosedRange<Int>, upTo count: Int) -> [Int] {
    Array(Set((0..<number(1...count)).map { _ in number(range) })).sorted()
  }

  /// Days of a month, now and then so many in a row that hardly one is missing, or none.
  mutating func days(upTo count: Int) -> [Int] {
    guard chance(15) else { return some(1...31, upTo: count) }
    return Array(number(1...3)...number(28...31))
  }
}
