import OrderedJSON
package import Scheduling
import Synchronization

/// Calls with a key, each carried out once however often it is repeated: a program's within a day, a
/// form's within the time that one press of its button may last.
package struct IdempotencyUseCases: Sendable {
  private let store: any IdempotencyStore
  private let key: [UInt8]
  private let goingOn = CallsGoingOn()
  private let now: @Sendable () -> Instant

  /// - Parameter key: of the installation: without it nobody who reads the store can try what a body,
  ///   and a secret in it, was.
  package init(
    store: any IdempotencyStore, key: [UInt8], now: @escaping @Sendable () -> Instant
  ) {
    self.store = store
    self.key = key
    self.now = now
  }

  /// A form that goes on is waited for, so that a double click lands on what the first one makes; a
  /// program is told to come again.
  /// - Throws: `Refusal` where the key is in use.
  package func begin(_ call: RepeatableCall) async throws -> BegunCall {
    let faults = Fault.ofIdentifier(call.key, "Idempotency-Key")
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    // What counts is when it came, however long it waits.
    let now = now()
    while !goingOn.insert(call) {
      guard call.sender == .form else {
        throw Refusal.conflict(
          "A call with this Idempotency-Key goes on still; repeat it in a moment")
      }
      await goingOn.end(of: call)
    }
    do {
      let begun = try await begun(call, at: now)
      if case .answered = begun { goingOn.remove(call) }
      return begun
    } catch {
      goingOn.remove(call)
      throw error
    }
  }

  /// - Parameter answer: what repetitions get; `nil`: the call may be tried again.
  package func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws {
    defer { goingOn.remove(call) }
    try await store.end(goingOn.kept(of: call) ?? call.keyed(key), with: answer)
  }

  /// Takes the receipt of a form, whose page is shown now.
  /// - Returns: where the form led; `nil` where that page was shown before, or would come too late to
  ///   say what is so now.
  package func take(_ receipt: String, by caller: Caller) async throws -> String? {
    try await store.take(
      receipt, of: caller.userID, since: now().advanced(byMilliseconds: -Limits.notice))
  }

  private func begun(_ call: RepeatableCall, at now: Instant) async throws -> BegunCall {
    let time = call.sender == .form ? Limits.onePress : Limits.keptCall
    let since = now.advanced(byMilliseconds: -time)
    var kept = call.keyed(key)
    var known = try await store.begin(kept, at: now, answeredSince: since)
    if case .differs = known {
      // As an older program kept it, for a day.
      kept = call
      known = try await store.begin(kept, at: now, answeredSince: since)
    }
    switch known {
    case .new(let began):
      goingOn.note(call, isKeptAs: kept)
      return .new(id: kept.identifier(began: began))
    case .answered(let answer, let time): return .answered(answer, at: time)
    case .differs:
      throw Refusal.invalid([
        Fault(
          ["Idempotency-Key"], "was used with another body within a day; use a new key for it")
      ])
    }
  }
}

/// What becomes of a call that begins.
package enum BegunCall: Sendable {
  /// It is to be carried out, and then ended; what it makes gets that id.
  case new(id: String)
  /// It was carried out then; this is the answer to give again.
  case answered(KeptAnswer, at: Instant)
}

/// The calls that this process is at work on. One that it is not, and that has no answer, was cut
/// short by a crash or a disk that failed.
private final class CallsGoingOn: Sendable {
  private struct State {
    /// As the store has it; `nil`: it is not begun yet.
    var kept: RepeatableCall?
    /// For its end.
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let calls = Mutex<[RepeatableCall: State]>([:])

  /// - Returns: whether it was not among them.
  func insert(_ call: RepeatableCall) -> Bool {
    calls.withLock { calls in
      guard calls[call] == nil else { return false }
      calls[call] = State()
      return true
    }
  }

  func note(_ call: RepeatableCall, isKeptAs kept: RepeatableCall) {
    calls.withLock { $0[call]?.kept = kept }
  }

  func kept(of call: RepeatableCall) -> RepeatableCall? { calls.withLock { $0[call]?.kept } }

  func remove(_ call: RepeatableCall) {
    let waiting = calls.withLock { $0.removeValue(forKey: call) }?.waiting ?? []
    for one in waiting { one.resume() }
  }

  /// Waits until the call is not among them.
  func end(of call: RepeatableCall) async {
    await withCheckedContinuation { continuation in
      let isOver = calls.withLock { calls in
        calls[call]?.waiting.append(continuation)
        return calls[call] == nil
      }
      if isOver { continuation.resume() }
    }
  }
}
