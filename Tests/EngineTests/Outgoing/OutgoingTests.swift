import Engine
import OrderedJSON
import TestSupport
import Testing

/// The way out as adapters use it.
@Suite(.timeLimit(.minutes(20))) struct OutgoingTests {
  private let outgoing = OutgoingWorld.outgoing()

  @Test func `a stream is read until it is enough, and no longer`() async throws {
    let parts = ["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", "data: 1\n\n"]
    try await TalkingServer { _ in
      .parts(parts + ["data: 2\n", "\n"], pause: .milliseconds(20))
    }.serving { server in
      let reply = await outgoing.send(
        OutgoingWorld.request(server), for: "alice", within: 100, keeping: true,
        isEnough: { String(decoding: $0, as: UTF8.self).contains("data: 2\n\n") })
      #expect(reply.text == "data: 1\n\ndata: 2\n\n")
      #expect(reply.answer?.isCut == false)
      while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func `a slow drip counts into the time`() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    try await TalkingServer { _ in
      .parts([head] + Array(repeating: "x", count: 1000), pause: .milliseconds(50))
    }.serving { server in
      #expect(
        await patiently { seconds in
          let reply = await outgoing.send(
            OutgoingWorld.request(server), for: "alice", within: seconds)
          return reply.words == "No answer came from 127.0.0.1 within \(seconds) s."
        })
    }
  }

  @Test func `a server that drips its head is no faster`() async throws {
    try await TalkingServer { _ in
      .parts(
        ["HTTP/1.1 200 OK\r\n"] + Array(repeating: "X: y\r\n", count: 1000),
        pause: .milliseconds(50))
    }.serving { server in
      #expect(
        await patiently { seconds in
          let reply = await outgoing.send(
            OutgoingWorld.request(server), for: "alice", within: seconds)
          return reply.words == "No answer came from 127.0.0.1 within \(seconds) s."
        })
    }
  }

  /// The time of the whole would be told otherwise.
  @Test func `a server that takes no connection is given up before the time is over`()
    async throws
  {
    let full = try FullPort()
    let request = OutgoingWorld.request("http://127.0.0.1:\(full.number)/")
    let reply = await OutgoingWorld.outgoing(connectingSeconds: 1)
      .send(request, for: "alice", within: ample)
    #expect(reply.words == "No connection to 127.0.0.1: it did not answer in time.")
    #expect(reply.isUnsent)
    #expect(Limits.stepSeconds.connecting == 10)
  }

  @Test func `another address of the host is asked where the first takes no connection`()
    async throws
  {
    let full = try FullPort()
    let outgoing = OutgoingWorld.outgoing(
      lookUp: { _ in ["127.0.0.1", "127.0.0.2"].compactMap(IPAddress.init) },
      connectingSeconds: 1)
    try await TalkingServer { _ in .text("") }.serving(at: "127.0.0.2", port: full.number) {
      let reply = await outgoing.send(
        OutgoingWorld.request($0, host: "name.example"), for: "alice", within: ample)
      #expect(reply.answer?.status == 200)
    }
  }

  @Test
  func `a server with which no secure connection comes about is given up before the time is over`()
    async throws
  {
    try await TalkingServer { _ in .silence }.serving { server in
      let reply = await OutgoingWorld.outgoing(connectingSeconds: 1).send(
        OutgoingWorld.request("https://127.0.0.1:\(server.port)/"), for: "alice", within: ample)
      #expect(reply.words?.hasPrefix("No connection to 127.0.0.1: ") == true)
      #expect(reply.isUnsent)
    }
  }

  @Test func `a server that closes at once gives no answer`() async throws {
    try await TalkingServer { _ in .last("") }.serving { server in
      let reply = await outgoing.send(
        OutgoingWorld.request(server), for: "alice", within: 100)
      #expect(
        reply.words == "The connection to 127.0.0.1 broke before the answer was complete: "
          + "it closed the connection.")
      #expect(!reply.isUnsent)
    }
  }

  @Test(arguments: [
    ("2", "ab"), ("4", nil), ("-1", nil), ("2, 3", nil), ("99999999999999999999", nil),
  ])
  func `a length that is not the body's makes no answer longer than it says`(
    _ length: String, _ text: String?
  ) async throws {
    try await TalkingServer { _ in
      .last("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\nabc")
    }.serving { server in
      let reply = await outgoing.send(
        OutgoingWorld.request(server), for: "alice", within: 100, keeping: true)
      #expect(reply.text == text)
    }
  }

  @Test func `of a gigabyte a mebibyte is read`() async throws {
    let part = String(repeating: "x", count: 1 << 20)
    try await TalkingServer { _ in
      .parts(
        ["HTTP/1.1 200 OK\r\nContent-Length: \(1 << 30)\r\n\r\n"]
          + Array(repeating: part, count: 1024), pause: .zero)
    }.serving { server in
      let reply = await outgoing.send(
        OutgoingWorld.request(server), for: "alice", within: 100, keeping: true)
      #expect(reply.answer?.body.count == Limits.answerBodyBytes)
      #expect(reply.answer?.isCut == true)
      while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test(
    arguments: [
      ("X-A", "secret\r\nX-B: c", "The header X-A must be one line without control characters."),
      ("X-A", "secret\0", "The header X-A must be one line without control characters."),
      (
        "X A", "secret",
        "\"X A\" is no name of a header: letters, digits and - would be right."
      ),
    ])
  func `what would be another request is not sent, and its value not told`(
    _ name: String, _ value: String, _ words: String
  ) async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      let request = OutgoingWorld.request(server, headers: [(name: name, value: value)])
      let reply = await outgoing.send(request, for: "alice", within: 100)
      #expect(reply.words == words)
      #expect(reply.isUnsent)
      #expect(server.connections == 0)
    }
  }

  @Test func `headers of the connection are its own`() throws {
    let request = OutgoingRequest(
      method: "POST", url: try HTTPURL("http://server.example:8080/"),
      headers: ["Host", "content-length", "Transfer-Encoding", "Connection", "X-A"]
        .map { (name: $0, value: "5") }, body: Array("abc".utf8))
    #expect(
      request.headers.map { "\($0.name): \($0.value)" } == [
        "Host: server.example:8080", "X-A: 5", "User-Agent: Reprise", "Content-Length: 3",
      ])
  }

  @Test func `of several addresses the permitted ones are asked, until one takes a connection`()
    async throws
  {
    let closed = try ClosedPort()
    let outgoing = OutgoingWorld.outgoing(
      allowing: "127.0.0.2/31",
      lookUp: { _ in ["127.0.0.1", "10.0.0.1", "127.0.0.2", "127.0.0.3"].compactMap(IPAddress.init)
      })
    try await TalkingServer { _ in .text("") }.serving(at: "127.0.0.3", port: closed.number) {
      let reply = await outgoing.send(
        OutgoingWorld.request($0, host: "name.example"), for: "alice", within: 100)
      #expect(reply.answer?.status == 200)
    }
  }
}
