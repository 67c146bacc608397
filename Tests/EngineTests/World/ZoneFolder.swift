import Foundation
import Scheduling

/// A time zone database of one zone, `Test/Place`, whose offset a test sets.
struct ZoneFolder {
  private let folder: TemporaryFolder

  /// - Parameter hours: east of UTC.
  init(hours: Int, release: String) throws {
    folder = try TemporaryFolder()
    try set(hours: hours, release: release)
  }

  /// Read anew, as after a start.
  var zones: TimeZoneDatabase { TimeZoneDatabase(directory: folder.path) }

  func set(hours: Int, release: String) throws {
    let root = URL(filePath: folder.path)
    try FileManager.default.createDirectory(
      at: root.appending(path: "Test"), withIntermediateDirectories: true)
    try file(footer: "AAA-\(hours)").write(to: root.appending(path: "Test/Place"))
    try Data("\(release)\n".utf8).write(to: root.appending(path: "+VERSION"))
  }

  /// No transition, one type, and a footer that says all (RFC 9636, 3).
  private func file(footer: String) -> Data {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    let type: [UInt8] = [0, 0, 0, 0, 0, 0]
    let block = header + counts.flatMap { [0, 0, 0, $0] } + type + Array("LMT\u{0}".utf8)
    return Data(block + block + Array("\n\(footer)\n".utf8))
  }
}
