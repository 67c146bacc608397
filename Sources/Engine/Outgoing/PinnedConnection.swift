import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import OrderedJSON

/// A connection to one address that was checked before: no second look-up, no proxy, no redirect. It
/// opens with its first request; others may follow, one after another, and it is closed in the end.
final class PinnedConnection: Sendable {
  let place: ConnectionPlace
  private let wire = Wire()
  private let client: HTTPClient

  /// - Parameters:
  ///   - seconds: in which it comes about, at most.
  ///   - authorities: whose certificates are good, in PEM; `nil`: the machine's.
  init(
    to place: ConnectionPlace, within seconds: Int, by deadline: Deadline,
    trusting authorities: String?
  ) {
    self.place = place
    client = HTTPClient(
      eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
      configuration: .init(
        to: place, over: wire, within: seconds, by: deadline, trusting: authorities))
  }

  /// Whether the other side has not closed it.
  var isOpen: Bool { wire.isOpen }

  /// An answer as far as it was read.
  struct Reading: Sendable {
    let answer: HTTPAnswer
    /// Whether that is all of it, so that another request may follow.
    let isWhole: Bool
  }

  /// - Parameter contact: told when something is sent, and when an answer begins.
  func send(
    _ request: OutgoingRequest, by deadline: Deadline, contact: Contact,
    isEnough: (@Sendable ([UInt8]) -> Bool)?
  ) async throws -> Reading {
    wire.hold(request, contact: contact)
    let response = try await client.execute(
      HTTPClientRequest(request), timeout: TimeAmount(deadline.remaining))
    contact.answer()
    return try await read(response, isEnough: isEnough)
  }

  private func read(
    _ response: HTTPClientResponse, isEnough: (@Sendable ([UInt8]) -> Bool)?
  ) async throws -> Reading {
    var body: [UInt8] = []
    var (isCut, isWhole) = (false, true)
    for try await part in response.body {
      let room = Limits.answerBodyBytes - body.count
      body.append(contentsOf: part.readableBytesView.prefix(room))
      isCut = part.readableBytes > room
      if isCut || isEnough?(body) == true {
        isWhole = false
        break
      }
    }
    try Task.checkCancellation()
    let answer = HTTPAnswer(
      status: Int(response.status.code), phrase: response.status.reasonPhrase,
      headers: response.headers.map { (name: $0.name, value: $0.value) }, body: body, isCut: isCut)
    return Reading(answer: answer, isWhole: isWhole)
  }

  /// Returns when nothing is sent on it any more.
  func close() async { try? await client.shutdown() }
}

extension HTTPClient.Configuration {
  fileprivate init(
    to place: ConnectionPlace, over wire: Wire, within seconds: Int, by deadline: Deadline,
    trusting authorities: String?
  ) {
    let most = TimeAmount.seconds(Int64(seconds))
    self.init(
      redirectConfiguration: .disallow,
      timeout: .init(connect: min(TimeAmount(deadline.remaining), most)))
    if let authorities {
      let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(authorities.utf8))
      var secure = TLSConfiguration.makeClientConfiguration()
      secure.trustRoots = .certificates(certificates ?? [])
      tlsConfiguration = secure
    }
    httpVersion = .http1Only
    dnsOverride = [place.host: "\(place.address)"]
    connectionPool.retryConnectionEstablishment = false
    connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    // Runs when the connection stands and before anything is sent on it. The check of the peer
    // closes what a host read differently by the client would open.
    http1_1ConnectionDebugInitializer = { channel in
      guard channel.remoteAddress?.ipAddress.flatMap(IPAddress.init) == place.address else {
        channel.close(promise: nil)
        return channel.eventLoop.makeFailedFuture(UncheckedAddress())
      }
      return channel.eventLoop.submit {
        let pipeline = channel.pipeline.syncOperations
        if place.scheme == "https",
          try pipeline.nioSSL_peerCertificate()?.isOf(host: place.host) != true
        {
          channel.close(promise: nil)
          throw OtherHost()
        }
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandler(HeadAsRecorded(wire), position: .after(encoder))
        wire.open()
        channel.closeFuture.whenComplete { _ in wire.close() }
      }
    }
  }
}

/// The client connected to an address that nobody checked.
struct UncheckedAddress: Error {}

/// The other side has proved to be another host than it was asked for.
struct OtherHost: Error {}

extension HTTPClientRequest {
  /// With what the client has to know of the request; the head is put in place later.
  fileprivate init(_ request: OutgoingRequest) {
    self.init(url: "\(request.url.scheme)://\(request.url.authority)/")
    method = HTTPMethod(rawValue: request.method)
    headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
    if let bytes = request.body { body = .bytes(bytes) }
  }
}
