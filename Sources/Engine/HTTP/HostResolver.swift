import Glibc
import NIOPosix

/// Looks a host's addresses up, on a thread that may block.
struct HostResolver: Sendable {
  /// Asks for a name's addresses, and blocks until they come.
  let lookUp: @Sendable (String) throws -> [IPAddress]

  /// For look-ups alone: one hangs as long as its name servers do, and must hold up no other work.
  /// As many threads as there are processors would be few for what only waits; with 16 a domain
  /// whose servers are silent leaves room for others, and a thread that waits costs some kilobytes.
  private static let pool: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 16)
    pool.start()
    return pool
  }()

  /// Returns when its task is cancelled, though the thread may be held up still.
  /// - Parameter host: a name or a numeric address, in any form that `lookUp` reads.
  func addresses(of host: String) async throws -> [IPAddress] {
    let (answers, answer) = AsyncStream.makeStream(of: Result<[IPAddress], any Error>.self)
    let asking = Task { [lookUp] in
      do {
        let found = try await HostResolver.pool.runIfActive { try lookUp(host) }
        answer.yield(.success(found))
      } catch {
        answer.yield(.failure(error))
      }
    }
    // A look-up that waits for a thread still is not begun any more.
    defer { asking.cancel() }
    for await found in answers { return try found.get() }
    throw CancellationError()
  }

  /// By `getaddrinfo(3)`.
  /// - Returns: the addresses in the order of preference (RFC 6724), each once.
  static func ask(_ host: String) throws -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &first)
    guard status == 0 else {
      throw UnknownHost(host: host, cause: String(cString: gai_strerror(status)))
    }
    defer { freeaddrinfo(first) }
    var addresses: [IPAddress] = []
    for entry in sequence(first: first, next: { $0?.pointee.ai_next }) {
      guard let address = entry?.pointee.ai_addr.flatMap({ IPAddress($0) }) else { continue }
      if !addresses.contains(address) { addresses.append(address) }
    }
    return addresses
  }
}

/// The look-up of a host found no address.
struct UnknownHost: Error {
  let host: String
  let cause: String
}
