import Foundation

/// A folder of a test's own, short enough for a socket's path, removed at the end.
struct TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/fastcgi-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Trouble("no folder can be made in /tmp") }
    path = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// What a test's surroundings lack.
struct Trouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
