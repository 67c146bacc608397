import CFastCGI
import Glibc

/// A request to a responder, sent over its socket as a web server sends it (FastCGI specification,
/// 1996, sections 3 to 6): for programs of the same machine, which need no web server to find it.
package struct FastCGICall: Sendable {
  /// As CGI has them (RFC 3875): `REQUEST_METHOD`, `REQUEST_URI` and so on.
  package let parameters: [String: String]
  package let body: [UInt8]

  package init(parameters: [String: String], body: [UInt8] = []) {
    self.parameters = parameters
    self.body = body
  }

  /// What a responder answers.
  package struct Answer: Sendable {
    /// Of HTTP; 200 where the responder says none (RFC 3875, 6.3.3).
    package let status: Int
    package let body: [UInt8]
  }

  /// Longer answers are none for programs.
  private static let longestAnswer = 8 << 20

  /// Sends it and waits for the answer; the thread waits with it.
  /// - Parameters:
  ///   - path: of the responder's socket.
  ///   - patience: in seconds, for each part of the answer.
  /// - Throws: `FastCGIServerError.pathTooLong`; `.system` where nobody listens, or the answer breaks
  ///   off or is no FastCGI.
  package func send(to path: String, patience: Int) throws(FastCGIServerError) -> Answer {
    let address = try UnixAddress(path)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .system(call: "socket", path: path, code: errno) }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    guard address.call(connect, descriptor) == 0 else {
      throw .system(call: "connect", path: path, code: errno)
    }
    var rest = records[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw .system(call: "send", path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
    return try answer(from: descriptor, of: path)
  }

  private func answer(
    from descriptor: Int32, of path: String
  ) throws(FastCGIServerError) -> Answer {
    var (pending, output): ([UInt8], [UInt8]) = ([], [])
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while output.count <= FastCGICall.longestAnswer {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count >= 0 else { throw .system(call: "recv", path: path, code: errno) }
      pending += piece.prefix(count)
      if FastCGICall.takeRecords(from: &pending, to: &output) { return Answer(output: output) }
      if count == 0 { break }
    }
    throw .system(call: "recv", path: path, code: EPROTO)
  }

  private var records: [UInt8] {
    let pairs = parameters.flatMap { name, value in
      FastCGICall.length(name) + FastCGICall.length(value) + Array(name.utf8) + Array(value.utf8)
    }
    return FastCGICall.record(FCGI_BEGIN_REQUEST, [0, UInt8(FCGI_RESPONDER), 0, 0, 0, 0, 0, 0])
      + FastCGICall.stream(FCGI_PARAMS, pairs) + FastCGICall.stream(FCGI_STDIN, body)
  }

  /// Section 3.4: one byte up to 127, else four.
  private static func length(_ text: String) -> [UInt8] {
    let count = UInt32(clamping: text.utf8.count)
    guard count > 127 else { return [UInt8(count)] }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: (count | 1 << 31) >> $0) }
  }

  /// A stream's records, with the empty one that ends it.
  private static func stream(_ type: Int32, _ content: [UInt8]) -> [UInt8] {
    let size = 1 << 15
    let pieces = stride(from: 0, to: content.count, by: size).flatMap {
      record(type, content[$0...].prefix(size))
    }
    return pieces + record(type, [])
  }

  /// Of request 1, the only one of its connection.
  private static func record(_ type: Int32, _ content: some Collection<UInt8>) -> [UInt8] {
    let count = UInt16(clamping: content.count)
    return [UInt8(FCGI_VERSION_1), UInt8(type), 0, 1, UInt8(count >> 8), UInt8(count & 255), 0, 0]
      + content
  }

  /// Takes the whole records that have come, and adds to the output what their FCGI_STDOUT carries.
  /// - Returns: whether the answer has ended.
  private static func takeRecords(from bytes: inout [UInt8], to output: inout [UInt8]) -> Bool {
    var rest = bytes[...]
    defer { bytes = Array(rest) }
    while rest.count >= 8 {
      let header = Array(rest.prefix(8))
      let length = Int(header[4]) << 8 | Int(header[5])
      if header[1] == UInt8(FCGI_END_REQUEST) { return true }
      let size = 8 + length + Int(header[6])
      guard rest.count >= size else { return false }
      if header[1] == UInt8(FCGI_STDOUT) { output += rest.dropFirst(8).prefix(length) }
      rest = rest.dropFirst(size)
    }
    return false
  }
}

extension FastCGICall.Answer {
  /// - Parameter output: a CGI response: lines of its head, an empty one, the body.
  fileprivate init(output: [UInt8]) {
    var status = 200
    var rest = output[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { break }
      if words[0].lowercased() == "status:", words.count > 1 { status = Int(words[1]) ?? status }
    }
    self.init(status: status, body: Array(rest))
  }
}
