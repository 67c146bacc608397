import Glibc
import NIOPosix

/// Looks a host's addresses up, by `getaddrinfo(3)`, on a thread that may block.
enum HostResolver {
  /// - Parameter host: a name or a numeric address, in any form that the C library reads.
  /// - Returns: the addresses in the order of preference (RFC 6724), each once.
  static func addresses(of host: String) async throws -> [IPAddress] {
    try await NIOThreadPool.singleton.runIfActive { try lookUp(host) }
  }

  private static func lookUp(_ host: String) throws(UnknownHost) -> [IPAddress] {
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
