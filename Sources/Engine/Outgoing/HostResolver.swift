import Automations
import Glibc
import NIOPosix
import OrderedJSON
import Workflows

/// Looks hosts' addresses up, a bounded number at a time, each on a thread that may block: nothing
/// ends `getaddrinfo` before its name servers answer.
struct HostResolver: Sendable {
  /// Asks for a name's addresses, and blocks until they come.
  private let lookUp: @Sendable (String) throws -> [IPAddress]
  private let shares = Slots(each: Limits.lookUpsPerUser)

  init(lookUp: @escaping @Sendable (String) throws -> [IPAddress]) { self.lookUp = lookUp }

  /// For look-ups alone: one hangs as long as its name servers do, and must hold up no other work. A
  /// thread that waits costs some kilobytes.
  private static let pool: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: Limits.lookUps)
    pool.start()
    return pool
  }()

  /// Returns when its task is cancelled, though the thread may be held up still: a look-up that has
  /// begun keeps its place in the person's share as long as its thread, one that has not gives its
  /// place back.
  /// - Parameters:
  ///   - host: a name or a numeric address, in any form that `lookUp` reads.
  ///   - userID: whose share of the look-ups it is taken from.
  func addresses(of host: String, for userID: String) async throws -> [IPAddress] {
    if let address = IPAddress(host) { return [address] }
    let place = try await shares.slot(of: userID)
    let (answers, answer) = AsyncStream.makeStream(of: Result<[IPAddress], any Error>.self)
    let asking = Task { [lookUp] in
      defer { place.free() }
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
      throw UnknownHost(status: status)
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
  /// Why, in a few words.
  let cause: String

  /// - Parameter status: what `getaddrinfo(3)` gave.
  fileprivate init(status: Int32) {
    cause =
      switch status {
      case EAI_NONAME: "no address has that name"
      case EAI_AGAIN: "its name servers did not answer"
      case EAI_FAIL: "its name servers answered with an error"
      case EAI_MEMORY, EAI_SYSTEM: "this machine could not ask for it"
      default: "it is no name that could be asked for"
      }
  }
}
