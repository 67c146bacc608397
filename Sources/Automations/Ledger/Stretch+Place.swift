import OrderedJSON
package import Scheduling

/// A planned row that comes before an instant without a gap.
package struct EndedNeighbour: Hashable, Sendable {
  /// The row's.
  package let id: Int64
  /// Its instant; of a stretch the first.
  package let scheduledAt: Instant
  /// Of a stretch, its last instant; `nil` of a single one.
  package let until: Instant?
  /// The number of its version.
  package let version: Int?
  /// Why it did not run; `nil`: it ran, has not ended, or what is stored cannot be read.
  package let reason: Reason?

  package init(
    id: Int64, scheduledAt: Instant, until: Instant?, version: Int?, reason: Reason?
  ) {
    self.id = id
    self.scheduledAt = scheduledAt
    self.until = until
    self.version = version
    self.reason = reason
  }
}

extension Plan.Stretch {
  /// Where an instant is written down that did not run.
  package enum Place: Hashable, Sendable {
    /// In a row of its own.
    case alone
    /// In a stretch that there is: its row.
    case joins(Int64)
    /// In one that its neighbours make with it: the first of them becomes the stretch, and the others
    /// go.
    case begins(Plan.Stretch, at: Int64, insteadOf: [Int64])
  }

  /// Where an instant is written down that did not run: with those before it, where all of them ended
  /// alike and are more than a list has room for.
  /// - Parameter neighbours: the rows before it, the newest first and so many at most. Asked once, and
  ///   again where it matters.
  package static func place(
    of instant: Instant, version: Int, because reason: Reason,
    behind neighbours: (_ limit: Int) throws -> [EndedNeighbour]
  ) rethrows -> Place {
    func isLike(_ row: EndedNeighbour) -> Bool { row.reason == reason && row.version == version }
    guard let last = try neighbours(1).first, isLike(last) else { return .alone }
    if last.until != nil { return .joins(last.id) }
    let rows = try neighbours(Limits.rowsOfStretch)
    guard rows.count == Limits.rowsOfStretch, let first = rows.last,
      rows.allSatisfy({ isLike($0) && $0.until == nil }),
      let stretch = Plan.Stretch(rows.reversed().map(\.scheduledAt) + [instant])
    else { return .alone }
    return .begins(stretch, at: first.id, insteadOf: rows.dropLast().map(\.id))
  }
}
