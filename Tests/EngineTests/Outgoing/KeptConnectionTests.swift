import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing
import Workflows

/// Connections serve one request after another where a request may be repeated.
@Suite(.timeLimit(.minutes(20))) struct KeptConnectionTests {
  private let outgoing = OutgoingWorld.outgoing()

  private func ask(
    _ server: TalkingServer, _ path: String = "/", for user: String = "alice", within: Int = 100
  ) async -> OutgoingReply {
    await outgoing.send(
      OutgoingWorld.request(server, path), for: user, within: within, keeping: true)
  }

  @Test func `requests that may be repeated go over one connection, each as it is recorded`()
    async throws
  {
    try await TalkingServer { .text("\($0.number)") }.serving { server in
      let requests = [
        OutgoingWorld.request(server, "/a?x=%2F&y[]=1", headers: [(name: "X-A", value: "ü")]),
        OutgoingWorld.request(server, "/b", method: "PUT", body: "a\r\n\r\nb"),
        OutgoingWorld.request(server, "/c", method: "DELETE"),
      ]
      for (index, request) in requests.enumerated() {
        let reply = await outgoing.send(request, for: "alice", within: 100, keeping: true)
        #expect(reply.text == "\(index + 1)")
      }
      #expect(server.connections == 1)
      #expect(server.requests.map(\.text) == requests.map(\.wire))
    }
  }

  @Test func `a step that reads uses a kept connection, and one that may happen once does not`()
    async throws
  {
    let adapter = HTTPAdapter(outgoing: outgoing)
    try await TalkingServer { _ in .text("") }.serving { server in
      for effect in [Effect.read, .idempotent, .once, .once, .read] {
        let call = HTTPWorld().call(
          ["url": .string("http://127.0.0.1:\(server.port)/")], effect: effect)
        #expect(await adapter.perform(call).status == 200)
      }
      #expect(server.requests.map(\.connection) == [1, 1, 2, 3, 1])
    }
  }

  @Test func `a connection of one person is nobody else's`() async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      for user in ["alice", "bob", "alice", "bob"] { _ = await ask(server, for: user) }
      #expect(server.requests.map(\.connection) == [1, 2, 1, 2])
    }
  }

  @Test func `each use looks the name up, and goes to an address that it has now`() async throws {
    let addresses = Mutex(["127.0.0.2"])
    let outgoing = OutgoingWorld.outgoing(
      allowing: "127.0.0.2, 127.0.0.3",
      lookUp: { _ in addresses.withLock { $0.compactMap(IPAddress.init) } })
    try await TalkingServer { _ in .text("") }.serving(at: "0.0.0.0") { server in
      let request = OutgoingWorld.request(server, host: "name.example")
      for now in [["127.0.0.2"], ["127.0.0.1", "127.0.0.2"], ["127.0.0.3"], ["127.0.0.2"]] {
        addresses.withLock { $0 = now }
        let reply = await outgoing.send(request, for: "alice", within: 100, keeping: true)
        #expect(reply.answer?.status == 200)
      }
      #expect(server.requests.map(\.connection) == [1, 1, 2, 1])

      addresses.withLock { $0 = ["127.0.0.1"] }
      let reply = await outgoing.send(request, for: "alice", within: 100, keeping: true)
      #expect(reply.words?.contains("(127.0.0.1) is not a public one") == true)
      #expect(server.requests.count == 4)
    }
  }

  @Test func `a connection that was closed meanwhile is made anew, once`() async throws {
    try await TalkingServer { $0.number == 2 ? .last("") : .text("") }.serving {
      for _ in 1...3 { #expect(await ask($0).answer?.status == 200) }
      #expect($0.requests.map(\.connection) == [1, 1, 2, 2, 3])
    }
    try await TalkingServer { _ in .last("") }.serving {
      let words = await ask($0).words
      #expect(words?.hasSuffix("was complete: it closed the connection.") == true)
      #expect($0.requests.count == 1)
    }
  }

  @Test func `a connection that is closed after its answer is not used again`() async throws {
    try await TalkingServer { _ in
      .last("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }.serving { server in
      for _ in 1...3 { #expect(await ask(server).answer?.status == 200) }
      #expect(server.requests.map(\.connection) == [1, 2, 3])
    }
  }

  @Test func `what began to answer is not asked again, nor what is silent`() async throws {
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
    try await TalkingServer { $0.number == 2 ? .last(half) : .text("") }.serving {
      _ = await ask($0)
      #expect(await ask($0).words?.contains("it closed the connection") == true)
      #expect($0.requests.count == 2)
    }
    #expect(
      try await patiently { seconds in
        try await TalkingServer { $0.number == 2 ? .silence : .text("") }.serving {
          _ = await ask($0)
          let reply = await ask($0, within: seconds)
          return reply.words == "No answer came from 127.0.0.1 within \(seconds) s."
            && $0.requests.count == 2
        }
      })
  }

  @Test func `an answer that is not read to its end leaves no connection`() async throws {
    let long = String(repeating: "x", count: 2 << 20)
    try await TalkingServer { _ in .text(long) }.serving { server in
      #expect(await ask(server).answer?.isCut == true)
      #expect(await ask(server).answer?.isCut == true)
      #expect(server.requests.map(\.connection) == [1, 2])
    }
  }

  @Test func `of one person a bounded number is kept`() async throws {
    let most = Limits.keptConnections.perUser
    let crowd = Meeting(of: most + 8)
    try await TalkingServer { _ in
      await crowd.join()
      return .text("")
    }.serving { server in
      try await withThrowingTaskGroup { group in
        for _ in 0..<most + 8 { group.addTask { _ = await ask(server) } }
        try await group.waitForAll()
      }
      #expect(server.connections == most + 8)
      while server.openConnections > most { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test func `a connection that nobody uses is closed after some seconds`() async throws {
    let outgoing = OutgoingWorld.outgoing(idleSeconds: 1)
    try await TalkingServer { _ in .text("") }.serving { server in
      let request = OutgoingWorld.request(server)
      _ = await outgoing.send(request, for: "alice", within: 100, keeping: true)
      #expect(server.connections == 1)
      while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(10)) }
    }
  }

  @Test func `after the end nothing stays open, and what is asked is answered`() async throws {
    try await TalkingServer { _ in .text("") }.serving { server in
      _ = await ask(server)
      await outgoing.shutdown()
      while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
      #expect(await ask(server).answer?.status == 200)
      while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
      #expect(server.connections == 2)
    }
  }
}

extension OutgoingRequest {
  /// Byte for byte.
  fileprivate var wire: String {
    let lines = ["\(method) \(url.target) HTTP/1.1"] + headers.map { "\($0.name): \($0.value)" }
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
      + String(decoding: body ?? [], as: UTF8.self)
  }
}
