import CFastCGI
import HTTPTypes
import NIOCore

/// Writes answers as CGI responses, RFC 3875 section 6. `HTTPTypes` lets no control character into
/// a value or a reason, so none can end a line.
struct AnswerWriter {
  private var head = ByteBuffer()

  /// Writes the answer and ends the request.
  /// - Returns: whether all of it went to the web server.
  mutating func write(_ answer: Answer, to request: UnsafeMutablePointer<FCGX_Request>) -> Bool {
    head.clear()
    head.writeHead(of: answer)
    guard head.put(to: request.pointee.out), answer.body?.put(to: request.pointee.out) ?? true
    else { return false }
    // The error stream goes first, so that the last of the output and the end of the request
    // leave in one write.
    FCGX_FClose(request.pointee.err)
    return FCGX_FClose(request.pointee.out) == 0
  }
}

extension ByteBuffer {
  fileprivate mutating func writeHead(of answer: Answer) {
    writeString("Status: ")
    writeString(String(answer.status.code))
    writeString(" ")
    writeString(answer.status.reasonPhrase)
    writeString("\r\n")
    for field in answer.headers where answer.body == nil || field.name != .contentLength {
      writeString(field.name.rawName)
      writeString(": ")
      _ = field.withUnsafeBytesOfValue { writeBytes($0) }
      writeString("\r\n")
    }
    if let body = answer.body {
      writeString("content-length: ")
      writeString(String(body.readableBytes))
      writeString("\r\n")
    }
    writeString("\r\n")
  }

  /// Hands the bytes to libfcgi; `false` where the web server has left.
  fileprivate func put(to stream: UnsafeMutablePointer<FCGX_Stream>?) -> Bool {
    withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        // libfcgi counts in 32 bits.
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
        let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard FCGX_PutStr(start, Int32(clamping: piece.count), stream) == piece.count else {
          return false
        }
        rest = rest.dropFirst(piece.count)
      }
      return true
    }
  }
}
