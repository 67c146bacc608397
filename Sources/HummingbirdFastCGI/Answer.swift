import HTTPTypes
import Hummingbird
import NIOCore

/// A response whose body has been produced.
struct Answer: Sendable {
  let status: HTTPResponse.Status
  let headers: HTTPFields
  /// `nil` where none is sent and the headers stand as they are: to HEAD, and for 204 and 304.
  let body: ByteBuffer?
}

extension Answer {
  /// An answer with an empty body.
  init(status: HTTPResponse.Status) {
    self.init(status: status, headers: [:], body: ByteBuffer())
  }

  /// Produces the body of a response. Trailing fields are dropped: CGI has none.
  /// - Throws: what producing the body throws.
  init(_ response: Response, to method: HTTPRequest.Method) async throws {
    var body: ByteBuffer?
    if method != .head, response.status != .noContent, response.status != .notModified {
      let collected = Collected()
      try await response.body.write(Collector(collected: collected))
      body = collected.buffer
    }
    self.init(status: response.status, headers: response.headers, body: body)
  }
}

/// Gathers a body in memory.
private struct Collector: ResponseBodyWriter {
  let collected: Collected

  func write(_ buffer: ByteBuffer) {
    // Most bodies are one buffer, which need not be copied.
    if collected.buffer.readableBytes == 0 {
      collected.buffer = buffer
    } else {
      collected.buffer.writeImmutableBuffer(buffer)
    }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) {}
}

private final class Collected {
  var buffer = ByteBuffer()
}
