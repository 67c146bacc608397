import GRDB
import Synchronization

/// Connections that read, each lent to one reader at a time. The one given back last is lent first:
/// its pages and statements are warm. There are as many as ever read at once.
final class ReaderPool: Sendable {
  private let path: String
  private let idle = Mutex<[DatabaseQueue]>([])

  init(path: String) { self.path = path }

  func read<Value>(_ work: (SQLiteConnection) throws -> Value) throws -> Value {
    try StorageFault.translating(path) {
      let reader = try idle.withLock { $0.popLast() } ?? DatabaseQueue.reading(from: path)
      defer { idle.withLock { $0.append(reader) } }
      return try reader.unsafeRead(work)
    }
  }

  func close() {
    for reader in idle.withLock({ $0 }) { try? reader.close() }
  }
}
