import Foundation
import Glibc
import OrderedJSON
import Synchronization

/// Where keys are derived from passwords: some threads, which give way to all others, and a short
/// queue before them. Strangers may ask for it, so that what is beyond is refused at once.
package final class PasswordThreads: Sendable {
  private struct State {
    /// How many threads are at work.
    var threads = 0
    var waiting: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())
  private let atOnce: Int
  private let mayWait: Int

  /// - Parameters:
  ///   - atOnce: how many threads there are at most, at least 1.
  ///   - waiting: how much may wait for them.
  package init(
    atOnce: Int = Limits.passwordThreads, waiting: Int = Limits.passwordsWaiting
  ) {
    self.atOnce = atOnce
    mayWait = waiting
  }

  /// Does the work on one of the threads.
  /// - Throws: `Refusal.tooMany` where too much waits already; what the work throws.
  package func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = take { continuation.resume(with: Result(catching: work)) }
      guard !isTaken else { return }
      continuation.resume(
        throwing: Refusal.tooMany(
          "Too many passwords are being checked right now: \(atOnce) at a time, and \(mayWait) may "
            + "wait; try again in a moment",
          retryAfter: Limits.passwordRetryAfter))
    }
  }

  private func take(_ job: @escaping @Sendable () -> Void) -> Bool {
    enum Place { case thread, queue, none }
    let place: Place = state.withLock { state in
      if state.threads < atOnce {
        state.threads += 1
        return .thread
      }
      guard state.waiting.count < mayWait else { return .none }
      state.waiting.append(job)
      return .queue
    }
    if place == .thread { Thread.detachNewThread { self.work(beginningWith: job) } }
    return place != .none
  }

  /// Until nothing waits.
  private func work(beginningWith job: @escaping @Sendable () -> Void) {
    // Of this thread alone (setpriority(2), C library/kernel differences).
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, PasswordThreads.niceness)
    var next: (@Sendable () -> Void)? = job
    while let job = next {
      job()
      next = state.withLock { state in
        guard !state.waiting.isEmpty else {
          state.threads -= 1
          return nil
        }
        return state.waiting.removeFirst()
      }
    }
  }

  /// Pages go before.
  private static let niceness: Int32 = 10
}
