public import Hummingbird
public import Logging

/// What a request's context is made from.
public struct FastCGIRequestContextSource: RequestContextSource, Sendable {
  /// The server's logger with the request's id under `hb.request.id`.
  public let logger: Logger
  /// What the web server said about the request and its client, `REMOTE_ADDR` for one.
  public let parameters: FastCGIParameters
  /// The thread that answers the request: 0 to the number of threads less one. The handler runs on
  /// that thread, so what is kept per thread needs no lock.
  public let worker: Int
}
