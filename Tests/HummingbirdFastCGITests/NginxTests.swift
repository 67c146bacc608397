import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdFastCGI
import NIOCore
import Synchronization
import TestSupport
import Testing

@Suite struct NginxTests {
  static let echo: Handler = { request, _ in
    Response(
      status: .ok, body: ResponseBody(byteBuffer: try await request.body.collect(upTo: 64 << 20)))
  }

  /// Method, raw path, authority and scheme, then the header fields.
  static let mirror: Handler = { request, _ in
    let head = request.head
    let first = [head.method.rawValue, head.path, head.authority, head.scheme]
      .map { $0 ?? "-" }.joined(separator: " ")
    return Response(
      text: ([first] + head.headerFields.map { "\($0.name.canonicalName): \($0.value)" })
        .joined(separator: "\n"))
  }

  @Test func `two hundred clients at once each get their own answer`() async throws {
    try await withNginx(threads: 8) { request, _ in
      Response(text: "for \(request.uri.path)")
    } _: { client in
      try await withThrowingTaskGroup { group in
        for number in 0..<200 {
          group.addTask { (number, try await client.send("GET", "/\(number)")) }
        }
        for try await (number, reply) in group {
          #expect(reply.status == 200)
          #expect(reply.text == "for /\(number)")
        }
      }
    }
  }

  @Test func `eight megabytes come and go exactly`() async throws {
    var dice = Dice(seed: 8)
    let body = (0..<(8 << 17)).flatMap { _ in
      withUnsafeBytes(of: dice.next() as UInt64, Array.init)
    }
    try await withNginx(handler: Self.echo) { client in
      let reply = try await client.send("POST", "/", body: body)
      #expect(reply.status == 200)
      #expect(reply["content-length"] == "8388608")
      #expect(reply.body == body)
    }
  }

  @Test(arguments: [nil, []] as [[UInt8]?])
  func `a missing or empty body is empty`(body: [UInt8]?) async throws {
    try await withNginx(handler: Self.echo) { client in
      let reply = try await client.send("POST", "/", body: body)
      #expect(reply.status == 200)
      #expect(reply["content-length"] == "0")
      #expect(reply.body.isEmpty)
    }
  }

  @Test func `a chunked body arrives whole`() async throws {
    try await withNginx(handler: Self.echo) { client in
      let head = client.head("POST", "/", [("Transfer-Encoding", "chunked")])
      let reply = try await client.exchange(
        Array((head + "5\r\nAlice\r\n5\r\n owns\r\n0\r\n\r\n").utf8))
      #expect(reply.text == "Alice owns")
    }
  }

  @Test func `a body of the limit passes and one more is 413`() async throws {
    try await withNginx(maxBodySize: 1000, handler: Self.echo) { client in
      let most = try await client.send("POST", "/", body: [UInt8](repeating: 65, count: 1000))
      #expect(most.status == 200)
      #expect(most.body.count == 1000)
      // The second is far more than the sockets hold at once.
      for size in [1001, 9 << 20] {
        let over = try await client.send("POST", "/", body: [UInt8](repeating: 65, count: size))
        #expect(over.status == 413)
      }
    }
  }

  @Test func `HEAD has the length and no body`() async throws {
    try await withNginx { _, _ in
      Response(text: "Alice")
    } _: { client in
      let reply = try await client.send("HEAD", "/")
      #expect(reply.status == 200)
      #expect(reply["content-length"] == "5")
      #expect(reply.body.isEmpty)
    }
  }

  @Test func `a body written in pieces is one body with its length`() async throws {
    try await withNginx { _, _ in
      Response(
        status: .created,
        body: ResponseBody { writer in
          for name in ["Alice", "Bob", "Charlie"] {
            await Task.yield()
            try await writer.write(ByteBuffer(string: name))
          }
          try await writer.finish(nil)
        })
    } _: { client in
      let reply = try await client.send("GET", "/")
      #expect(reply.status == 201)
      #expect(reply["content-length"] == "15")
      #expect(reply.text == "AliceBobCharlie")
    }
  }

  @Test func `a responder or a body that throws is a 500 and nothing of it is seen`() async throws {
    try await withNginx { request, _ in
      guard request.uri.path == "/body" else { throw Trouble("Charlie may nothing") }
      return Response(
        status: .ok,
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "half"))
          throw Trouble("and then it broke")
        })
    } _: { client in
      for path in ["/", "/body"] {
        let reply = try await client.send("GET", path)
        #expect(reply.status == 500)
        #expect(reply["content-length"] == "0")
        #expect(reply.body.isEmpty)
      }
    }
  }

  @Test func `line breaks in a value or a reason do not split the answer`() async throws {
    try await withNginx { _, _ in
      var response = Response(text: "Bob")
      response.status = HTTPResponse.Status(code: 299, reasonPhrase: "odd\r\nx-evil: 1")
      response.headers[.location] = "/a\r\nset-cookie: session=charlie\r\n\r\n<script>\0"
      return response
    } _: { client in
      let reply = try await client.send("GET", "/")
      #expect(reply.status == 299)
      #expect(reply["set-cookie"] == nil)
      #expect(reply["x-evil"] == nil)
      #expect(reply.text == "Bob")
    }
  }

  @Test(arguments: ["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "PURGE", "M-SEARCH"])
  func `methods of any name arrive`(method: String) async throws {
    try await withNginx(handler: Self.mirror) { client in
      let reply = try await client.send(method, "/")
      #expect(reply.status == 200)
      #expect(reply.text.hasPrefix("\(method) / "))
    }
  }

  @Test(arguments: [
    "/a%2Fb%ff", "/?q=%C3%28&&=&%zz%", "/a/./b", "/é", "/a?b", "/%E2%82%AC;x=1", "//",
  ])
  func `targets arrive as they were sent`(target: String) async throws {
    try await withNginx(handler: Self.mirror) { client in
      let reply = try await client.send("GET", target)
      #expect(reply.status == 200)
      #expect(reply.text.hasPrefix("GET \(target) "))
    }
  }

  @Test func `two hundred header fields arrive and the proxy's does not`() async throws {
    let fields = (0..<200).map { ("X-Field-\($0)", "value \($0)") } + [("Proxy", "http://evil")]
    try await withNginx(handler: Self.mirror) { client in
      let reply = try await client.send(
        "GET", "/", headers: fields + [("Content-Type", "text/plain")])
      let lines = reply.text.split(separator: "\n")
      #expect(lines.first == "GET / reprise.test http")
      for (name, value) in fields.dropLast() {
        #expect(lines.contains("\(name.lowercased()): \(value)"))
      }
      #expect(lines.filter { $0 == "content-type: text/plain" }.count == 1)
      #expect(!reply.text.contains("evil"))
    }
  }

  @Test func `clients that leave early leave the server alive`() async throws {
    let entered = Atomic(0)
    try await withNginx(threads: 2) { request, _ in
      entered.add(1, ordering: .relaxed)
      if request.uri.path == "/slow" { try await Task.sleep(for: .milliseconds(200)) }
      return Response(text: String(repeating: "Bob", count: 1 << 20))
    } _: { client in
      for _ in 0..<8 {
        // Within the body.
        let half = client.head("POST", "/", length: 1 << 20) + "half"
        try Connection(to: client.socket).send(Array(half.utf8))
        // Before the answer.
        try Connection(to: client.socket).send(Array(client.head("GET", "/slow").utf8))
      }
      let reply = try await client.send("GET", "/")
      #expect(reply.status == 200)
      #expect(reply.body.count == 3 << 20)
    }
  }

  @Test func `slow clients hold no thread`() async throws {
    try await withNginx(threads: 1, handler: Self.echo) { client in
      let slow = try Connection(to: client.socket)
      try slow.send(Array((client.head("POST", "/", length: 10) + "Alice").utf8))
      let meanwhile = try await client.send("POST", "/", body: Array("Bob".utf8))
      #expect(meanwhile.text == "Bob")
      try slow.send(Array(" owns".utf8))
      let reply = try await onThread { try Reply(slow.receive()) }
      #expect(reply.text == "Alice owns")
    }
  }
}
