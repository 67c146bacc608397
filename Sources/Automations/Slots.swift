import Synchronization

/// Lets a bounded number use one thing at a time, such as a server or a person's share; some others
/// wait in turn.
///
/// Those who wait share places: one thing may have as many waiting as places are left, so that one
/// takes half of them, two a third each, and some are always left (Choudhury and Hahne, "Dynamic queue
/// length thresholds for shared-memory packet switches", 1998).
///
/// Where one thing's slots go from hand to hand quickly, more than its line may wait a moment: they
/// would hardly be gone before it is their turn.
package final class Slots: Sendable {
  private struct Queue {
    var taken = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    /// When a slot was given back last.
    var freedAt: ContinuousClock.Instant?
  }

  private struct State {
    var queues: [String: Queue] = [:]
    /// Of all queues together.
    var waiting = 0
    var lastID = 0
  }

  /// How many use one thing at a time.
  package let each: Int
  /// How many wait for one thing at a time, at most, however long that takes.
  package let line: Int
  private let places: Int
  /// How long those wait who come beyond the line.
  private let patience: Duration
  private let state = Mutex(State())

  /// - Parameters:
  ///   - each: how many; `.max`: nobody ever waits.
  ///   - line: how many wait for one thing at a time, at most, however long that takes.
  ///   - places: how many wait at a time in all.
  ///   - patience: how long those wait who come beyond the line, where one was given back within as
  ///     long before; `.zero`: not at all.
  package init(each: Int, line: Int = .max, places: Int = .max, patience: Duration = .zero) {
    self.each = max(each, 1)
    self.line = line
    self.places = places
    self.patience = patience
  }

  /// Too many wait already.
  package struct Busy: Error {}

  /// A slot, to be freed once.
  package final class Slot: Sendable {
    private let isTaken = Atomic(true)
    private let giveBack: @Sendable () -> Void

    fileprivate init(giveBack: @escaping @Sendable () -> Void = {}) { self.giveBack = giveBack }

    /// The second time changes nothing.
    package func free() {
      if isTaken.exchange(false, ordering: .relaxed) { giveBack() }
    }
  }

  /// Waits for a slot.
  /// - Parameter key: of the thing; `nil`: one that takes any number.
  /// - Throws: `Busy`; `CancellationError` where the task ends meanwhile.
  package func slot(of key: @autoclosure () -> String?) async throws -> Slot {
    guard each < .max, let key = key() else { return Slot() }
    if takesNow(key) { return Slot { [self] in free(key) } }
    let id = state.withLock { state in
      state.lastID &+= 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { enter(key, id, $0) }
    } onCancel: {
      leave(key, id, CancellationError())
    }
    return Slot { [self] in free(key) }
  }

  private func takesNow(_ key: String) -> Bool {
    state.withLock { state in
      guard state.queues[key]?.taken ?? 0 < each else { return false }
      state.queues[key, default: Queue()].taken += 1
      return true
    }
  }

  private func enter(
    _ key: String, _ id: Int, _ continuation: CheckedContinuation<Void, any Error>
  ) {
    let entry: Entry = state.withLock { state in
      if state.queues[key]?.taken ?? 0 < each {
        state.queues[key, default: Queue()].taken += 1
        return .taken
      }
      if Task.isCancelled { return .refused(CancellationError()) }
      guard var queue = state.queues[key], state.waiting < places else { return .refused(Busy()) }
      let isInLine = queue.waiting.count < min(line, places - state.waiting)
      guard isInLine || isQuick(queue) else { return .refused(Busy()) }
      queue.waiting.append((id, continuation))
      state.queues[key] = queue
      state.waiting += 1
      return isInLine ? .waits : .waitsBriefly
    }
    switch entry {
    case .taken: continuation.resume()
    case .refused(let error): continuation.resume(throwing: error)
    case .waits: break
    case .waitsBriefly:
      Task {
        try await Task.sleep(for: patience)
        leave(key, id, Busy())
      }
    }
  }

  private enum Entry {
    case taken, waits, waitsBriefly
    case refused(any Error)
  }

  private func isQuick(_ queue: Queue) -> Bool {
    queue.freedAt.map { ContinuousClock.now - $0 < patience } ?? false
  }

  private func leave(_ key: String, _ id: Int, _ error: any Error) {
    let continuation = state.withLock { state in
      guard let place = state.queues[key]?.waiting.firstIndex(where: { $0.id == id }) else {
        return nil as CheckedContinuation<Void, any Error>?
      }
      state.waiting -= 1
      return state.queues[key]?.waiting.remove(at: place).continuation
    }
    continuation?.resume(throwing: error)
  }

  /// Gives the slot to who waits longest.
  private func free(_ key: String) {
    let next = state.withLock { state in
      guard var queue = state.queues[key] else {
        return nil as CheckedContinuation<Void, any Error>?
      }
      queue.freedAt = .now
      if queue.waiting.isEmpty {
        queue.taken -= 1
        state.queues[key] = queue.taken == 0 ? nil : queue
        return nil
      }
      let next = queue.waiting.removeFirst().continuation
      state.waiting -= 1
      state.queues[key] = queue
      return next
    }
    next?.resume()
  }
}
