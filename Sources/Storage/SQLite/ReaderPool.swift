import Glibc
import Synchronization

/// Connections that read, one to a thread: its pages and statements are warm, and no thread waits
/// for another. That of a thread that has ended goes to the next thread without one.
final class ReaderPool: Sendable {
  private let path: String
  private let statements: StatementObserver?
  private let key: pthread_key_t
  private let readers = Readers()

  /// - Parameter statements: told of each statement.
  init(path: String, statements: StatementObserver?) throws {
    self.path = path
    self.statements = statements
    var key = pthread_key_t()
    let code = pthread_key_create(&key) { reader in
      if let reader { Unmanaged<Reader>.fromOpaque(reader).takeUnretainedValue().threadEnded() }
    }
    guard code == 0 else {
      throw StorageFault.inputOutput(path: path, reason: String(cString: strerror(code)))
    }
    self.key = key
  }

  func read<Answer>(_ work: (Session) throws -> Answer) throws -> Answer {
    try StorageFault.translating(path) { try work(Session(try reader().connection)) }
  }

  /// Closes every connection; nobody may read any more.
  func close() {
    pthread_key_delete(key)
    readers.close()
  }

  private func reader() throws -> Reader {
    if let known = pthread_getspecific(key) {
      return Unmanaged<Reader>.fromOpaque(known).takeUnretainedValue()
    }
    let reader = try readers.take { try SQLiteDriver(reading: path, statements: statements) }
    pthread_setspecific(key, Unmanaged.passUnretained(reader).toOpaque())
    return reader
  }
}

/// A connection that its thread knows by address alone; `Readers` keeps it alive.
private final class Reader: Sendable {
  let connection: SQLiteDriver
  private let readers: Readers

  init(_ connection: SQLiteDriver, of readers: Readers) {
    self.connection = connection
    self.readers = readers
  }

  /// The next thread finds its pages and statements warm.
  func threadEnded() { readers.giveBack(self) }
}

private final class Readers: Sendable {
  private struct State {
    var all: [Reader] = []
    var idle: [Reader] = []
  }

  private let state = Mutex(State())

  func take(orOpen open: () throws -> SQLiteDriver) throws -> Reader {
    if let idle = state.withLock({ $0.idle.popLast() }) { return idle }
    let reader = Reader(try open(), of: self)
    state.withLock { $0.all.append(reader) }
    return reader
  }

  func giveBack(_ reader: Reader) { state.withLock { $0.idle.append(reader) } }

  func close() {
    let all = state.withLock { state in
      defer { state = State() }
      return state.all
    }
    for reader in all { reader.connection.close() }
  }
}
