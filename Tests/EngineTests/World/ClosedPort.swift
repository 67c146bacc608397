import Glibc

/// A port of 127.0.0.1 that nobody listens at, and nobody else gets meanwhile.
final class ClosedPort: Sendable {
  let number: Int
  private let socket: Int32

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { [socket] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) | getsockname(socket, $0, &length)
      }
    }
    guard status == 0 else { throw LoopbackServer.NoServer(errno: errno) }
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(socket) }
}
