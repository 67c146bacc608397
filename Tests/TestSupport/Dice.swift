import Foundation
package import Testing

/// Random numbers that come again with their seed: SplitMix64
/// (https://prng.di.unimi.it/splitmix64.c).
package struct Dice: RandomNumberGenerator, Sendable {
  /// `REPRISE_SEED`, or another in every run.
  package static let seed = given ?? .random(in: 0...UInt64(UInt32.max))

  /// `REPRISE_SEED`, where it is set.
  package static let given = UInt64(ProcessInfo.processInfo.environment["REPRISE_SEED"] ?? "")

  private var state: UInt64

  /// - Parameter seed: one of a test that is to throw the same every time; else the run's, whose tests
  ///   are `.seeded`, so that a failure can be seen again.
  package init(seed: UInt64 = Dice.seed) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// Whether it is one of so many in a hundred.
  package mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// - Parameter elements: one at least.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...(elements.count - 1))]
  }
}

extension Trait where Self == IssueHandlingTrait {
  /// Whatever fails tells the seed of the run.
  package static var seeded: Self {
    .compactMapIssues { issue in
      var issue = issue
      issue.comments.append("REPRISE_SEED=\(Dice.seed) throws the same dice")
      return issue
    }
  }
}
