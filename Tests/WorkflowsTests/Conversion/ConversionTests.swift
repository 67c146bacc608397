import Foundation
import TestSupport
import Testing

/// `make bench-conversion` measures more of it.
@Suite struct ConversionTests {
  /// The last one is another in every run.
  @Test(.seeded, arguments: [24_117, 90_210, 777_001, Dice.seed])
  func `what is strong in made logs is what was meant, also in another world on another day`(
    seed: UInt64
  ) {
    let score = MadeSet(seed: seed, rounds: 1).score
    #expect(score.unread == 0)
    #expect(score.all.strongPrecision >= 0.99)
    #expect(score.all.strongRecall >= 0.7)
    #expect(score.all.recall >= 0.95)
    if ProcessInfo.processInfo.environment["REPRISE_REMARKS"] != nil {
      for remark in score.remarks { print(remark) }
      for (kind, counts) in score.counts { print(kind, counts) }
      print("all", score.all, "unread", score.unread)
    }
  }
}
