import Glibc

/// A bound and listening socket, and the file that leads to it.
struct SocketFile: Sendable {
  let descriptor: Int32
  let path: String
  private let device: dev_t
  private let inode: ino_t

  /// Binds at `path`, in the place of a socket nobody listens on any more, and listens.
  ///
  /// Mode and group are set between `bind` and `listen`: until then connections are refused, so
  /// there is no moment at which the wrong user gets in.
  static func bind(
    path: String, mode: mode_t, group: gid_t?
  ) throws(FastCGIServerError) -> SocketFile {
    let address = try UnixAddress(path)
    try removeStale(address)
    let descriptor = socket(AF_UNIX, streamCloseOnExec, 0)
    guard descriptor >= 0 else { throw .system(call: "socket", path: path, code: errno) }
    do throws(FastCGIServerError) {
      guard address.call(Glibc.bind, descriptor) == 0 else {
        throw errno == EADDRINUSE
          ? .inUse(path: path) : .system(call: "bind", path: path, code: errno)
      }
      return try listening(descriptor, path: path, mode: mode, group: group)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  /// Removes the file, where it is still the one that was bound, so that nobody new connects.
  func remove() {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
    unlink(path)
  }

  private static func listening(
    _ descriptor: Int32, path: String, mode: mode_t, group: gid_t?
  ) throws(FastCGIServerError) -> SocketFile {
    do throws(FastCGIServerError) {
      if let group, lchown(path, uid_t.max, group) != 0 {
        throw .system(call: "chown", path: path, code: errno)
      }
      guard chmod(path, mode) == 0 else { throw .system(call: "chmod", path: path, code: errno) }
      var status = stat()
      guard lstat(path, &status) == 0 else { throw .system(call: "stat", path: path, code: errno) }
      guard listen(descriptor, backlog) == 0 else {
        throw .system(call: "listen", path: path, code: errno)
      }
      return SocketFile(
        descriptor: descriptor, path: path, device: status.st_dev, inode: status.st_ino)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Unlinks a socket that refuses connections; leaves anything else alone.
  private static func removeStale(_ address: UnixAddress) throws(FastCGIServerError) {
    var status = stat()
    guard lstat(address.path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .system(call: "stat", path: address.path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: address.path) }
    let probe = socket(AF_UNIX, streamCloseOnExec | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw .system(call: "socket", path: address.path, code: errno) }
    defer { Glibc.close(probe) }
    // A full backlog, too, is somebody who listens.
    if address.call(connect, probe) == 0 || errno == EAGAIN { throw .inUse(path: address.path) }
    guard errno == ECONNREFUSED else {
      throw .system(call: "connect", path: address.path, code: errno)
    }
    guard unlink(address.path) == 0 || errno == ENOENT else {
      throw .system(call: "unlink", path: address.path, code: errno)
    }
  }

  private static let streamCloseOnExec = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  private static let backlog: Int32 = 1024
}
