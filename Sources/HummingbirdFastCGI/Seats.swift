import Dispatch
import Synchronization

/// Which threads of a server take connections: as many as there are seats. The others are a reserve for
/// those whose request takes long.
///
/// Short requests wait in the socket's backlog, where they cost nothing, and meet few threads, whose
/// memory is in the processor's caches. A request that takes long, or waited long there, keeps nobody
/// waiting: its thread's seat goes to one of the reserve, as a scheduler hands the processor of a
/// thread that blocks to another.
package final class Seats: Sendable {
  private struct Thread {
    var hasSeat = false
    var isAtWork = false
    /// Whether the request at work was there at the last look.
    var isSeen = false
  }

  private struct State {
    var threads: [Thread]
    var taken = 0
    var inReserve = 0
    var isClosed = false
    /// Looks in a row at which nobody was at work.
    var idleLooks = 0
    var isWatcherAsleep = false

    /// Takes the seat of a thread away.
    /// - Returns: whether one of the reserve is to have it; else it is free.
    mutating func pass(_ thread: Int) -> Bool {
      threads[thread].hasSeat = false
      guard inReserve > 0 else {
        taken -= 1
        return false
      }
      inReserve -= 1
      return true
    }
  }

  /// After this many looks at nobody the watcher sleeps until a request comes.
  private static let looksUntilSleep = 100
  private let count: Int
  private let state: Mutex<State>
  private let freed = DispatchSemaphore(value: 0)
  private let woken = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - count: threads that take connections at a time, 1 at least.
  ///   - threads: all of them; each calls with its own number, from 0.
  package init(_ count: Int, threads: Int) {
    self.count = max(count, 1)
    state = Mutex(State(threads: Array(repeating: Thread(), count: threads)))
  }

  /// Blocks until this thread may take a connection.
  /// - Returns: whether it may; else the server has ended.
  package func take(_ thread: Int) -> Bool {
    let isTaken: Bool? = state.withLock { state in
      state.threads[thread].isAtWork = false
      guard !state.isClosed else { return false }
      if state.threads[thread].hasSeat { return true }
      guard state.taken < count else {
        state.inReserve += 1
        return nil
      }
      state.taken += 1
      state.threads[thread].hasSeat = true
      return true
    }
    if let isTaken { return isTaken }
    freed.wait()
    return state.withLock { state in
      state.threads[thread].hasSeat = !state.isClosed
      return !state.isClosed
    }
  }

  /// This thread has a request.
  /// - Parameter isLong: whether it is known already that its seat is to go to another.
  package func begin(_ thread: Int, isLong: Bool = false) {
    let (isPassed, isAsleep) = state.withLock { state in
      state.threads[thread].isAtWork = true
      state.threads[thread].isSeen = false
      defer { state.isWatcherAsleep = false }
      return (isLong && state.pass(thread), state.isWatcherAsleep)
    }
    if isPassed { freed.signal() }
    if isAsleep { woken.signal() }
  }

  /// Looks who is at work every so many milliseconds until the seats are closed; blocks its thread.
  package func watch(every milliseconds: Int) {
    while let sleeps = look() {
      if sleeps {
        woken.wait()
      } else {
        _ = woken.wait(timeout: .now() + .milliseconds(milliseconds))
      }
    }
  }

  /// Gives the seat of each thread whose request was there at the last look already to one of the
  /// reserve.
  /// - Returns: whether nobody has been at work for long; `nil` where the seats are closed.
  package func look() -> Bool? {
    let (passed, answer) = state.withLock { state -> (Int, Bool?) in
      guard !state.isClosed else { return (0, nil) }
      var (passed, isIdle) = (0, true)
      for index in state.threads.indices where state.threads[index].isAtWork {
        guard state.threads[index].hasSeat else { continue }
        isIdle = false
        guard state.threads[index].isSeen else {
          state.threads[index].isSeen = true
          continue
        }
        if state.pass(index) { passed += 1 }
      }
      state.idleLooks = isIdle ? state.idleLooks + 1 : 0
      state.isWatcherAsleep = state.idleLooks >= Seats.looksUntilSleep
      if state.isWatcherAsleep { state.idleLooks = 0 }
      return (passed, state.isWatcherAsleep)
    }
    for _ in 0..<passed { freed.signal() }
    return answer
  }

  /// Nobody is to take a connection any more.
  package func close() {
    let inReserve = state.withLock { state in
      defer { state.inReserve = 0 }
      state.isClosed = true
      return state.inReserve
    }
    for _ in 0..<inReserve { freed.signal() }
    woken.signal()
  }
}
