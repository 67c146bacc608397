package import Scheduling
import Synchronization

/// Calls with a key, each carried out once within a day however often it is repeated.
package struct IdempotencyUseCases: Sendable {
  private static let milliseconds: Int64 = 24 * 3_600_000

  private let store: any IdempotencyStore
  private let goingOn = CallsGoingOn()
  private let now: @Sendable () -> Instant

  package init(store: any IdempotencyStore, now: @escaping @Sendable () -> Instant) {
    self.store = store
    self.now = now
  }

  /// - Returns: the answer to give again; `nil`: the call is to be carried out, and then ended.
  /// - Throws: `Refusal` where the key is in use.
  package func begin(_ call: RepeatableCall) async throws -> KeptAnswer? {
    let faults = Fault.ofIdentifier(call.key, "Idempotency-Key")
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    guard goingOn.insert(call) else {
      throw Refusal.conflict(
        "A call with this Idempotency-Key goes on still; repeat it in a moment")
    }
    do {
      let answer = try await known(call)
      if answer != nil { goingOn.remove(call) }
      return answer
    } catch {
      goingOn.remove(call)
      throw error
    }
  }

  /// - Parameter answer: what repetitions get; `nil`: the call may be tried again.
  package func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws {
    defer { goingOn.remove(call) }
    try await store.end(call, with: answer)
  }

  private func known(_ call: RepeatableCall) async throws -> KeptAnswer? {
    let now = now()
    let known = try await store.begin(
      call, at: now,
      forgettingBefore: now.advanced(byMilliseconds: -IdempotencyUseCases.milliseconds))
    switch known {
    case .new: return nil
    case .answered(let answer): return answer
    case .differs:
      throw Refusal.invalid([
        Fault(
          ["Idempotency-Key"], "was used with another body within a day; use a new key for it")
      ])
    }
  }
}

/// The calls that this process is at work on. One that it is not, and that has no answer, was cut
/// short by a crash or a disk that failed.
private final class CallsGoingOn: Sendable {
  private let calls = Mutex<Set<RepeatableCall>>([])

  /// - Returns: whether it was not among them.
  func insert(_ call: RepeatableCall) -> Bool { calls.withLock { $0.insert(call).inserted } }

  func remove(_ call: RepeatableCall) { calls.withLock { _ = $0.remove(call) } }
}
