package import Scheduling
import Synchronization

/// When runs come back that gave their places up, since what they need was busy: after half a second,
/// and a hundred a second that need the same, so that no number of them keeps the ledger busy: however
/// many they are, one of them is there soon after what they need is free. Where more do than come so
/// within a minute, the others come at random within five: what is deleted meanwhile keeps its place,
/// and is not to hold up others for long.
package final class Returns: Sendable {
  /// In milliseconds.
  private static let (soonest, apart, latest): (Int64, Int64, Int64) = (500, 10, 60_000)
  private static let mostKept = 1000
  private let next = Mutex<[String: Instant]>([:])

  package init() {}

  /// - Parameter key: of what is busy.
  package func time(of key: String, from now: Instant) -> Instant {
    next.withLock { next in
      let soonest = now.advanced(byMilliseconds: Returns.soonest)
      let time = max(soonest, next[key] ?? soonest)
      guard now.advanced(byMilliseconds: Returns.latest) > time else {
        return now.advanced(byMilliseconds: .random(in: Returns.latest...5 * Returns.latest))
      }
      if next.count >= Returns.mostKept { next = next.filter { $0.value > now } }
      next[key] = time.advanced(byMilliseconds: Returns.apart)
      return time
    }
  }
}
