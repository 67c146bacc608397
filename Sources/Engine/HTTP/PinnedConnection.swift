import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import OrderedJSON
import Synchronization
import Workflows

/// One request to one address that was checked before: no second look-up, no proxy, no redirect.
struct PinnedConnection: Sendable {
  let host: String
  let address: IPAddress

  /// - Parameter contact: told when a connection stands, from when on something may have been sent.
  func send(
    _ request: HTTPToolRequest, timeout: TimeAmount, contact: Contact
  ) async throws -> HTTPAnswer {
    let client = HTTPClient(
      eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
      configuration: configuration(request, timeout: timeout, contact: contact))
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

  private func configuration(
    _ request: HTTPToolRequest, timeout: TimeAmount, contact: Contact
  ) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: min(timeout, .seconds(Int64(Limits.stepSeconds.connecting)))))
    configuration.httpVersion = .http1Only
    configuration.dnsOverride = [host: "\(address)"]
    configuration.connectionPool.retryConnectionEstablishment = false
    // Runs when the connection stands and before anything is sent on it. The check of the peer
    // closes what a host read differently by the client would open.
    configuration.http1_1ConnectionDebugInitializer = { [address] channel in
      guard channel.remoteAddress?.ipAddress.flatMap(IPAddress.init) == address else {
        return channel.eventLoop.makeFailedFuture(UncheckedAddress())
      }
      return channel.eventLoop.submit {
        let pipeline = channel.pipeline.syncOperations
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandler(HeadAsRecorded(request), position: .after(encoder))
        contact.make()
      }
    }
    return configuration
  }

  private func read(_ response: HTTPClientResponse) async throws -> HTTPAnswer {
    var body: [UInt8] = []
    var isCut = false
    for try await part in response.body {
      let room = Limits.answerBodyBytes - body.count
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
struct UncheckedAddress: Error {}

/// Puts the request's head in place as it is recorded: the client reads a URL and writes another.
private final class HeadAsRecorded: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead

  init(_ request: HTTPToolRequest) {
    head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.url.target,
      headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}

extension HTTPClientRequest {
  /// With what the client has to know of the request; the head is put in place later.
  fileprivate init(_ request: HTTPToolRequest) {
    self.init(url: "\(request.url.scheme)://\(request.url.authority)/")
    method = HTTPMethod(rawValue: request.method)
    headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
    if let bytes = request.body.bytes { body = .bytes(bytes) }
  }
}
