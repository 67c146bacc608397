public import Hummingbird

/// What a FastCGI server is told.
public struct FastCGIServerConfiguration: Sendable {
  /// Where requests come from.
  public var listener: FastCGIListener
  /// How many threads accept; as many requests are answered at once. At least one is started.
  public var threads: Int
  /// The greatest request body in bytes.
  public var maxBodySize: Int
  /// Answers a request whose body is over the limit; the request it gets has an empty body.
  public var oversized: @Sendable (Request) async -> Response

  /// By default 16 threads, bodies up to 8 MiB, and a plain 413 for greater ones.
  public init(
    listener: FastCGIListener, threads: Int = 16, maxBodySize: Int = 8 << 20,
    oversized: @escaping @Sendable (Request) async -> Response = { _ in
      Response(status: .contentTooLarge)
    }
  ) {
    self.listener = listener
    self.threads = threads
    self.maxBodySize = maxBodySize
    self.oversized = oversized
  }
}
