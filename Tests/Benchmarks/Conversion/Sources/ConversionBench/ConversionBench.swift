import Foundation
import Workflows

@main
struct ConversionBench {
  static func main() {
    let given = ProcessInfo.processInfo.environment
    let seed = given["SEED"].flatMap { UInt64($0) } ?? .random(in: 1...999_999)
    let rounds = given["ROUNDS"].flatMap { Int($0) } ?? 20
    let score = MadeSet(seed: seed, rounds: rounds).score
    if given["REMARKS"] != nil { for remark in score.remarks { print(remark) } }
    print("SEED=\(seed) ROUNDS=\(rounds), \(score.unread) logs not read")
    line(["", "strong precision", "strong recall", "all precision", "all recall", "of"])
    for kind in Proposal.Kind.allCases {
      if let counts = score.counts[kind] { line(kind.rawValue, counts) }
    }
    line("all", score.all)
    guard given["REMARKS"] == nil else { return }
    print()
    SizeBench.run(seed: seed)
  }

  private static func line(_ name: String, _ counts: Score.Counts) {
    let shares = [
      counts.strongPrecision, counts.strongRecall, counts.precision, counts.recall,
    ]
    line([name] + shares.map { share($0) } + [String(counts.wanted)])
  }

  private static func share(_ share: Double) -> String {
    share.isNaN ? "-" : String(format: "%.3f", share)
  }

  static func line(_ cells: [String]) {
    let padded = cells.enumerated().map { index, cell in
      let blank = String(repeating: " ", count: max(0, 17 - cell.count))
      return index == 0 ? cell + blank : blank + cell
    }
    print(padded.joined(separator: " "))
  }
}
