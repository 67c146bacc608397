import Foundation

/// A folder of its own that goes when it is no longer used.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
  }

  /// Replaces the file as a whole, as package managers do.
  func write(_ name: String, _ data: Data) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file, options: .atomic)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension Data {
  /// The smallest TZif file with a footer (RFC 9636): one type of local time, no transitions.
  static func zone(footer: String) -> Data {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    // Indicators of UTC and of standard time, leap seconds, transitions, types, characters.
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    let type: [UInt8] = [0, 0, 0, 0, 0, 0]
    let block = header + counts.flatMap { [0, 0, 0, $0] } + type + Array("LMT\u{0}".utf8)
    return Data(block + block + Array("\n\(footer)\n".utf8))
  }
}
