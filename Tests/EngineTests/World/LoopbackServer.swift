import Glibc
import Synchronization

/// An HTTP server on 127.0.0.1 that answers each connection with the same bytes, and keeps what
/// was asked.
final class LoopbackServer: Sendable {
  /// What is done with a connection once its request was read.
  enum Answer: Sendable {
    case bytes(String)
    /// Headers, each a line, and a body of any bytes.
    case body([UInt8], headers: [String])
    /// So many bytes of body after a head that does not say how many.
    case long(Int)
    /// Begins an answer and closes before it is complete.
    case broken
    /// What is made of the request, head and body.
    case script(@Sendable (String) -> String)
    /// Says nothing until the client goes away.
    case silence
  }

  let port: Int
  private let listener: Int32
  private let answer: Answer
  private let state = Mutex<[String]>([])

  init(_ answer: Answer) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) | listen(listener, 16) | getsockname(listener, $0, &length)
      }
    }
    guard status == 0 else { throw NoServer(errno: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  struct NoServer: Error { let errno: Int32 }

  /// The requests so far, as they came.
  var requests: [String] { state.withLock { $0 } }

  /// Serves while the work is done.
  func serving<Value>(_ work: (LoopbackServer) async throws -> Value) async rethrows -> Value {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<LoopbackServer>.fromOpaque(context).takeRetainedValue().acceptAll()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    defer {
      shutdown(listener, Int32(SHUT_RDWR))
      pthread_join(thread, nil)
      close(listener)
    }
    return try await work(self)
  }

  private func acceptAll() {
    while case let connection = accept(listener, nil, nil), connection >= 0 {
      let request = read(connection)
      state.withLock { $0.append(request) }
      reply(to: request, connection)
      close(connection)
    }
  }

  private func reply(to request: String, _ connection: Int32) {
    switch answer {
    case .script(let answer): write(Array(answer(request).utf8), connection)
    case .bytes(let text): write(Array(text.utf8), connection)
    case .body(let bytes, let headers):
      let head = ["HTTP/1.1 200 OK"] + headers + ["Content-Length: \(bytes.count)", "", ""]
      write(Array(head.joined(separator: "\r\n").utf8) + bytes, connection)
    case .long(let count):
      write(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8), connection)
      write(Array(repeating: UInt8(ascii: "x"), count: count), connection)
    case .broken:
      write(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".utf8), connection)
    case .silence:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
    }
  }

  /// Reads the head, and as much of a body as its length says.
  private func read(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
      let length =
        text[..<end.lowerBound].lowercased().split(separator: "content-length: ").dropFirst().first
        .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
      if text[end.upperBound...].utf8.count >= length { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ bytes: [UInt8], _ connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
