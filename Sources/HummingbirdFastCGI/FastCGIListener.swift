public import Glibc

/// Where requests come from. Only sockets of the Unix domain: libfcgi aborts the process on
/// malformed records, so whoever may connect is trusted, and the file's mode says who may.
public enum FastCGIListener: Sendable, Equatable {
  /// A listening socket that somebody else made and keeps; it is neither closed nor removed.
  case inherited(descriptor: Int32)
  /// A socket to be bound at `path` with `mode` and, unless `nil`, `group`; removed at the end.
  case unixSocket(path: String, mode: mode_t = 0o660, group: gid_t? = nil)

  /// The listening socket that the process was started with, or `nil`: descriptor 3 where
  /// `LISTEN_PID` names this process and `LISTEN_FDS` counts at least one (`sd_listen_fds(3)`), or
  /// descriptor 0 where it is a listening socket (FastCGI specification, section 2.2).
  public static func fromEnvironment() -> FastCGIListener? {
    fromEnvironment(
      variable: { name in getenv(name).map { String(cString: $0) } },
      process: getpid(), standardInput: STDIN_FILENO)
  }

  /// `fromEnvironment()` over a given environment, process id and descriptor.
  package static func fromEnvironment(
    variable: (String) -> String?, process: pid_t, standardInput: Int32
  ) -> FastCGIListener? {
    if let owner = variable("LISTEN_PID").flatMap({ pid_t($0) }), owner == process,
      let count = variable("LISTEN_FDS").flatMap({ Int32($0) }), count >= 1
    {
      return .inherited(descriptor: firstPassedDescriptor)
    }
    return SocketOption.isListening(standardInput) ? .inherited(descriptor: standardInput) : nil
  }

  /// Of the socket's file; `nil` where it has none: an abstract name, or no socket at all.
  package var path: String? {
    switch self {
    case .unixSocket(let path, _, _): path
    case .inherited(let descriptor): UnixAddress.path(of: descriptor)
    }
  }

  /// Binds a socket and listens, as `unixSocket` does, for a parent that hands it to its children
  /// and so keeps connections waiting while a child starts anew.
  /// - Returns: the listening descriptor, close-on-exec, with a backlog of 1024.
  /// - Throws: `FastCGIServerError`.
  public static func bind(
    path: String, mode: mode_t = 0o660, group: gid_t? = nil
  ) throws(FastCGIServerError) -> Int32 {
    try SocketFile.bind(path: path, mode: mode, group: group).descriptor
  }

  /// `SD_LISTEN_FDS_START` of `sd-daemon.h`.
  private static let firstPassedDescriptor: Int32 = 3
}
