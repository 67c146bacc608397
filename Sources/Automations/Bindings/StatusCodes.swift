import OrderedJSON

/// Statuses of HTTP answers, told as a list of them and of ranges: `200-299, 404`.
package struct StatusCodes: RawRepresentable, Hashable, Sendable {
  private let ranges: [ClosedRange<Int>]

  /// What counts as success where nobody says (RFC 9110, 15.3).
  package static let success = StatusCodes([200...299])
  /// 1xx is no answer yet.
  private static let all = 200...599

  /// Those that touch become one.
  private init(_ ranges: [ClosedRange<Int>]) {
    var merged: [ClosedRange<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// - Returns: `nil` where the text is something else.
  package init?(rawValue text: String) {
    // One more than may be, so that it shows.
    let parts = text.split(
      separator: ",", maxSplits: Limits.statusRanges, omittingEmptySubsequences: false)
    guard parts.count <= Limits.statusRanges else { return nil }
    var ranges: [ClosedRange<Int>] = []
    for part in parts {
      let bounds = part.trimmed.split(
        separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
      guard bounds.count <= 2,
        let first = bounds.first.flatMap(StatusCodes.status),
        let last = bounds.last.flatMap(StatusCodes.status), first <= last
      else { return nil }
      ranges.append(first...last)
    }
    self.init(ranges)
  }

  private static func status(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let status = Int(text),
      all.contains(status)
    else { return nil }
    return status
  }

  /// The same where a person has to be told what is wrong.
  /// - Parameter path: where it stands.
  /// - Throws: `Refusal.invalid`.
  package init(
    checking text: String, at path: [String] = ["success_codes"]
  ) throws(Refusal) {
    guard let codes = StatusCodes(rawValue: text) else {
      throw .invalid([
        Fault(
          path,
          "must be up to \(Limits.statusRanges) statuses and ranges of them from 200 to 599, as in \"200-299, 404\""
        )
      ])
    }
    self = codes
  }

  package var rawValue: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  package func contains(_ status: Int) -> Bool { ranges.contains { $0.contains(status) } }
}
