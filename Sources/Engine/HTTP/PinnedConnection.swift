import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One request to one address that was checked before: no second look-up, no proxy, no redirect.
struct PinnedConnection: Sendable {
  let host: String
  let address: IPAddress

  /// How much of a body is read.
  static let bodyLimit = 1 << 20

  /// - Parameter contact: told when a connection stands, from when on something may have been sent.
  func send(
    _ request: HTTPToolRequest, timeout: TimeAmount, contact: Contact
  ) async throws -> HTTPAnswer {
    let client = HTTPClient(
      eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
      configuration: configuration(timeout: timeout, contact: contact))
    do {
      let answer = try await read(
        try await client.execute(HTTPClientRequest(request), timeout: timeout))
      try await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private func configuration(timeout: TimeAmount, contact: Contact) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: min(timeout, .seconds(10))))
    configuration.httpVersion = .http1Only
    configuration.dnsOverride = [host: "\(address)"]
    configuration.connectionPool.retryConnectionEstablishment = false
    // Runs when the connection stands and before anything is sent on it. The check of the peer
    // closes what a host read differently by the client would open.
    configuration.http1_1ConnectionDebugInitializer = { [address] channel in
      guard channel.remoteAddress?.ipAddress.flatMap(IPAddress.init) == address else {
        return channel.eventLoop.makeFailedFuture(UncheckedAddress())
      }
      contact.make()
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    return configuration
  }

  private func read(_ response: HTTPClientResponse) async throws -> HTTPAnswer {
    var body: [UInt8] = []
    var isCut = false
    for try await part in response.body {
      let room = PinnedConnection.bodyLimit - body.count
      body.append(contentsOf: part.readableBytesView.prefix(room))
      if part.readableBytes > room {
        isCut = true
        break
      }
    }
    try Task.checkCancellation()
    return HTTPAnswer(
      status: Int(response.status.code), phrase: response.status.reasonPhrase,
      headers: response.headers.map { (name: $0.name, value: $0.value) }, body: body, isCut: isCut)
  }
}

/// Whether a connection was ever made for a call: without one, nothing was sent.
final class Contact: Sendable {
  private let made = Atomic(false)

  var isMade: Bool { made.load(ordering: .acquiring) }

  func make() { made.store(true, ordering: .releasing) }
}

/// The client connected to an address that nobody checked.
private struct UncheckedAddress: Error {}

extension HTTPClientRequest {
  fileprivate init(_ request: HTTPToolRequest) {
    self.init(url: request.url)
    method = HTTPMethod(rawValue: request.method)
    headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
    if let body = request.body { self.body = .bytes(body) }
  }
}

extension Error {
  /// What went wrong with a connection, in a few words.
  var inWords: String {
    switch self {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as HTTPClientError: error.shortDescription
    case is UncheckedAddress: "it led to an address that was not checked"
    default: "\(self)"
    }
  }
}
