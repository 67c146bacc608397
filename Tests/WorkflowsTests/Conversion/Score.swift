import OrderedJSON
import Workflows

/// How many proposals were right, and how much of what there was to propose was proposed.
struct Score {
  private(set) var counts: [Proposal.Kind: Counts] = [:]
  /// What was wrong or missing, for a person.
  private(set) var remarks: [String] = []
  /// Logs that no reader reads as what they are.
  var unread = 0

  struct Counts {
    var (strongRight, strongWrong, likelyRight, likelyWrong) = (0, 0, 0, 0)
    var (wanted, foundByStrong, found) = (0, 0, 0)

    var strongPrecision: Double { Counts.share(strongRight, of: strongRight + strongWrong) }
    var precision: Double {
      Counts.share(
        strongRight + likelyRight, of: strongRight + strongWrong + likelyRight + likelyWrong)
    }
    var strongRecall: Double { Counts.share(foundByStrong, of: wanted) }
    var recall: Double { Counts.share(found, of: wanted) }

    private static func share(_ part: Int, of all: Int) -> Double {
      all == 0 ? .nan : Double(part) / Double(all)
    }

    static func + (one: Counts, other: Counts) -> Counts {
      var sum = one
      sum.strongRight += other.strongRight
      sum.strongWrong += other.strongWrong
      sum.likelyRight += other.likelyRight
      sum.likelyWrong += other.likelyWrong
      sum.wanted += other.wanted
      sum.foundByStrong += other.foundByStrong
      sum.found += other.found
      return sum
    }
  }

  var all: Counts { counts.values.reduce(Counts(), +) }

  mutating func add(_ proposal: Proposal, isRight: Bool, _ remark: String) {
    switch (proposal.strength, isRight) {
    case (.strong, true): counts[proposal.kind, default: Counts()].strongRight += 1
    case (.strong, false): counts[proposal.kind, default: Counts()].strongWrong += 1
    case (.likely, true): counts[proposal.kind, default: Counts()].likelyRight += 1
    case (.likely, false): counts[proposal.kind, default: Counts()].likelyWrong += 1
    }
    guard !isRight else { return }
    remarks.append(
      "\(remark) WRONG \(proposal.strength) \(proposal.kind) \(proposal.steps.joined(separator: "+"))"
        + " \(proposal.path?.description ?? "") \(proposal.old?.serialized ?? "") ->"
        + " \(proposal.new?.serialized ?? "")")
  }

  /// - Parameter found: by which strength; `nil`: it was not.
  mutating func want(_ kind: Proposal.Kind, found: Proposal.Strength?, _ remark: String) {
    counts[kind, default: Counts()].wanted += 1
    if found != nil { counts[kind, default: Counts()].found += 1 }
    if found == .strong { counts[kind, default: Counts()].foundByStrong += 1 }
    if found != .strong { remarks.append("\(remark) \(found == nil ? "MISSED" : "weak") \(kind)") }
  }

  mutating func add(_ other: Score) {
    counts.merge(other.counts, uniquingKeysWith: +)
    remarks += other.remarks
    unread += other.unread
  }
}
