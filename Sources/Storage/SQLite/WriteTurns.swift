import OrderedJSON

/// Whose turn it is to be written: small changes share a transaction, large ones have one each.
///
/// A run, or a page, makes several small changes one after the other. Where one of them had to wait
/// for a large change, the next large one lets as much time pass for small ones as that took, so that
/// they wait for one, and not each for another.
package struct WriteTurns<Change: Sendable>: Sendable {
  /// Whose turn it is.
  package enum Next: Sendable {
    /// These, in one transaction.
    case changes([Change])
    /// A large one's at that moment, if nobody comes before.
    case later(ContinuousClock.Instant)
    /// Nobody waits.
    case nobody
  }

  private var small: [Change] = []
  private var large: [Change] = []
  private var isLargeAtWork = false
  private var smallWentLast = false
  /// Until then small ones alone have their turn.
  private var largeFrom: ContinuousClock.Instant?

  package init() {}

  /// A change comes.
  package mutating func add(_ change: Change, isLarge: Bool) {
    if isLarge { large.append(change) } else { small.append(change) }
  }

  /// Takes those whose turn it is.
  package mutating func next(at now: ContinuousClock.Instant) -> Next {
    let wait = largeFrom.flatMap { now < $0 ? $0 : nil }
    if !small.isEmpty, large.isEmpty || wait != nil || !smallWentLast {
      defer { small = [] }
      smallWentLast = true
      return .changes(small)
    }
    if large.isEmpty {
      smallWentLast = false
      return .nobody
    }
    if let wait { return .later(wait) }
    isLargeAtWork = true
    smallWentLast = false
    return .changes([large.removeFirst()])
  }

  /// What `next` gave is written, or refused.
  package mutating func end(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
    guard isLargeAtWork else { return }
    isLargeAtWork = false
    largeFrom = small.isEmpty ? nil : end + min(end - start, Limits.largeChange.pause)
  }
}
