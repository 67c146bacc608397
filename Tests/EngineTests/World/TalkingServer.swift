import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server of this machine that keeps its connections, and answers each request as a test says.
final class TalkingServer: Sendable {
  /// A request as it came.
  struct Request: Sendable {
    /// Counted from 1, in the order in which they were made.
    let connection: Int
    /// On its connection, counted from 1.
    let number: Int
    let text: String

    var body: String {
      text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
    }

    /// - Parameter name: in lower case.
    func header(_ name: String) -> String? {
      text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
        .map { String($0.dropFirst(name.count + 2)) }
    }
  }

  /// What is done with a request.
  enum Reply: Sendable {
    /// 200, and a text as its body.
    case text(String)
    case bytes(String)
    /// After them the connection is closed.
    case last(String)
    /// One after another, with a pause behind each.
    case parts([String], pause: Duration)
    case silence

    /// An answer with a status and JSON.
    /// - Parameter headers: lines besides, each with its end.
    static func json(_ status: Int = 200, _ json: String, headers: String = "") -> Reply {
      .bytes(
        "HTTP/1.1 \(status) So\r\nContent-Type: application/json\r\n\(headers)"
          + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)")
    }
  }

  private let answer: @Sendable (Request) async -> Reply
  private let log = Log()

  init(_ answer: @escaping @Sendable (Request) async -> Reply) { self.answer = answer }

  var port: Int { log.state.withLock { $0.port } }
  var requests: [Request] { log.state.withLock { $0.requests } }
  /// How many were ever made.
  var connections: Int { log.state.withLock { $0.connections } }
  var openConnections: Int { log.state.withLock { $0.open } }

  /// Serves while the work is done.
  /// - Parameter host: an address of this machine.
  func serving<Value>(
    at host: String = "127.0.0.1", port: Int = 0, _ work: (TalkingServer) async throws -> Value
  ) async throws -> Value {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { [log, answer] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Talk(log, answer))
        }
      }.bind(host: host, port: port).get()
    log.state.withLock { $0.port = channel.localAddress?.port ?? 0 }
    let value: Value
    do {
      value = try await work(self)
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
    return value
  }
}

private final class Log: Sendable {
  struct State {
    var port = 0
    var requests: [TalkingServer.Request] = []
    var connections = 0
    var open = 0
  }

  let state = Mutex(State())
}

/// Reads the requests of one connection.
private final class Talk: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let log: Log
  private let answer: @Sendable (TalkingServer.Request) async -> TalkingServer.Reply
  private var (connection, number) = (0, 0)
  private var bytes: [UInt8] = []

  init(
    _ log: Log, _ answer: @escaping @Sendable (TalkingServer.Request) async -> TalkingServer.Reply
  ) {
    (self.log, self.answer) = (log, answer)
  }

  func channelActive(context: ChannelHandlerContext) {
    connection = log.state.withLock { state in
      state.open += 1
      state.connections += 1
      return state.connections
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    log.state.withLock { $0.open -= 1 }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += unwrapInboundIn(data).readableBytesView
    while let text = takeRequest() {
      number += 1
      let request = TalkingServer.Request(connection: connection, number: number, text: text)
      log.state.withLock { $0.requests.append(request) }
      let channel = context.channel
      Task { [answer] in await channel.send(await answer(request)) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func takeRequest() -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let length =
      text[..<end.lowerBound].lowercased().split(separator: "content-length: ").dropFirst().first
      .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    let count = text[..<end.upperBound].utf8.count + length
    guard bytes.count >= count else { return nil }
    defer { bytes.removeFirst(count) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

extension Channel {
  fileprivate func send(_ reply: TalkingServer.Reply) async {
    switch reply {
    case .text(let text):
      await write("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
    case .bytes(let text): await write(text)
    case .last(let text):
      await write(text)
      try? await close()
    case .parts(let parts, let pause):
      for part in parts {
        await write(part)
        try? await Task.sleep(for: pause)
      }
    case .silence: break
    }
  }

  private func write(_ text: String) async {
    try? await writeAndFlush(ByteBuffer(string: text)).get()
  }
}
