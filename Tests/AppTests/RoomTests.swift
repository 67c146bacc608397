import Foundation
import Testing

/// The borders between the rooms, read off the import lines: the compiler lets a target through that
/// is reachable by way of another.
@Suite struct RoomTests {
  private static let allowed: [String: Set<String>] = [
    "HummingbirdFastCGI": ["CFastCGI"],
    "Templating": [],
    "Scheduling": [],
    "Workflows": ["Scheduling"],
    "Storage": ["Workflows", "Scheduling"],
    "Engine": ["Workflows", "Scheduling"],
    "Site": ["Templating", "Workflows", "Scheduling"],
  ]
  private static let rooms = Set(allowed.keys).union(["CFastCGI", "App"])
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: allowed.keys.sorted())
  func `a room imports no room but those that the plan names`(room: String) throws {
    let folder = Self.root.appending(path: "Sources/\(room)")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    )
    .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    #expect(!files.isEmpty)
    for file in files {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place < 2, place + 1 < words.count else {
          continue
        }
        let imported = String(words[place + 1].prefix { $0 != "." })
        let isAllowed =
          !Self.rooms.contains(imported) || Self.allowed[room]?.contains(imported) == true
        #expect(isAllowed, "\(room)/\(file.lastPathComponent) imports \(imported)")
      }
    }
  }
}
