package import Scheduling

/// What becomes of a planned row that is due while a run of its automation goes on.
package enum OverlapVerdict: Hashable, Sendable {
  /// It runs beside the other.
  case runs
  /// It runs, and the other ends as `Reason.overtaken`.
  case cancelsTheOther
  /// It waits until the other has ended.
  /// - Parameters:
  ///   - late: whether it is caught up then.
  ///   - insteadOfEarlier: whether the rows end that wait already, as missed.
  case waits(late: Bool, insteadOfEarlier: Bool)
  /// It is skipped.
  case isSkipped(Reason)
}

extension DueRow {
  /// What its policies say while a planned run of its automation goes on.
  /// - Parameter isFirstToWait: whether no earlier row waits for that run. Asked where it matters.
  package func verdictOnOverlap(
    at now: Instant, isFirstToWait: () throws -> Bool
  ) rethrows -> OverlapVerdict {
    if policies.overlap == .allow { return .runs }
    // Where all that was missed is to run, it runs one after another.
    if policies.missed == .all, late || isOverdue(at: now) {
      return .waits(late: true, insteadOfEarlier: false)
    }
    switch policies.overlap {
    case .allow: return .runs
    case .skip: return .isSkipped(.overlapping)
    case .cancel: return .cancelsTheOther
    case .queue:
      // Of what was missed the latest runs, and what waited since before that was missed too.
      if late { return .waits(late: true, insteadOfEarlier: true) }
      return try isFirstToWait()
        ? .waits(late: false, insteadOfEarlier: false) : .isSkipped(.overlappingTwo)
    }
  }
}

extension Reason {
  /// Of a row under `Policies.Overlap.skip`.
  package static let overlapping = Reason(.overlap, "The run before this one was still going on.")
  /// Of a row under `Policies.Overlap.queue` that is not the only one.
  package static let overlappingTwo = Reason(
    .overlap, "The run before this one was still going on, and another one waited for it.")
  /// Of the run before a row under `Policies.Overlap.cancel`.
  package static let overtaken = Reason(
    .overlap, "The next run came while this one was going on.")
}
