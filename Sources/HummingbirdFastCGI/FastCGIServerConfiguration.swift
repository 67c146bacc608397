public import HTTPTypes
public import Hummingbird

/// What a FastCGI server is told.
public struct FastCGIServerConfiguration: Sendable {
  /// Where requests come from.
  public var listener: FastCGIListener
  /// How many threads there may be; as many requests are answered at once. At least one is started.
  public var threads: Int
  /// How many of them take connections at a time. The others are for requests that take longer than
  /// some 10 ms, so that short ones are not answered by more threads than are good for the machine; each
  /// is started when the first such request comes that finds none of them idle.
  public var seats: Int
  /// The greatest request body in bytes.
  public var maxBodySize: Int
  /// How many header fields a request may have. `HTTPFields` traps over 65,534: more is cut to that.
  public var maxFields: Int
  /// Answers a request whose body is over the limit; the request it gets has an empty body.
  public var oversized: @Sendable (Request) async -> Response
  /// Answers a request that cannot be read, 400 or 431, of which only the address is known: the
  /// `REQUEST_URI`, if there is one.
  public var unreadable: @Sendable (_ target: String?, HTTPResponse.Status) async -> Response

  /// By default 16 threads, each with a seat, bodies up to 8 MiB and 1000 header fields, a plain 413 for
  /// greater bodies, and plain refusals of what cannot be read.
  public init(
    listener: FastCGIListener, threads: Int = 16, seats: Int? = nil, maxBodySize: Int = 8 << 20,
    maxFields: Int = 1000,
    oversized: @escaping @Sendable (Request) async -> Response = { _ in
      Response(status: .contentTooLarge)
    },
    unreadable: @escaping @Sendable (_ target: String?, HTTPResponse.Status) async -> Response = {
      Response(status: $1)
    }
  ) {
    self.listener = listener
    self.threads = threads
    self.seats = seats ?? threads
    self.maxBodySize = maxBodySize
    self.maxFields = min(maxFields, 65_534)
    self.oversized = oversized
    self.unreadable = unreadable
  }
}
