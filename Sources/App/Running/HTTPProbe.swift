import Glibc
import Site

/// Asks `/health` through nginx.
enum HTTPProbe {
  /// - Parameters:
  ///   - origin: whose host nginx answers for.
  ///   - patience: in seconds, for the answer.
  static func isHealthy(
    _ origin: PublicOrigin, address: String, port: Int, patience: Int = 5
  ) -> Bool {
    guard var socketAddress = sockaddr_in(address, port: port) else { return false }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &socketAddress) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let request = Array("GET \(Paths.API.health()) HTTP/1.0\r\nHost: \(origin.host)\r\n\r\n".utf8)
    guard connected == 0,
      send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { return false }
    var answer = [UInt8](repeating: 0, count: 64)
    let count = recv(descriptor, &answer, answer.count, 0)
    return count > 12 && String(decoding: answer[9..<12], as: UTF8.self) == "200"
  }
}
