import Glibc

/// Files that are there whole or not at all, after a power cut too: what gets a name is on the disk
/// before, and the name itself when this returns.
package enum DurableFile {
  /// Puts bytes on the disk and forces them there, fsync(2); a test looks on.
  package typealias Sync = (_ descriptor: Int32) -> Int32

  /// Writes a file, in the place of the one before where there is one.
  /// - Parameter mode: as for open(2).
  /// - Throws: `FileFault`; then the one before is there still.
  package static func write(
    _ bytes: some Collection<UInt8>, to path: String, mode: UInt32, sync: Sync = fsync
  ) throws(FileFault) {
    let temporary = path + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileFault(path: path, code: errno) }
    defer {
      close(file)
      unlink(temporary)
    }
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFault(path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
    try place(file, at: temporary, as: path, sync: sync)
  }

  /// Gives an open file, which is written, another name in the same folder.
  /// - Throws: `FileFault`; then it may have either name.
  package static func place(
    _ file: Int32, at temporary: String, as path: String, sync: Sync = fsync
  ) throws(FileFault) {
    guard sync(file) == 0, rename(temporary, path) == 0 else {
      throw FileFault(path: path, code: errno)
    }
    let parent = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    let folder = open(String(parent), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileFault(path: path, code: errno) }
    defer { close(folder) }
    // Some file systems of networks put names on the disk themselves, and say EINVAL.
    guard sync(folder) == 0 || errno == EINVAL else { throw FileFault(path: path, code: errno) }
  }
}

/// Why a file could not be written.
package struct FileFault: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// An `errno`.
  package let code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  package var description: String {
    "\(path) cannot be written: \(String(cString: strerror(code)))"
  }
}
