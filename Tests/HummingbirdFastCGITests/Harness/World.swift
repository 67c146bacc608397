import Foundation
import Hummingbird
import HummingbirdFastCGI
import Logging
import NIOCore
import ServiceLifecycle
import TestSupport

/// A context that keeps what it was made from.
struct TestContext: RequestContext {
  typealias Source = FastCGIRequestContextSource

  var coreContext: CoreRequestContextStorage
  let source: FastCGIRequestContextSource

  init(source: FastCGIRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    self.source = source
  }
}

typealias Handler = @Sendable (Request, TestContext) async throws -> Response

extension Response {
  init(text: String) {
    self.init(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// Says nothing, but keeps what it is told, as the request's id needs.
let quiet = {
  var logger = Logger(label: "test", factory: StreamLogHandler.standardError(label:))
  logger.logLevel = .critical
  return logger
}()

func configuration(_ listener: FastCGIListener, threads: Int = 4) -> FastCGIServerConfiguration {
  FastCGIServerConfiguration(listener: listener, threads: threads)
}

/// Runs a server for as long as `body` runs, and returns when it has ended.
func withServer<Value: Sendable>(
  _ configuration: FastCGIServerConfiguration, handler: @escaping Handler,
  _ body: () async throws -> Value
) async throws -> Value {
  let server = FastCGIServer(
    responder: CallbackResponder(callback: handler), configuration: configuration, logger: quiet)
  let group = ServiceGroup(services: [server], logger: quiet)
  async let running: Void = group.run()
  do {
    let value = try await body()
    await group.triggerGracefulShutdown()
    try await running
    return value
  } catch {
    await group.triggerGracefulShutdown()
    try await running
    throw error
  }
}

/// Runs a server on a bound socket; `body` speaks FastCGI to it.
/// - Parameter change: what the server is told besides.
func withFastCGI<Value: Sendable>(
  threads: Int = 4, maxBodySize: Int = 8 << 20,
  change: (inout FastCGIServerConfiguration) -> Void = { _ in },
  handler: @escaping Handler, _ body: (FastCGIClient) async throws -> Value
) async throws -> Value {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  let socket = folder.file("fastcgi.sock")
  let descriptor = try FastCGIListener.bind(path: socket)
  defer { close(descriptor) }
  var told = configuration(.inherited(descriptor: descriptor), threads: threads)
  told.maxBodySize = maxBodySize
  change(&told)
  return try await withServer(told, handler: handler) {
    try await body(FastCGIClient(socket: socket))
  }
}

/// Runs a server with nginx before it; `body` speaks HTTP to nginx.
func withNginx<Value: Sendable>(
  threads: Int = 4, maxBodySize: Int = 8 << 20,
  handler: @escaping Handler, _ body: (HTTPClient) async throws -> Value
) async throws -> Value {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  return try await withFastCGI(threads: threads, maxBodySize: maxBodySize, handler: handler) {
    server in
    let socket = folder.file("http.sock")
    let nginx = try await Nginx.start(
      in: folder, listen: "unix:\(socket)",
      isReady: { (try? Connection(to: socket)) != nil }, upstreams: ["/": server.socket])
    do {
      let value = try await body(HTTPClient(socket: socket))
      try await nginx.stop()
      return value
    } catch {
      try await nginx.stop()
      throw error
    }
  }
}
