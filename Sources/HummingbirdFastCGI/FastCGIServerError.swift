import Glibc

/// Why a server could not begin, or a call of one was not answered.
public enum FastCGIServerError: Error, Equatable {
  /// The inherited descriptor is no stream socket of the Unix domain that listens.
  case notListening(descriptor: Int32)
  /// The path does not fit into `sockaddr_un`; `limit` is in bytes.
  case pathTooLong(path: String, limit: Int)
  /// Another process answers on the socket.
  case inUse(path: String)
  /// Something that is not a socket lies at the path, and is left alone.
  case notASocket(path: String)
  /// A system call failed with `code`, an `errno`.
  case system(call: String, path: String?, code: Int32)
  /// `FCGX_Init` failed with `code`.
  case initialization(code: Int32)
}

extension FastCGIServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notListening(let descriptor):
      """
      descriptor \(descriptor) is not a listening Unix stream socket; one from systemd \
      (LISTEN_FDS, descriptor 3) or from a FastCGI process manager (descriptor 0) would be right
      """
    case .pathTooLong(let path, let limit):
      "the socket's path \(path) is too long; at most \(limit) bytes would be right"
    case .inUse(let path):
      "the socket \(path) is in use: another process answers on it; end that one, or take another path"
    case .notASocket(let path):
      "\(path) exists and is not a socket; it is left alone: remove it, or take another path"
    case .system(let call, let path, let code):
      "\(call)\(path.map { " \($0)" } ?? ""): \(String(cString: strerror(code)))"
    case .initialization(let code):
      "libfcgi could not be initialised: code \(code)"
    }
  }
}
