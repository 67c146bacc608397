import Hummingbird
import HummingbirdFastCGI
import NIOCore
import Testing

/// Requests that nginx never sends.
@Suite struct RequestTests {
  @Test(arguments: ["/%zz%", "/../..", "*", "", "http://x:y:z/?", "/a?%ff#b", "\u{0}", "?", "://"])
  func `odd targets reach the handler`(target: String) async throws {
    try await withFastCGI { request, _ in
      Response(text: "\(request.uri.path) \(request.uri.queryParameters.count)")
    } _: { client in
      let reply = try await client.send(FastCGIClient.parameters("GET", target))
      #expect(reply.status == 200)
    }
  }

  @Test(arguments: ["", "GET /", "GÉT", "A\r\nB", "\u{1}"])
  func `a method that is no token is a 400`(method: String) async throws {
    try await refuses(FastCGIClient.parameters(method), with: 400)
  }

  @Test(arguments: ["REQUEST_METHOD", "REQUEST_URI"])
  func `a missing parameter is a 400`(name: String) async throws {
    try await refuses(
      FastCGIClient.parameters().filter { $0.name != Array(name.utf8) }, with: 400)
  }

  @Test(arguments: ["-1", "+5", "5 ", "0x5", "1e3", "five", "٥"])
  func `a content length that is no number is a 400`(length: String) async throws {
    try await refuses(announcing(length), body: Array("Alice".utf8), with: 400)
  }

  @Test(arguments: ["4", "6", "0"])
  func `a body of another length than announced is a 400`(length: String) async throws {
    try await refuses(announcing(length), body: Array("Alice".utf8), with: 400)
  }

  @Test func `a content length beyond all numbers is too much`() async throws {
    try await refuses(announcing("99999999999999999999999"), body: [1], with: 413)
  }

  @Test(arguments: [nil, ""] as [String?])
  func `a body of no announced length is read to its end`(length: String?) async throws {
    let parameters = FastCGIClient.parameters("POST")
    try await withFastCGI(handler: NginxTests.echo) { client in
      let reply = try await client.send(
        length.map { parameters + [named("CONTENT_LENGTH", $0)] } ?? parameters,
        body: Array("Alice".utf8))
      #expect(reply.text == "Alice")
    }
  }

  @Test func `a body of no announced length has its limit too`() async throws {
    try await withFastCGI(maxBodySize: 100_000, handler: NginxTests.echo) { client in
      for (size, status) in [(100_000, 200), (100_001, 413), (3 << 20, 413)] {
        let reply = try await client.send(
          FastCGIClient.parameters("POST"), body: [UInt8](repeating: 65, count: size))
        #expect(reply.status == status)
      }
    }
  }

  @Test func `a thousand header fields pass and one more is a 431`() async throws {
    let fields = (0..<1001).map { named("HTTP_X_\($0)", "\($0)") }
    try await withFastCGI { request, _ in
      Response(text: "\(request.headers.count)")
    } _: { client in
      let most = try await client.send(FastCGIClient.parameters() + fields.dropLast())
      #expect(most.text == "1000")
    }
    try await refuses(FastCGIClient.parameters() + fields, with: 431)
  }

  @Test func `what cannot be read is answered as the server was told to`() async throws {
    let many = (0..<1001).map { named("HTTP_X_\($0)", "\($0)") }
    let nameless = FastCGIClient.parameters().filter { $0.name != Array("REQUEST_URI".utf8) }
    func telling(_ told: inout FastCGIServerConfiguration) {
      told.unreadable = { target, status in
        Response(
          status: status,
          body: ResponseBody(byteBuffer: ByteBuffer(string: "\(target ?? "nothing") is none")))
      }
    }
    try await withFastCGI(change: telling) { _, _ in
      Response(status: .ok)
    } _: { client in
      for (parameters, status, text) in [
        (FastCGIClient.parameters("GET", "/alice") + many, 431, "/alice is none"),
        (FastCGIClient.parameters("GÉT", "/alice"), 400, "/alice is none"),
        (nameless, 400, "nothing is none"),
      ] {
        let reply = try await client.send(parameters)
        #expect(reply.status == status && reply.text == text)
      }
    }
  }

  @Test func `bytes that are no UTF-8 and names that are no tokens trap nothing`() async throws {
    let odd: [(name: [UInt8], value: [UInt8])] = [
      (Array("HTTP_X_RAW".utf8), [0xff, 0xc3, 0x28, 0x0d, 0x0a, 0x80]),
      (Array("HTTP_".utf8), [1]), (Array("HTTP_:PATH".utf8), [2]),
      (Array("HTTP_X Y".utf8), [3]), ([0xff, 0xfe], [0xfd]), ([], []), ([0x3d], [0x3d]),
      (Array("REMOTE_ADDR".utf8), [0x31, 0xff]),
    ]
    try await withFastCGI { request, context in
      #expect(request.headers.count == 1)
      #expect(context.source.parameters["REMOTE_ADDR"] == "1\u{fffd}")
      #expect(context.source.parameters["NOBODY"] == nil)
      return try await NginxTests.mirror(request, context)
    } _: { client in
      let reply = try await client.send(FastCGIClient.parameters() + odd)
      #expect(reply.status == 200)
      #expect(reply.text.contains("x-raw: "))
      #expect(!reply.body.contains(0x0d))
    }
  }

  @Test func `the server's own parameters win over the client's fields`() async throws {
    let parameters = [
      named("HTTP_CONTENT_LENGTH", "7"), named("HTTP_CONTENT_TYPE", "text/html"),
      named("CONTENT_LENGTH", ""), named("CONTENT_TYPE", "text/plain"),
      named("HTTP_PROXY", "http://evil"), named("HTTPS", "on"),
    ]
    try await withFastCGI(handler: NginxTests.mirror) { client in
      let reply = try await client.send(FastCGIClient.parameters() + parameters)
      #expect(reply.text == "GET / reprise.test https\ncontent-type: text/plain")
    }
  }

  @Test func `a connection that breaks off anywhere harms nobody else`() async throws {
    let whole =
      FastCGIClient.begin + FastCGIClient.encode(announcing("5"))
      + FastCGIClient.stream(5, Array("Alice".utf8))
    try await withFastCGI(threads: 2, handler: NginxTests.echo) { client in
      for end in stride(from: 0, to: whole.count, by: 3) {
        try Connection(to: client.socket).send(Array(whole[..<end]))
      }
      let reply = try await client.send(announcing("5"), body: Array("Alice".utf8))
      #expect(reply.text == "Alice")
    }
  }

  @Test func `a request that comes slowly is answered`() async throws {
    let bytes =
      FastCGIClient.begin + FastCGIClient.encode(announcing("5"))
      + FastCGIClient.stream(5, Array("Alice".utf8))
    try await withFastCGI(handler: NginxTests.echo) { client in
      let connection = try Connection(to: client.socket)
      // Longer in all than a thread waits in accept.
      for piece in stride(from: 0, to: bytes.count, by: 16) {
        try connection.send(Array(bytes[piece..<min(piece + 16, bytes.count)]))
        try await Task.sleep(for: .milliseconds(100))
      }
      let reply = try await onThread { try Reply(FastCGIClient.output(connection.receive())) }
      #expect(reply.text == "Alice")
    }
  }

  private func refuses(
    _ parameters: [(name: [UInt8], value: [UInt8])], body: [UInt8] = [], with status: Int
  ) async throws {
    try await withFastCGI { _, _ in
      Issue.record("the handler was asked")
      return Response(status: .ok)
    } _: { client in
      let reply = try await client.send(parameters, body: body)
      #expect(reply.status == status)
    }
  }

  private func announcing(_ length: String) -> [(name: [UInt8], value: [UInt8])] {
    FastCGIClient.parameters("POST") + [named("CONTENT_LENGTH", length)]
  }

  private func named(_ name: String, _ value: String) -> (name: [UInt8], value: [UInt8]) {
    (Array(name.utf8), Array(value.utf8))
  }
}
