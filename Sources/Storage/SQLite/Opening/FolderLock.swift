import Glibc
import Scheduling

/// The data folder's lock: `flock(2)` on the file `lock`, which says who holds it. The kernel lets
/// it go when the process ends, however that comes.
struct FolderLock: Sendable {
  private let descriptor: CInt

  /// - Throws: `StorageFault.locked`, `.notWritable`.
  init(folder: String) throws {
    let path = folder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw StorageFault.notWritable(path: path, reason: lastError()) }
    guard FolderLock.take(descriptor) else {
      let (code, holder) = (errno, holder())
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw StorageFault.notWritable(path: path, reason: String(cString: strerror(code)))
      }
      throw StorageFault.locked(folder: folder, holder: holder)
    }
    sign()
  }

  func release() { close(descriptor) }

  /// Tries for 200 ms: who only asks whether the folder is free has the lock for a moment too.
  private static func take(_ descriptor: CInt) -> Bool {
    for _ in 0..<10 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK else { return false }
      usleep(20_000)
    }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// Writes who holds the lock. That it cannot be written does not loosen the lock.
  private func sign() {
    let start = Instant(seconds: Int64(time(nil)))
    let text = Array("process \(getpid()), started at \(start.rfc3339)\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  private func holder() -> String {
    var text = [UInt8](repeating: 0, count: 128)
    let count = pread(descriptor, &text, text.count, 0)
    let line = text.prefix(max(count, 0)).prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? "another process" : String(decoding: line, as: UTF8.self)
  }
}

private func lastError() -> String { String(cString: strerror(errno)) }
