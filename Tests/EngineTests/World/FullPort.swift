import Glibc

/// A port of 127.0.0.1 whose server takes no connection any more, and does not say so.
final class FullPort: Sendable {
  let number: Int
  private let sockets: [Int32]

  init() throws {
    let server = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let client = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    sockets = [server, client]
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        // The one that nobody accepts is all that its queue has room for.
        bind(server, $0, length) | listen(server, 0) | getsockname(server, $0, &length)
          | connect(client, $0, length)
      }
    }
    guard status == 0 else { throw LoopbackServer.NoServer(errno: errno) }
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { for socket in sockets { close(socket) } }
}
