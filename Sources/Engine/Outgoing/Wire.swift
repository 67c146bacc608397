import NIOCore
import NIOHTTP1
import Synchronization

/// What a connection's pipeline has to know of the request that goes over it.
final class Wire: Sendable {
  private struct State {
    var head: HTTPRequestHead?
    var contact: Contact?
    var isOpen = false
  }

  private let state = Mutex(State())

  var isOpen: Bool { state.withLock { $0.isOpen } }

  func open() { state.withLock { $0.isOpen = true } }

  func close() { state.withLock { $0.isOpen = false } }

  /// Takes the request that is sent next.
  func hold(_ request: OutgoingRequest, contact: Contact) {
    let head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.url.target,
      headers: HTTPHeaders(request.headers.map { ($0.name, $0.value) }))
    state.withLock { ($0.head, $0.contact) = (head, contact) }
  }

  /// The head to send, once; from now on its request may have been taken.
  func head() -> HTTPRequestHead? {
    state.withLock { state in
      defer { (state.head, state.contact) = (nil, nil) }
      state.contact?.make()
      return state.head
    }
  }
}

/// Puts a request's head in place as it is recorded: the client reads a URL and writes another.
final class HeadAsRecorded: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private let wire: Wire

  init(_ wire: Wire) { self.wire = wire }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    guard let head = wire.head() else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return context.close(promise: nil)
    }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
