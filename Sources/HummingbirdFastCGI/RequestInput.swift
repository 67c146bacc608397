import CFastCGI
import NIOCore

/// The body of a request, as FCGI_STDIN brings it.
struct RequestInput {
  let stream: UnsafeMutablePointer<FCGX_Stream>?

  enum Body: Sendable {
    case whole(ByteBuffer)
    /// It is over the limit. What came of it was dropped.
    case oversized
  }

  /// Reads the body to its end and checks that nothing is missing.
  /// - Parameters:
  ///   - length: `CONTENT_LENGTH` as it came; empty or `nil` where the client did not say.
  ///   - limit: in bytes.
  func read(length: String?, limit: Int) throws(RequestFault) -> Body {
    let announced = try Self.announced(length)
    // What is left unread is read and dropped by libfcgi when it closes the connection.
    if let announced, announced > limit { return .oversized }
    var body = ByteBuffer()
    if let announced { body.reserveCapacity(announced) }
    repeat {
      // One byte more than the limit tells a body that is over it.
      let wanted = min(Self.piece, limit - body.readableBytes + 1)
      guard body.append(upTo: wanted, from: stream) == wanted else { break }
    } while body.readableBytes <= limit
    if body.readableBytes > limit { return .oversized }
    let code = FCGX_GetError(stream)
    guard code == 0 else { throw .connection(code: code) }
    if let announced, announced != body.readableBytes {
      throw .bodyLength(received: body.readableBytes, announced: announced)
    }
    return .whole(body)
  }

  /// The number that a `CONTENT_LENGTH` says, RFC 3875 section 4.1.2: digits alone.
  private static func announced(_ length: String?) throws(RequestFault) -> Int? {
    guard let length, !length.isEmpty else { return nil }
    guard length.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw .contentLength(length)
    }
    return Int(length) ?? .max
  }

  private static let piece = 64 << 10
}

extension ByteBuffer {
  /// Appends what the stream has, waiting for it; fewer bytes only at its end or failure.
  fileprivate mutating func append(
    upTo count: Int, from stream: UnsafeMutablePointer<FCGX_Stream>?
  ) -> Int {
    writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
      let start = space.baseAddress?.assumingMemoryBound(to: CChar.self)
      return Int(FCGX_GetStr(start, Int32(clamping: count), stream))
    }
  }
}
