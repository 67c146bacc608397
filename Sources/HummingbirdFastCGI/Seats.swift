import Dispatch
import Synchronization

/// Which threads of a server wait for a connection: a few, and the others in reserve until these are
/// nearly all at work. The system gives a connection to who has waited longest: among many threads
/// that is always one whose memory has left the processor's caches.
package final class Seats: Sendable {
  private struct State {
    var taken = 0
    var inReserve = 0
    var isClosed = false
  }

  /// Threads that wait for a connection, at most.
  private static let most = 8
  /// Where fewer wait, one comes from the reserve.
  private static let least = 2
  private let state = Mutex(State())
  private let freed = DispatchSemaphore(value: 0)

  package init() {}

  /// Blocks until this thread may wait for a connection.
  /// - Returns: whether it may; else the server has ended.
  package func take() -> Bool {
    let isTaken: Bool? = state.withLock { state in
      guard !state.isClosed else { return false }
      guard state.taken < Seats.most else {
        state.inReserve += 1
        return nil
      }
      state.taken += 1
      return true
    }
    if let isTaken { return isTaken }
    freed.wait()
    return state.withLock { !$0.isClosed }
  }

  /// This thread has a connection: somebody from the reserve may have to wait for the next.
  package func leave() {
    let isWanted = state.withLock { state in
      state.taken -= 1
      guard state.taken < Seats.least, state.inReserve > 0 else { return false }
      state.taken += 1
      state.inReserve -= 1
      return true
    }
    if isWanted { freed.signal() }
  }

  /// Nobody is to wait for a connection any more.
  package func close() {
    let inReserve = state.withLock { state in
      defer { state.inReserve = 0 }
      state.isClosed = true
      return state.inReserve
    }
    for _ in 0..<inReserve { freed.signal() }
  }
}
