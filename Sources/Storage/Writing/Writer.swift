import GRDB
import Synchronization

/// The one connection that writes. Changes that wait for one another share a transaction, and so
/// one fsync; each is told only after the commit.
final class Writer: Sendable {
  private let connection: DatabaseQueue
  private let path: String
  private let waiting = Mutex(Waiting())
  private let committed = Atomic(0)

  init(_ connection: DatabaseQueue, path: String) {
    self.connection = connection
    self.path = path
  }

  /// Does all of a change or nothing.
  /// - Returns: after the commit.
  func write<Value: Sendable>(
    _ change: @escaping @Sendable (SQLiteConnection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      submit(
        Change(
          perform: { db in
            let value = try change(db)
            return { continuation.resume(returning: value) }
          },
          refuse: { continuation.resume(throwing: $0) }))
    }
  }

  /// Brings the whole log into the database and empties its file, if no reader is in the way.
  func checkpoint() async throws {
    let path = path
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      connection.asyncWriteWithoutTransaction { db in
        continuation.resume(
          with: Result { try db.checkpoint(.truncate) }
            .map { _ in }.mapError { StorageFault.named($0, path: path) })
      }
    }
  }

  /// How many transactions were written.
  var commits: Int { committed.load(ordering: .relaxed) }

  func close() { try? connection.close() }

  private func submit(_ change: Change) {
    let isFirst = waiting.withLock { waiting in
      waiting.changes.append(change)
      defer { waiting.isServed = true }
      return !waiting.isServed
    }
    guard isFirst else { return }
    connection.asyncWriteWithoutTransaction { db in
      while let changes = self.next() {
        self.commit(changes, on: db)
        self.boundLog(on: db)
      }
    }
  }

  /// Bytes. Who reads all the time can keep SQLite's own checkpoints from ever starting the log
  /// anew (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files); this one waits for the
  /// reads that go on, which are short.
  private static let longestLog = 32 << 20

  private func boundLog(on db: SQLiteConnection) {
    guard FileSize.of(path + "-wal") > Writer.longestLog else { return }
    // Where a reader takes too long, the next commit tries again.
    _ = try? db.checkpoint(.truncate)
  }

  /// Takes all that waits; `nil` where nothing does, and then the next to come is the first.
  private func next() -> [Change]? {
    waiting.withLock { waiting in
      guard !waiting.changes.isEmpty else {
        waiting.isServed = false
        return nil
      }
      defer { waiting.changes = [] }
      return waiting.changes
    }
  }

  private func commit(_ changes: [Change], on db: SQLiteConnection) {
    var outcomes: [(change: Change, result: Result<Change.Acknowledgement, any Error>)] = []
    do {
      try db.inTransaction(.immediate) {
        for change in changes {
          let result = Result { try change.performed(on: db) }
          outcomes.append((change, result))
          // A full disk or a broken one takes the whole transaction away, not the savepoint alone.
          if !db.isInsideTransaction { _ = try result.get() }
        }
        return .commit
      }
      committed.wrappingAdd(1, ordering: .relaxed)
    } catch {
      for change in changes { change.refuse(StorageFault.named(error, path: path)) }
      return
    }
    for (change, result) in outcomes {
      switch result {
      case .success(let acknowledge): acknowledge()
      case .failure(let error): change.refuse(StorageFault.named(error, path: path))
      }
    }
  }
}

private struct Waiting {
  var changes: [Change] = []
  /// Whether the connection is at work on changes, and will look for more.
  var isServed = false
}

/// A change of somebody who waits to be told.
private struct Change: Sendable {
  typealias Acknowledgement = @Sendable () -> Void

  let perform: @Sendable (SQLiteConnection) throws -> Acknowledgement
  let refuse: @Sendable (any Error) -> Void

  /// Leaves nothing behind where it throws.
  func performed(on db: SQLiteConnection) throws -> Acknowledgement {
    var acknowledgement: Acknowledgement = {}
    try db.inSavepoint {
      acknowledgement = try perform(db)
      return .commit
    }
    return acknowledgement
  }
}
