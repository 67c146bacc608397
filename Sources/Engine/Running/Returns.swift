import OrderedJSON
package import Scheduling
import Synchronization

/// When runs come back that gave their places up, since what they need was busy: after half a second,
/// and a hundred a second that need the same, so that no number of them keeps the ledger busy: however
/// many they are, one of them is there soon after what they need is free. Where more do than come so
/// within a minute, the others come at random within five: what is deleted meanwhile keeps its place,
/// and is not to hold up others for long.
package final class Returns: Sendable {
  private let next = Mutex<[String: Instant]>([:])

  package init() {}

  /// - Parameter key: of what is busy.
  package func time(of key: String, from now: Instant) -> Instant {
    let limits = Limits.returns
    return next.withLock { next in
      let soonest = now.advanced(byMilliseconds: limits.soonest)
      let time = max(soonest, next[key] ?? soonest)
      guard now.advanced(byMilliseconds: limits.latest) > time else {
        return now.advanced(byMilliseconds: .random(in: limits.latest...5 * limits.latest))
      }
      if next.count >= limits.kept { next = next.filter { $0.value > now } }
      next[key] = time.advanced(byMilliseconds: limits.apart)
      return time
    }
  }
}
