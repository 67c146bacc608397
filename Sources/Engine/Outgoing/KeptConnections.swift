import OrderedJSON
import Synchronization

/// Connections that stay open for a while after an answer, each for one at a time. The oldest ones go
/// where there are too many, and each after some seconds.
final class KeptConnections: Sendable {
  fileprivate struct Idle {
    let connection: PinnedConnection
    let until: ContinuousClock.Instant
  }

  fileprivate struct State {
    /// The oldest first.
    var idle: [Idle] = []
    /// Closes what is idle for too long, as long as anything is.
    var sweeping: Task<Void, Never>?
    var isOver = false
  }

  private let state = Mutex(State())
  private let idleSeconds: Int

  /// - Parameter idleSeconds: after which one is closed that nobody uses.
  init(idleSeconds: Int) { self.idleSeconds = idleSeconds }

  /// The last used connection to one of the places, which nobody else gets meanwhile; `nil`: there is
  /// none.
  func take(from places: Set<ConnectionPlace>) -> PinnedConnection? {
    state.withLock { state in
      let index = state.idle.lastIndex {
        places.contains($0.connection.place) && $0.connection.isOpen
      }
      return index.map { state.idle.remove(at: $0).connection }
    }
  }

  /// Keeps a connection whose answer was read to its end.
  func put(_ connection: PinnedConnection) async {
    let surplus = state.withLock { state in
      guard !state.isOver else { return [connection] }
      state.idle.append(
        Idle(connection: connection, until: .now + .seconds(idleSeconds)))
      if state.sweeping == nil { state.sweeping = Task { await self.sweep() } }
      return state.takeSurplus(beside: connection.place.userID)
    }
    for connection in surplus { await connection.close() }
  }

  /// Closes all that are idle, and from now on each that comes.
  func shutdown() async {
    let (idle, sweeping) = state.withLock { state in
      defer { (state.idle, state.sweeping, state.isOver) = ([], nil, true) }
      return (state.idle, state.sweeping)
    }
    sweeping?.cancel()
    for idle in idle { await idle.connection.close() }
  }

  private func sweep() async {
    while let next = state.withLock({ $0.nextEnd() }) {
      do {
        try await Task.sleep(until: next, clock: .continuous)
      } catch {
        return
      }
      for connection in state.withLock({ $0.takeEnded(at: .now) }) { await connection.close() }
    }
  }
}

extension KeptConnections.State {
  /// What is too much since one of that person came.
  fileprivate mutating func takeSurplus(beside userID: String) -> [PinnedConnection] {
    let theirs = idle.count(where: { $0.connection.place.userID == userID })
    let index =
      theirs > Limits.keptConnections.perUser
      ? idle.firstIndex { $0.connection.place.userID == userID }
      : idle.count > Limits.keptConnections.all ? idle.indices.first : nil
    return index.map { [idle.remove(at: $0).connection] } ?? []
  }

  /// When the oldest one is idle for too long; `nil`: none is, and the sweep is over.
  fileprivate mutating func nextEnd() -> ContinuousClock.Instant? {
    if idle.isEmpty { sweeping = nil }
    return idle.first?.until
  }

  fileprivate mutating func takeEnded(at now: ContinuousClock.Instant) -> [PinnedConnection] {
    let ended = idle.prefix { $0.until <= now }.map(\.connection)
    idle.removeFirst(ended.count)
    return ended
  }
}
