import Glibc

/// Writing files so that what was reported as written is on the disk, and what was not leaves no
/// half.
enum Files {
  static func exist(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder for the owner alone, unless it is there.
  static func makeFolder(_ path: String) throws(LocalFault) {
    if mkdir(path, 0o700) == 0 { return try syncFolder(of: path) }
    guard errno == EEXIST else { throw .file(path, errno: errno) }
  }

  /// Whether files can be written in a folder, found out by one that has no name as soon as it is there.
  static func tryOut(_ folder: String) throws(LocalFault) {
    let path = "\(folder)/.\(UInt64.random(in: 0 ... .max))"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(folder, errno: errno) }
    defer { close(file) }
    unlink(path)
    let status = write([0], to: file)
    guard status == 0 else { throw .file(folder, errno: status) }
  }

  /// Writes a new file beside, and gives it its name when it is whole. Where there was one of that
  /// name, who may read it stays.
  static func writeWhole(_ bytes: [UInt8], to path: String) throws(LocalFault) {
    // Opened first: were that to fail later, the file would be there all the same.
    let folder = try openFolder(of: path)
    defer { close(folder) }
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(path, errno: errno) }
    var earlier = stat()
    if stat(path, &earlier) == 0 { fchmod(file, earlier.st_mode & 0o777) }
    let status = write(bytes, to: file)
    close(file)
    guard status == 0, Glibc.rename(temporary, path) == 0 else {
      let cause = status == 0 ? errno : status
      unlink(temporary)
      throw .file(path, errno: cause)
    }
    guard fsync(folder) == 0 else { throw .half(path, errno: errno) }
  }

  /// Gives a file another name in its folder, unless there is one of that name.
  static func rename(_ path: String, to name: String) throws(LocalFault) {
    guard exist(path), !exist(name) else { return }
    guard Glibc.rename(path, name) == 0 else { throw .file(path, errno: errno) }
    try syncFolder(of: name)
  }

  /// A part of a file; `nil` where there is no file. Shorter where the file ends before.
  static func read(
    _ path: String, from offset: Int = 0, count: Int
  ) throws(LocalFault) -> (bytes: [UInt8], size: Int)? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw .unread(path, errno: errno) }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    guard size >= 0 else { throw .unread(path, errno: errno) }
    var bytes = [UInt8](repeating: 0, count: max(0, min(count, size - offset)))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
          off_t(offset + filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unread(path, errno: errno) }
      guard count > 0 else { break }
      filled += count
    }
    return (Array(bytes.prefix(filled)), size)
  }

  /// `nil` where there is no file, or nothing in it.
  static func lastByte(of path: String) throws(LocalFault) -> UInt8? {
    guard let size = try read(path, count: 0)?.size, size > 0 else { return nil }
    return try read(path, from: size - 1, count: 1)?.bytes.first
  }

  /// Adds to the end of a file; where that fails, the file is as it was, or the error says that it
  /// is not.
  static func append(_ bytes: [UInt8], to path: String) throws(LocalFault) {
    let isNew = !exist(path)
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(path, errno: errno) }
    defer { close(file) }
    // The name comes first: were it to fail later, the bytes would be there all the same.
    if isNew {
      do {
        try syncFolder(of: path)
      } catch {
        unlink(path)
        throw error
      }
    }
    let length = lseek(file, 0, SEEK_END)
    let status = write(bytes, to: file)
    guard status == 0 else {
      guard ftruncate(file, max(0, length)) == 0 else { throw .half(path, errno: status) }
      throw .file(path, errno: status)
    }
  }

  /// - Returns: 0, or the `errno` of what failed.
  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return fsync(file) == 0 ? 0 : errno
  }

  /// Puts a new name on the disk.
  private static func syncFolder(of path: String) throws(LocalFault) {
    let folder = try openFolder(of: path)
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw .file(path, errno: errno) }
  }

  /// - Returns: a descriptor of the folder in which the file is, to be closed.
  private static func openFolder(of path: String) throws(LocalFault) -> Int32 {
    let name = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .file(path, errno: errno) }
    return folder
  }
}
