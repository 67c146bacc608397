import Glibc
import Site

/// The file by which the server that runs on a data folder is known: it holds it, flock(2), for as
/// long as it lives, and a line in it says where the server answers.
struct ServerMark {
  private let path: String

  init(_ settings: Settings) { path = settings.data + "/server.lock" }

  /// Where a server answers.
  struct Place {
    /// Of nginx, for this machine.
    let address: String
    let port: Int
    /// Where browsers find it.
    let origin: PublicOrigin
    /// The path of its own.
    let socket: String
  }

  /// Makes the file anew, so that it is held from the moment when its line can be read: nobody takes
  /// an earlier server's line for this one's. Who calls this has the folder's database, so that no
  /// two do at a time.
  /// - Throws: `Complaint` where another server holds it.
  func hold(_ place: Place) throws {
    guard !isHeld else { throw Complaint("another server holds \(path); stop that first") }
    let new = path + ".new"
    unlink(new)
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Complaint("\(new) cannot be written: \(Files.lastError)")
    }
    // A disk that is full keeps commands from the server, not the server from its work. After a power
    // cut nobody holds the file and nothing in it counts, so that it is not forced to the disk.
    let line = Array("\(place)\n".utf8)
    _ = write(descriptor, line, line.count)
    guard rename(new, path) == 0 else {
      throw Complaint("\(path) cannot be written: \(Files.lastError)")
    }
  }

  /// Whether a server holds it now. Changes nothing.
  var isHeld: Bool { ifHeld { _ in true } ?? false }

  /// Where the server answers that holds it now; `nil` where none does. Changes nothing.
  var place: Place? {
    ifHeld { descriptor in
      var text = [UInt8](repeating: 0, count: 1024)
      let count = read(descriptor, &text, text.count)
      return Place(line: String(decoding: text.prefix(max(count, 0)), as: UTF8.self))
    }
  }

  private func ifHeld<Value>(_ work: (Int32) -> Value?) -> Value? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    return work(descriptor)
  }
}

extension ServerMark.Place: CustomStringConvertible {
  init(_ settings: Settings, socket: String) {
    self.init(
      address: settings.address, port: settings.port, origin: settings.origin, socket: socket)
  }

  /// - Returns: `nil` where the line is not what a server writes.
  fileprivate init?(line: String) {
    let words = line.prefix { $0 != "\n" }.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 4, let port = Int(words[1]), (1...65535).contains(port),
      let origin = PublicOrigin(words[2])
    else { return nil }
    self.init(address: words[0], port: port, origin: origin, socket: words[3])
  }

  /// `127.0.0.1 8080 http://localhost:8080 /srv/data/run/reprise.sock`.
  var description: String { "\(address) \(port) \(origin.text) \(socket)" }
}
