import NIOCore
import NIOPosix
import Synchronization

/// Listens at all addresses of this machine, and counts who comes: nobody may.
final class Canary: Sendable {
  let port: Int
  private let count: Visits

  private init(port: Int, count: Visits) { (self.port, self.count) = (port, count) }

  static func watching<Value>(_ work: (Canary) async throws -> Value) async throws -> Value {
    let visits = Visits()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        visits.all.withLock { $0 += 1 }
        return channel.close()
      }
    // A machine without IPv6 has nobody there either.
    let channel: any Channel
    do {
      channel = try await bootstrap.bind(host: "::", port: 0).get()
    } catch {
      channel = try await bootstrap.bind(host: "0.0.0.0", port: 0).get()
    }
    let value: Value
    do {
      value = try await work(Canary(port: channel.localAddress?.port ?? 0, count: visits))
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
    return value
  }

  /// How many came so far. Who came before is counted before who comes now.
  func visitors() async throws -> Int {
    let before = count.all.withLock { $0 }
    let own = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port).get()
    while count.all.withLock({ $0 }) == before { try await Task.sleep(for: .milliseconds(1)) }
    try? await own.close()
    return count.all.withLock { $0 } - 1
  }
}

private final class Visits: Sendable {
  let all = Mutex(0)
}
