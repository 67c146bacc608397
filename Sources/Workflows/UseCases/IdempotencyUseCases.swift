package import Scheduling

/// Calls with a key, each carried out once within a day however often it is repeated.
package struct IdempotencyUseCases: Sendable {
  private static let milliseconds: Int64 = 24 * 3_600_000

  private let store: any IdempotencyStore
  private let process = Identifier.random()
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
    let now = now()
    let known = try await store.begin(
      call, by: process, at: now,
      forgettingBefore: now.advanced(byMilliseconds: -IdempotencyUseCases.milliseconds))
    switch known {
    case .new: return nil
    case .answered(let answer): return answer
    case .goesOn:
      throw Refusal.conflict(
        "A call with this Idempotency-Key goes on still; repeat it in a moment")
    case .differs:
      throw Refusal.invalid([
        Fault(
          ["Idempotency-Key"], "was used with another body within a day; use a new key for it")
      ])
    }
  }

  /// - Parameter answer: what repetitions get; `nil`: the call may be tried again.
  package func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws {
    try await store.end(call, with: answer)
  }
}
