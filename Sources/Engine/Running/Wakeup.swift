import Synchronization

/// How the worker waits: monotonic, so that a clock that is set does not hold it up.
package typealias Sleeper = @Sendable (Duration) async throws -> Void

/// A sleep that anybody may end.
final class Wakeup: Sendable {
  private struct State {
    var isRaised = false
    var sleep: Task<Void, Never>?
  }

  private let state = Mutex(State())
  private let sleeper: Sleeper

  init(sleeper: @escaping Sleeper) { self.sleeper = sleeper }

  /// Ends the sleep that goes on, or the next one before it begins.
  func raise() {
    state.withLock {
      $0.isRaised = true
      $0.sleep?.cancel()
    }
  }

  func sleep(_ duration: Duration) async {
    let sleep = Task { [sleeper] in _ = try? await sleeper(duration) }
    state.withLock {
      $0.sleep = sleep
      if $0.isRaised { sleep.cancel() }
    }
    await withTaskCancellationHandler {
      await sleep.value
    } onCancel: {
      sleep.cancel()
    }
    // What was raised until here is seen by the round that follows.
    state.withLock { $0 = State() }
  }
}
