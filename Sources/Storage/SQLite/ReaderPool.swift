import Synchronization

/// Connections that read, each used by one thread at a time: no thread waits for another, and the one
/// that was used last, whose pages and statements are warm, is used next.
final class ReaderPool: Sendable {
  private struct State {
    var all: [SQLiteDriver] = []
    var idle: [SQLiteDriver] = []
  }

  private let path: String
  private let statements: StatementObserver?
  private let state = Mutex(State())

  /// - Parameter statements: told of each statement.
  init(path: String, statements: StatementObserver?) {
    self.path = path
    self.statements = statements
  }

  func read<Answer>(_ work: (Session) throws -> Answer) throws -> Answer {
    try StorageFault.translating(path) {
      let reader = try take()
      defer { state.withLock { $0.idle.append(reader) } }
      return try work(Session(reader))
    }
  }

  /// Closes every connection; nobody may read any more.
  func close() {
    let all = state.withLock { state in
      defer { state = State() }
      return state.all
    }
    for reader in all { reader.close() }
  }

  private func take() throws -> SQLiteDriver {
    if let idle = state.withLock({ $0.idle.popLast() }) { return idle }
    let reader = try SQLiteDriver(reading: path, statements: statements)
    state.withLock { $0.all.append(reader) }
    return reader
  }
}
