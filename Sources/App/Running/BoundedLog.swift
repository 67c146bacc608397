import Foundation
import Glibc
import OrderedJSON
import Synchronization

/// A log of a bounded size: a file, and the older ones beside it as `.1`, `.2` and so on, of which
/// the last goes where another begins. One that was moved away is begun anew.
///
/// One process at a time writes it.
package final class BoundedLog: Sendable {
  private let path: String
  private let bytes: Int
  private let files: Int
  private let descriptor: Mutex<Int32>

  /// Opens the file, or makes it.
  /// - Parameters:
  ///   - bytes: of a file at most, but for a line that is longer itself; `nil`: as `Limits` says.
  ///   - files: how many there are, older ones included; `nil`: as `Limits` says.
  /// - Throws: `Complaint`.
  package init(at path: String, bytes: Int? = nil, files: Int? = nil) throws {
    let descriptor = BoundedLog.open(path)
    guard descriptor >= 0 else { throw Complaint("\(path) cannot be written: \(Files.lastError)") }
    self.path = path
    self.bytes = bytes ?? Limits.logBytes
    self.files = files ?? Limits.logFiles
    self.descriptor = Mutex(descriptor)
  }

  deinit { descriptor.withLock { _ = close($0) } }

  /// Adds lines, of which each has its end. Where they cannot be written, they are lost.
  package func write(_ lines: [UInt8]) {
    descriptor.withLock { descriptor in
      var status = stat()
      if fstat(descriptor, &status) == 0 {
        let isFull = Int(status.st_size) + lines.count > bytes && status.st_size > 0
        if isElsewhere(status) || isFull && moveOn(from: descriptor) {
          let new = BoundedLog.open(path)
          if new >= 0 {
            close(descriptor)
            descriptor = new
          } else if isFull {
            ftruncate(descriptor, 0)
          }
        }
      }
      _ = Glibc.write(descriptor, lines, lines.count)
    }
  }

  /// Whether the name leads to another file by now, or to none.
  private func isElsewhere(_ status: stat) -> Bool {
    var named = stat()
    return stat(path, &named) != 0 || named.st_dev != status.st_dev
      || named.st_ino != status.st_ino
  }

  /// Makes room under the name of the first file. Where that cannot be, what is in the file goes:
  /// the bound comes first.
  /// - Returns: whether the name is free.
  private func moveOn(from descriptor: Int32) -> Bool {
    for number in stride(from: files - 2, to: 0, by: -1) {
      rename("\(path).\(number)", "\(path).\(number + 1)")
    }
    if files > 1, rename(path, path + ".1") == 0 { return true }
    ftruncate(descriptor, 0)
    return false
  }

  /// Lines go to the end in one call each, so that those of several writers do not mix. A folder that
  /// was moved away is made anew.
  private static func open(_ path: String) -> Int32 {
    let descriptor = openFile(path)
    guard descriptor < 0, errno == ENOENT, let end = path.lastIndex(of: "/"),
      mkdir(String(path[..<end]), 0o750) == 0
    else { return descriptor }
    return openFile(path)
  }

  private static func openFile(_ path: String) -> Int32 {
    Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
  }
}
