import Dispatch
import Synchronization

/// Which threads of a server take connections: as many as there are seats. The others are a reserve for
/// those whose request takes long; each is started when its seat is there and nobody waits for it, since
/// a thread that was never needed costs memory all the same.
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
    /// Those that were not started yet, the next one last.
    var unstarted: [Int]
    var taken = 0
    var inReserve = 0
    var isClosed = false
    /// Looks in a row at which nobody was at work.
    var idleLooks = 0
    var isWatcherAsleep = false

    /// Takes the seat of a thread away.
    mutating func pass(_ thread: Int) -> Passing {
      threads[thread].hasSeat = false
      guard inReserve > 0 else {
        taken -= 1
        return unstarted.popLast().map(Passing.toNewcomer) ?? .toNobody
      }
      inReserve -= 1
      return .toReserve
    }
  }

  /// Who is to have the seat of a thread whose request takes long.
  private enum Passing {
    /// One that waits in reserve.
    case toReserve
    /// A thread that is to be started, or whoever takes the seat before it is there.
    case toNewcomer(Int)
    /// Whoever comes next.
    case toNobody
  }

  /// After this many looks at nobody the watcher sleeps until a request comes.
  private static let looksUntilSleep = 100
  private let count: Int
  private let state: Mutex<State>
  private let freed = DispatchSemaphore(value: 0)
  private let woken = DispatchSemaphore(value: 0)
  /// The numbers of the threads that are to be started, each when it is needed: at once one for each
  /// seat. It ends when the seats are closed.
  package let newcomers: AsyncStream<Int>
  private let newcomer: AsyncStream<Int>.Continuation

  /// - Parameters:
  ///   - count: threads that take connections at a time, 1 at least.
  ///   - threads: all that there may be; each calls with its own number, from 0.
  package init(_ count: Int, threads: Int) {
    self.count = max(count, 1)
    let first = min(self.count, threads)
    state = Mutex(
      State(
        threads: Array(repeating: Thread(), count: threads),
        unstarted: Array((first..<threads).reversed())))
    (newcomers, newcomer) = AsyncStream.makeStream()
    for number in 0..<first { newcomer.yield(number) }
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
    let (passing, isAsleep) = state.withLock { state in
      state.threads[thread].isAtWork = true
      state.threads[thread].isSeen = false
      defer { state.isWatcherAsleep = false }
      return (isLong ? state.pass(thread) : .toNobody, state.isWatcherAsleep)
    }
    tell(passing)
    if isAsleep { woken.signal() }
  }

  /// A thread of `newcomers` could not be started: it is asked for again when the next seat is there
  /// for it.
  package func giveBack(_ thread: Int) {
    state.withLock { $0.unstarted.append(thread) }
  }

  private func tell(_ passing: Passing) {
    switch passing {
    case .toReserve: freed.signal()
    case .toNewcomer(let thread): newcomer.yield(thread)
    case .toNobody: break
    }
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

  /// Gives the seat of each thread whose request was there at the last look already to another.
  /// - Returns: whether nobody has been at work for long; `nil` where the seats are closed.
  package func look() -> Bool? {
    let (passed, answer) = state.withLock { state -> ([Passing], Bool?) in
      guard !state.isClosed else { return ([], nil) }
      var (passed, isIdle) = ([Passing](), true)
      for index in state.threads.indices where state.threads[index].isAtWork {
        guard state.threads[index].hasSeat else { continue }
        isIdle = false
        guard state.threads[index].isSeen else {
          state.threads[index].isSeen = true
          continue
        }
        passed.append(state.pass(index))
      }
      state.idleLooks = isIdle ? state.idleLooks + 1 : 0
      state.isWatcherAsleep = state.idleLooks >= Seats.looksUntilSleep
      if state.isWatcherAsleep { state.idleLooks = 0 }
      return (passed, state.isWatcherAsleep)
    }
    passed.forEach(tell)
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
    newcomer.finish()
    woken.signal()
  }
}
