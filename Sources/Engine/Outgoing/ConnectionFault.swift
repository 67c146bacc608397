import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension Error {
  /// What went wrong with a connection, in a few words of ours: a library's may name its own files.
  var inWords: String {
    switch self {
    case let error as IOError: error.cause
    case let error as NIOConnectionError:
      error.connectionErrors.first?.error.inWords ?? "its address could not be asked"
    case let error as HTTPClientError: error.cause
    case let error as NIOSSLError: error.cause
    case let error as NIOSSLExtraError:
      error == .failedToValidateHostname
        ? "its certificate is another host's" : "a secure connection could not be agreed on"
    case is BoringSSLError: "a secure connection could not be agreed on"
    case let error as HTTPParserError:
      error == .invalidEOFState ? "it closed the connection" : "what it sent is no HTTP"
    case is ChannelError: "the connection was closed"
    case is OtherHost: "its certificate is another host's"
    case is UncheckedAddress: "it led to an address that was not checked"
    case is CancellationError: "it was given up"
    default: "something failed that has no name here"
    }
  }
}

extension Error {
  /// Whether the other side, or the way to it, ended the connection.
  var isEndOfConnection: Bool {
    switch self {
    case let error as IOError: [ECONNRESET, ECONNABORTED, EPIPE].contains(error.errnoCode)
    case let error as HTTPClientError: [.remoteConnectionClosed, .uncleanShutdown].contains(error)
    case let error as HTTPParserError: error == .invalidEOFState
    case let error as NIOSSLError: error == .uncleanShutdown
    default: self is ChannelError
    }
  }
}

extension IOError {
  fileprivate var cause: String {
    switch errnoCode {
    case ECONNREFUSED: "it refuses connections"
    case ETIMEDOUT: "it did not answer in time"
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL: "no way leads there"
    case ECONNRESET, ECONNABORTED, EPIPE: "it broke the connection"
    case EACCES, EPERM: "this machine does not allow the connection"
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: "this machine has no room for another connection"
    default: "the system's error \(errnoCode)"
    }
  }
}

extension HTTPClientError {
  fileprivate var cause: String {
    switch self {
    case .remoteConnectionClosed, .uncleanShutdown: "it closed the connection"
    case .connectTimeout, .getConnectionFromPoolTimeout: "it did not answer in time"
    case .tlsHandshakeTimeout: "it did not agree on a secure connection in time"
    case .readTimeout, .writeTimeout, .deadlineExceeded: "the time was over"
    case .cancelled, .requestStreamCancelled: "it was given up"
    default: "the request could not be made"
    }
  }
}

extension NIOSSLError {
  fileprivate var cause: String {
    switch self {
    case .handshakeFailed(.sslError(let stack)):
      // The stack has its reasons as texts alone.
      let reasons = stack.map(\.description).joined()
      return if reasons.contains("CERTIFICATE_VERIFY_FAILED") {
        "its certificate is not from a known authority, or not valid now"
      } else if reasons.contains("WRONG_VERSION_NUMBER") || reasons.contains("HTTP_REQUEST") {
        "it speaks no TLS there; http:// may be right"
      } else {
        "a secure connection could not be agreed on"
      }
    case .unableToValidateCertificate, .noCertificateToValidate:
      return "its certificate is not from a known authority, or not valid now"
    case .uncleanShutdown: return "it closed the connection"
    default: return "a secure connection could not be agreed on"
    }
  }
}
