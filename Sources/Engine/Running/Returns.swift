package import Scheduling
import Synchronization

/// When runs come back that gave their places up, since what they need was busy: after half a second,
/// and a hundred a second that need the same. Where more do than come so within 15 s, the others come at
/// random within these, so that no number of them keeps the ledger busy.
package final class Returns: Sendable {
  /// In milliseconds.
  private static let (soonest, apart, latest): (Int64, Int64, Int64) = (500, 10, 15_000)
  private static let mostKept = 1000
  private let next = Mutex<[String: Instant]>([:])

  package init() {}

  /// - Parameter key: of what is busy.
  package func time(of key: String, from now: Instant) -> Instant {
    next.withLock { next in
      let soonest = now.advanced(byMilliseconds: Returns.soonest)
      let time = max(soonest, next[key] ?? soonest)
      guard now.advanced(byMilliseconds: Returns.latest) > time else {
        return now.advanced(byMilliseconds: .random(in: Returns.latest / 3...Returns.latest))
      }
      if next.count >= Returns.mostKept { next = next.filter { $0.value > now } }
      next[key] = time.advanced(byMilliseconds: Returns.apart)
      return time
    }
  }
}
