import Glibc

/// The socket that a running server accepts on.
struct ListeningSocket: Sendable {
  let descriptor: Int32
  private let file: SocketFile?

  /// How long a thread waits in `accept` before it looks whether the server is to stop.
  private static let acceptTimeout = 500

  init(_ listener: FastCGIListener) throws(FastCGIServerError) {
    switch listener {
    case .inherited(let descriptor):
      guard SocketOption.isListening(descriptor) else {
        throw .notListening(descriptor: descriptor)
      }
      // A tool that the process starts must not hold the socket open.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      self.descriptor = descriptor
      file = nil
    case .unixSocket(let path, let mode, let group):
      let file = try SocketFile.bind(path: path, mode: mode, group: group)
      descriptor = file.descriptor
      self.file = file
    }
    do throws(FastCGIServerError) {
      try SocketOption.setAcceptTimeout(milliseconds: Self.acceptTimeout, descriptor)
    } catch {
      withdraw()
      close()
      throw error
    }
  }

  /// Whether those who have connected are this server's alone to answer. Who waits at an inherited
  /// socket is the next process's.
  var isOwn: Bool { file != nil }

  /// Lets nobody new connect, where the socket is the server's own.
  func withdraw() { file?.remove() }

  /// Closes the socket, where it is the server's own.
  func close() {
    if isOwn { Glibc.close(descriptor) }
  }
}
