package import Scheduling
import Synchronization

extension Instant {
  /// 2026-11-24T09:00:00Z, a Tuesday.
  package static let morning = Instant(seconds: 1_795_510_800)
}

/// - Parameter text: as RFC 3339 has it; anything else is a mistake of the test.
package func instant(_ text: String) -> Instant {
  guard let instant = Instant(rfc3339: text) else { preconditionFailure("no instant: \(text)") }
  return instant
}

/// A clock that stands until somebody sets it, and remembers what was waited for.
package final class TestClock: Sendable {
  private let state: Mutex<(now: Instant, waits: [Duration])>

  package init(_ text: String) { state = Mutex((instant(text), [])) }

  package var now: Instant { state.withLock { $0.now } }
  package var waits: [Duration] { state.withLock { $0.waits } }

  package func set(_ text: String) { state.withLock { $0.now = instant(text) } }

  package func advance(seconds: Int64) {
    state.withLock { $0.now = $0.now.advanced(bySeconds: seconds) }
  }

  package func sleep(_ duration: Duration) { state.withLock { $0.waits.append(duration) } }

  /// Goes on to a moment to come.
  package func sleep(until time: Instant) {
    state.withLock { state in
      state.waits.append(.milliseconds(max(0, time.milliseconds(since: state.now))))
      state.now = max(state.now, time)
    }
  }
}
