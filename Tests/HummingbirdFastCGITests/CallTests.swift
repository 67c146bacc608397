import Foundation
import Hummingbird
import HummingbirdFastCGI
import NIOCore
import TestSupport
import Testing

/// Programs of the same machine that call the responder themselves.
@Suite struct CallTests {
  private let parameters = [
    "REQUEST_METHOD": "POST", "REQUEST_URI": "/", "HTTP_HOST": "reprise.test",
  ]

  @Test func `a call is answered with the status and the body`() async throws {
    try await withFastCGI { request, _ in
      Response(
        status: .conflict, body: ResponseBody(byteBuffer: ByteBuffer(string: request.uri.path)))
    } _: { client in
      let answer = try await call(
        client.socket, parameters.merging(["REQUEST_URI": "/alice"]) { $1 })
      #expect(answer.status == 409)
      #expect(String(decoding: answer.body, as: UTF8.self) == "/alice")
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 3 << 20])
  func `bodies of any length go there and come back`(length: Int) async throws {
    let body = (0..<length).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }
    try await withFastCGI(handler: NginxTests.echo) { client in
      let answer = try await call(
        client.socket, parameters.merging(["CONTENT_LENGTH": "\(length)"]) { $1 }, body)
      #expect(answer.status == 200)
      #expect(answer.body == body)
    }
  }

  @Test(arguments: [0, 127, 128, 70_000])
  func `parameters of any length arrive`(length: Int) async throws {
    let value = String(repeating: "A", count: length)
    try await withFastCGI { request, _ in
      Response(text: request.headers[.authorization] ?? "none")
    } _: { client in
      let answer = try await call(
        client.socket, parameters.merging(["HTTP_AUTHORIZATION": value]) { $1 })
      #expect(String(decoding: answer.body, as: UTF8.self) == value)
    }
  }

  @Test func `where nobody listens the call says so`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("nobody.sock")
    await #expect(throws: FastCGIServerError.system(call: "connect", path: path, code: ENOENT)) {
      try await call(path, parameters)
    }
  }

  @Test func `a path that is too long for a socket is refused`() async throws {
    let path = "/" + String(repeating: "a", count: 200)
    await #expect(throws: FastCGIServerError.pathTooLong(path: path, limit: 107)) {
      try await call(path, parameters)
    }
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\n\r\n", "\u{1}\u{6}\u{0}\u{1}\u{0}\u{9}\u{0}\u{0}Status:",
  ])
  func `an answer that breaks off, or is no FastCGI, is an error`(bytes: String) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("broken.sock")
    let listener = try FastCGIListener.bind(path: path)
    defer { close(listener) }
    async let peer: Void = onThread {
      let connection = accept(listener, nil, nil)
      // What was sent is read, or closing would reset the connection.
      var piece = [UInt8](repeating: 0, count: 4096)
      _ = recv(connection, &piece, piece.count, 0)
      _ = send(connection, bytes, bytes.utf8.count, Int32(MSG_NOSIGNAL))
      close(connection)
    }
    await #expect(throws: FastCGIServerError.system(call: "recv", path: path, code: EPROTO)) {
      try await call(path, parameters)
    }
    try await peer
  }

  @Test func `a responder that says nothing is waited for no longer than told`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("silent.sock")
    let listener = try FastCGIListener.bind(path: path)
    defer { close(listener) }
    await #expect(throws: FastCGIServerError.system(call: "recv", path: path, code: EAGAIN)) {
      try await call(path, parameters, patience: 1)
    }
  }

  @discardableResult
  private func call(
    _ path: String, _ parameters: [String: String], _ body: [UInt8] = [], patience: Int = 100
  ) async throws -> FastCGICall.Answer {
    let call = FastCGICall(parameters: parameters, body: body)
    return try await onThread { try call.send(to: path, patience: patience) }
  }
}
