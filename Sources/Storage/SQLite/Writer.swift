import GRDB
import OrderedJSON
import Synchronization

/// The one connection that writes. Changes that wait for one another share a transaction, and so
/// one fsync; each is told only after the commit. Large ones have a transaction each, and the small
/// ones go between them (`WriteTurns`).
final class Writer: Sendable {
  private let queue: DatabaseQueue
  /// The queue's, for its statements.
  private let connection: SQLiteDriver
  private let path: String
  private let waiting = Mutex(Waiting())
  private let committed = Atomic(0)

  /// Makes the database or brings an older one up to date.
  /// - Parameter statements: told of each statement.
  init(path: String, statements: StatementObserver?) throws {
    self.path = path
    queue = try DatabaseQueue.writing(to: path, statements: statements)
    try queue.migrate(path: path)
    connection = try queue.writeWithoutTransaction { try SQLiteDriver(of: $0) }
  }

  /// Does all of a change or nothing.
  /// - Parameter bytes: about how many it writes.
  /// - Returns: after the commit.
  func write<Answer: Sendable>(
    bytes: Int, _ change: @escaping @Sendable (Session) throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      submit(
        isLarge: bytes >= Limits.largeChange.bytes,
        Change(
          perform: { session in
            let answer = try change(session)
            return { continuation.resume(returning: answer) }
          },
          refuse: { continuation.resume(throwing: $0) }))
    }
  }

  /// Brings the whole log into the database and empties its file, if no reader is in the way.
  func checkpoint() async throws {
    let path = path
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      queue.asyncWriteWithoutTransaction { db in
        continuation.resume(
          with: Result { try db.checkpoint(.truncate) }
            .map { _ in }.mapError { StorageFault.named($0, path: path) })
      }
    }
  }

  /// Writes the database anew, so that nothing is left of what was deleted or changed
  /// (https://sqlite.org/lang_vacuum.html), and empties the log.
  func compact() async throws {
    let path = path
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      queue.asyncWriteWithoutTransaction { db in
        continuation.resume(
          with: Result {
            try db.execute(sql: "VACUUM")
            try db.checkpoint(.truncate)
          }
          .map { _ in }.mapError { StorageFault.named($0, path: path) })
      }
    }
  }

  /// How many transactions changed something.
  var commits: Int { committed.load(ordering: .relaxed) }

  func close() {
    // Statements go before the connection on which they were prepared.
    queue.writeWithoutTransaction { _ in connection.close() }
    try? queue.close()
  }

  private func submit(isLarge: Bool, _ change: Change) {
    waiting.withLock { $0.turns.add(change, isLarge: isLarge) }
    serve()
  }

  /// Has the connection work on what waits, unless it is at that already.
  private func serve() {
    let isFirst = waiting.withLock { waiting in
      defer { waiting.isServed = true }
      return !waiting.isServed
    }
    guard isFirst else { return }
    queue.asyncWriteWithoutTransaction { db in
      while let changes = self.next() {
        let start = ContinuousClock.now
        self.commit(changes, on: db)
        self.waiting.withLock { $0.turns.end(from: start, to: .now) }
        self.boundLog(on: db)
      }
    }
  }

  /// Waits for the reads that go on, which are short.
  private func boundLog(on db: GRDB.Database) {
    guard FileSize.of(path + "-wal") > Limits.databaseLog.bytes else { return }
    // Where a reader takes too long, the next commit tries again.
    _ = try? db.checkpoint(.truncate)
  }

  /// Takes what is to share the next transaction; `nil` where nobody's turn is now, and then the next
  /// to come is the first.
  private func next() -> [Change]? {
    let next: WriteTurns<Change>.Next = waiting.withLock { waiting in
      let next = waiting.turns.next(at: .now)
      if case .changes = next { return next }
      waiting.isServed = false
      guard case .later = next, !waiting.isToWake else { return .nobody }
      waiting.isToWake = true
      return next
    }
    switch next {
    case .changes(let changes): return changes
    case .later(let turn):
      wake(at: turn)
      return nil
    case .nobody: return nil
    }
  }

  private func wake(at turn: ContinuousClock.Instant) {
    Task {
      try? await Task.sleep(until: turn, clock: .continuous)
      waiting.withLock { $0.isToWake = false }
      serve()
    }
  }

  /// Changes that share a transaction are seldom at odds. Where one of them fails, all are taken
  /// back, and each has one of its own.
  private func commit(_ changes: [Change], on db: GRDB.Database) {
    var acknowledgements: [Change.Acknowledgement] = []
    let changesBefore = db.totalChangesCount
    do {
      try db.inTransaction(.immediate) {
        acknowledgements = try changes.map { try $0.perform(Session(connection)) }
        return .commit
      }
      if db.totalChangesCount != changesBefore { committed.wrappingAdd(1, ordering: .relaxed) }
    } catch {
      guard let first = changes.first else { return }
      if changes.count == 1 { return first.refuse(StorageFault.named(error, path: path)) }
      for change in changes { commit([change], on: db) }
      return
    }
    for acknowledge in acknowledgements { acknowledge() }
  }
}

private struct Waiting {
  var turns = WriteTurns<Change>()
  /// Whether the connection is at work on changes, and will look for more.
  var isServed = false
  /// Whether somebody will look when the next large change has its turn.
  var isToWake = false
}

/// A change of somebody who waits to be told.
private struct Change: Sendable {
  typealias Acknowledgement = @Sendable () -> Void

  /// May be called again where the transaction that it was part of was taken back.
  let perform: @Sendable (Session) throws -> Acknowledgement
  let refuse: @Sendable (any Error) -> Void
}
