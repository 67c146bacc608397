import Foundation
import Glibc

/// The file by which the server that runs on a data folder is known: it holds it, flock(2), for as
/// long as it lives.
struct ServerMark {
  private let path: String

  init(_ settings: Settings) { path = settings.data + "/server.lock" }

  /// - Throws: `Complaint` where another server holds it.
  func hold() throws {
    try Files.hold(path, orComplain: "another server holds \(path); stop that first")
  }

  /// Whether a server holds it now. Changes nothing.
  var isHeld: Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
