import OrderedJSON
import Scheduling
import Synchronization

/// Schedules of versions that were read, so that who is due each minute is not read each minute. They
/// take no more than `Limits.schedulesReady`; those that were not asked for the longest go.
final class ReadySchedules: Sendable {
  /// Names a version; of a trace that was deleted and made anew under its id the anchor is another.
  struct Key: Hashable {
    let traceID: String
    let version: Int
    let anchor: Instant
  }

  typealias Reading = Result<Schedule, ScheduleLoss>

  private struct Generation {
    var readings: [Key: Reading] = [:]
    var bytes = 0
  }

  private struct State {
    var young = Generation()
    var old = Generation()
    var rules = 0

    /// Where the young ones take half of the room they become the old ones, and those go.
    mutating func add(_ reading: Reading, _ key: Key) {
      let limit = Limits.schedulesReady
      let bytes = (try? reading.get().bytes) ?? 0
      if young.readings.count >= limit.count / 2 || young.bytes + bytes > limit.bytes / 2 {
        (old, young) = (young, Generation())
      }
      young.readings[key] = reading
      young.bytes += bytes
    }
  }

  private let state = Mutex(State())

  subscript(key: Key) -> Reading? {
    state.withLock { state in
      if let known = state.young.readings[key] { return known }
      guard let known = state.old.readings[key] else { return nil }
      state.add(known, key)
      return known
    }
  }

  /// Which rules of the time zones hold, by their number.
  var rules: Int { state.withLock { $0.rules } }

  /// - Parameter rules: by which it was read; it is not kept where others hold meanwhile.
  func add(_ reading: Reading, _ key: Key, by rules: Int) {
    state.withLock { state in
      if state.rules == rules { state.add(reading, key) }
    }
  }

  /// After the rules of the time zones changed, by which they were read.
  func forgetAll() { state.withLock { $0 = State(rules: $0.rules &+ 1) } }
}

/// Why a schedule that was deployed cannot be read now.
enum ScheduleLoss: Error {
  /// What is stored is damaged.
  case unreadable
  /// What is stored has no meaning here.
  case notUnderstood

  var words: String {
    switch self {
    case .unreadable:
      "What is stored of the schedule cannot be read any more. Deploy the automation again."
    case .notUnderstood:
      "The schedule cannot be read any more; its time zone may be gone from this server's time "
        + "zone database. Deploy the automation again."
    }
  }
}
