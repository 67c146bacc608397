import Glibc
import HummingbirdFastCGI

/// The sockets that have to be free.
enum Listening {
  /// Tries the address that nginx is to listen on.
  /// - Throws: `Complaint` where somebody has it.
  static func check(_ settings: Settings) throws {
    guard var address = sockaddr_in(settings.listen, port: settings.port) else { return }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Complaint("no socket can be made: \(Files.lastError)") }
    defer { close(descriptor) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      throw Complaint(
        "port \(settings.port) on \(settings.listen) cannot be used: \(Files.lastError); set REPRISE_PORT to another"
      )
    }
  }

  /// A port of this machine that nobody has.
  /// - Throws: `Complaint`.
  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0, var address = sockaddr_in("127.0.0.1", port: 0) else {
      throw Complaint("no socket can be made: \(Files.lastError)")
    }
    defer { close(descriptor) }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw Complaint("no port is free: \(Files.lastError)") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// The group that nginx's workers run as, and their account's name; `nil` where this is not root,
  /// and nginx runs as the same user.
  static func nginxAccount() throws -> (name: String, group: gid_t)? {
    guard getuid() == 0 else { return nil }
    for name in ["www-data", "nginx", "nobody"] {
      if let entry = getpwnam(name) { return (name, entry.pointee.pw_gid) }
    }
    throw Complaint("no account for nginx's workers: www-data, nginx or nobody would be right")
  }
}

extension sockaddr_in {
  /// - Parameters:
  ///   - address: of IPv4, as `127.0.0.1`.
  ///   - port: 1–65535.
  /// - Returns: `nil` where the text is no such address.
  init?(_ address: String, port: Int) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_port = in_port_t(UInt16(port).bigEndian)
    guard inet_pton(AF_INET, address, &sin_addr) == 1 else { return nil }
  }
}
