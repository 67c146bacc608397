import Glibc

/// The socket options that a listener needs, `socket(7)`.
enum SocketOption {
  /// Whether the descriptor is a stream socket of the Unix domain that listens.
  static func isListening(_ descriptor: Int32) -> Bool {
    value(of: SO_ACCEPTCONN, descriptor) == 1
      && value(of: SO_DOMAIN, descriptor) == AF_UNIX
      && value(of: SO_TYPE, descriptor) == Int32(SOCK_STREAM.rawValue)
  }

  /// Lets `accept` return `EAGAIN` when nobody has come for so long.
  static func setAcceptTimeout(
    milliseconds: Int, _ descriptor: Int32
  ) throws(FastCGIServerError) {
    var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    let size = socklen_t(MemoryLayout<timeval>.size)
    guard setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size) == 0 else {
      throw .system(call: "setsockopt SO_RCVTIMEO", path: nil, code: errno)
    }
  }

  private static func value(of option: Int32, _ descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = getsockopt(descriptor, SOL_SOCKET, option, &value, &size)
    return result == 0 ? value : nil
  }
}
