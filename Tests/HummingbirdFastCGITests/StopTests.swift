import Foundation
import Hummingbird
import HummingbirdFastCGI
import Synchronization
import TestSupport
import Testing

@Suite struct StopTests {
  @Test func `an own socket stops under load and answers everybody who connected`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let socket = folder.file("fastcgi.sock")
    for _ in 0..<3 {
      let load = Load(socket: socket)
      try await withServer(configuration(.unixSocket(path: socket)), handler: Self.busy) {
        try await waitUntil("the server listens") { (try? Connection(to: socket)) != nil }
        try await load.begin(clients: 16)
        try await waitUntil("two hundred are answered") { load.answered >= 200 }
      }
      try await load.end()
      #expect(load.lost == 0)
      #expect(load.refused > 0)
    }
  }

  @Test func `an inherited socket is handed on under load and nobody notices`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let socket = folder.file("fastcgi.sock")
    let descriptor = try FastCGIListener.bind(path: socket)
    let load = Load(socket: socket)
    try await load.begin(clients: 16)
    for round in 1...4 {
      try await withServer(
        configuration(.inherited(descriptor: descriptor)), handler: Self.busy
      ) {
        try await waitUntil("a hundred more are answered") { load.answered >= round * 100 }
      }
    }
    try await withServer(configuration(.inherited(descriptor: descriptor)), handler: Self.busy) {
      try await load.end()
    }
    #expect(load.lost == 0)
    #expect(load.refused == 0)
    close(descriptor)
  }

  @Test func `a request in progress is answered before the server ends`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let socket = folder.file("fastcgi.sock")
    let descriptor = try FastCGIListener.bind(path: socket)
    let entered = Atomic(false)
    let handler: Handler = { _, _ in
      entered.store(true, ordering: .releasing)
      try await Task.sleep(for: .seconds(1))
      return Response(text: "Alice")
    }
    let reply = try await withServer(
      configuration(.inherited(descriptor: descriptor), threads: 2), handler: handler
    ) {
      let reply = Task { try await FastCGIClient(socket: socket).send(FastCGIClient.parameters()) }
      try await waitUntil("the handler is at work") { entered.load(ordering: .acquiring) }
      return reply
    }
    #expect(try await reply.value.text == "Alice")
    close(descriptor)
  }

  @Test(.timeLimit(.minutes(20)))
  func `an idle server ends, though its threads wait in accept`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await withServer(
      configuration(.unixSocket(path: folder.file("fastcgi.sock")), threads: 16),
      handler: Self.busy
    ) {}
  }

  private static let busy: Handler = { _, _ in
    try await Task.sleep(for: .milliseconds(2))
    return Response(text: "Alice")
  }
}

/// Clients that ask again and again until they are told to end.
private final class Load: Sendable {
  let socket: String
  private let isEnding = Atomic(false)
  private let counts = Mutex((answered: 0, refused: 0, lost: 0, running: 0))

  init(socket: String) { self.socket = socket }

  var answered: Int { counts.withLock(\.answered) }
  /// Could not connect.
  var refused: Int { counts.withLock(\.refused) }
  /// Could connect, and had no whole answer.
  var lost: Int { counts.withLock(\.lost) }

  func begin(clients: Int) async throws {
    counts.withLock { $0.running = clients }
    for _ in 0..<clients {
      Thread.detachNewThread { [self] in
        while !isEnding.load(ordering: .acquiring) { ask() }
        counts.withLock { $0.running -= 1 }
      }
    }
  }

  func end() async throws {
    isEnding.store(true, ordering: .releasing)
    try await waitUntil("the clients have ended") { counts.withLock { $0.running == 0 } }
  }

  private func ask() {
    guard let connection = try? Connection(to: socket) else {
      counts.withLock { $0.refused += 1 }
      usleep(1000)
      return
    }
    let request =
      FastCGIClient.begin + FastCGIClient.encode(FastCGIClient.parameters())
      + FastCGIClient.stream(5, [])
    let answer = try? Self.answer(to: request, over: connection)
    counts.withLock {
      if answer?.status == 200 { $0.answered += 1 } else { $0.lost += 1 }
    }
  }
  private static func answer(to request: [UInt8], over connection: Connection) throws -> Reply {
    try connection.send(request)
    return try Reply(FastCGIClient.output(connection.receive()))
  }
}
