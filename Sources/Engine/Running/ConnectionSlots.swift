import Synchronization

/// Lets a bounded number of steps call one connection at a time; some others wait in turn, and keep
/// their runs' places meanwhile.
final class ConnectionSlots: Sendable {
  private struct Queue {
    var taken = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  }

  private struct State {
    var queues: [String: Queue] = [:]
    var lastID = 0
  }

  private let each: Int
  private let line: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - each: how many; `.max`: nobody ever waits.
  ///   - line: how many wait for one connection at a time.
  init(each: Int, line: Int = .max) {
    self.each = max(each, 1)
    self.line = line
  }

  /// Too many wait already.
  struct Busy: Error {}

  /// A slot, to be freed once.
  final class Slot: Sendable {
    private let isTaken = Atomic(true)
    private let giveBack: @Sendable () -> Void

    fileprivate init(giveBack: @escaping @Sendable () -> Void = {}) { self.giveBack = giveBack }

    /// The second time changes nothing.
    func free() {
      if isTaken.exchange(false, ordering: .relaxed) { giveBack() }
    }
  }

  /// Waits for a slot.
  /// - Parameter connection: `nil`: one that takes any number.
  /// - Throws: `Busy`; `CancellationError` where the task ends meanwhile.
  func slot(of connection: @autoclosure () -> String?) async throws -> Slot {
    guard each < .max, let connection = connection() else { return Slot() }
    let id = state.withLock { state in
      state.lastID &+= 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { enter(connection, id, $0) }
    } onCancel: {
      leave(connection, id)
    }
    return Slot { [self] in free(connection) }
  }

  private func enter(
    _ connection: String, _ id: Int, _ continuation: CheckedContinuation<Void, any Error>
  ) {
    let entry: Entry = state.withLock { state in
      if state.queues[connection]?.taken ?? 0 < each {
        state.queues[connection, default: Queue()].taken += 1
        return .taken
      }
      if Task.isCancelled { return .refused(CancellationError()) }
      if state.queues[connection]?.waiting.count ?? 0 >= line { return .refused(Busy()) }
      state.queues[connection, default: Queue()].waiting.append((id, continuation))
      return .waits
    }
    switch entry {
    case .taken: continuation.resume()
    case .refused(let error): continuation.resume(throwing: error)
    case .waits: break
    }
  }

  private enum Entry {
    case taken, waits
    case refused(any Error)
  }

  private func leave(_ connection: String, _ id: Int) {
    let continuation = state.withLock { state in
      guard let place = state.queues[connection]?.waiting.firstIndex(where: { $0.id == id }) else {
        return nil as CheckedContinuation<Void, any Error>?
      }
      return state.queues[connection]?.waiting.remove(at: place).continuation
    }
    continuation?.resume(throwing: CancellationError())
  }

  /// Gives the slot to who waits longest.
  private func free(_ connection: String) {
    let next = state.withLock { state in
      guard var queue = state.queues[connection] else {
        return nil as CheckedContinuation<Void, any Error>?
      }
      if queue.waiting.isEmpty {
        queue.taken -= 1
        state.queues[connection] = queue.taken == 0 ? nil : queue
        return nil
      }
      let next = queue.waiting.removeFirst().continuation
      state.queues[connection] = queue
      return next
    }
    next?.resume()
  }
}
