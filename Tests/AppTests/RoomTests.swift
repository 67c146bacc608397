import Foundation
import TestSupport
import Testing

/// The borders between the rooms, read off the import lines: the compiler lets a target through that
/// is reachable by way of another.
@Suite struct RoomTests {
  private static let allowed: [String: Set<String>] = [
    "HummingbirdFastCGI": ["CFastCGI"],
    "Templating": [],
    "OrderedJSON": [],
    "Scheduling": ["OrderedJSON"],
    "Workflows": ["Scheduling", "OrderedJSON"],
    "Automations": ["Workflows", "Scheduling", "OrderedJSON"],
    "Storage": ["CSQLite", "Automations", "Workflows", "Scheduling", "OrderedJSON"],
    "Engine": ["CIconv", "CZlib", "Automations", "Workflows", "Scheduling", "OrderedJSON"],
    "Site": ["Templating", "Automations", "Workflows", "Scheduling", "OrderedJSON"],
  ]
  private static let rooms = Set(allowed.keys).union([
    "CFastCGI", "CIconv", "CMalloc", "CSQLite", "CZlib", "App", "TestSupport",
  ])

  @Test(arguments: allowed.keys.sorted())
  func `a room imports no room but those that the plan names`(room: String) throws {
    for file in try Self.files(in: room) {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let imported = Self.imported(by: line) else { continue }
        let isAllowed =
          !Self.rooms.contains(imported) || Self.allowed[room]?.contains(imported) == true
        #expect(isAllowed, "\(room)/\(file.lastPathComponent) imports \(imported)")
      }
    }
  }

  private static let kinds = [
    "HTTP": "http", "OpenAPI": "openapi", "Webhook": "webhook", "MCP": "mcp", "Local": "local",
  ]

  @Test(arguments: kinds.keys.sorted())
  func `an adapter names no other kind, so that another one leaves it as it is`(
    folder: String
  ) throws {
    for file in try Self.files(in: "Engine/\(folder)") {
      // A server's way, not the kind.
      let text = try String(contentsOf: file, encoding: .utf8).replacing(".mcp(.http", with: "")
      for (other, kind) in Self.kinds where other != folder {
        let name = try Regex("\\.\(kind)[^A-Za-z0-9_]")
        #expect(!text.contains(name), "\(folder)/\(file.lastPathComponent) names \(kind)")
      }
    }
  }

  @Test(arguments: ["Automations", "Storage", "Engine", "Site"])
  func `a kind of connections is named in its folder, its file and the list alone`(
    room: String
  ) throws {
    // What is built in, or carries messages too, is named for that.
    let kinds = ["openapi", "mcp"]
    let own = Self.kinds.keys.map { "/Sources/Engine/\($0)/" } + ["/Connections/Kinds/"]
    for file in try Self.files(in: room) where !own.contains(where: file.path.contains) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for kind in kinds {
        let name = try Regex("\\.\(kind)[^A-Za-z0-9_]")
        #expect(!text.contains(name), "\(room)/\(file.lastPathComponent) names \(kind)")
      }
    }
  }

  @Test(arguments: [
    "import Workflows", "package import Workflows", "import struct Workflows.Run",
    "@preconcurrency public import enum Workflows.Effect", "  internal import Workflows // why",
    "import Workflows.Run", "@_exported import func Workflows.run; import Foundation",
  ])
  func `an import is seen however it is written`(line: String) {
    #expect(Self.imported(by: line) == "Workflows")
  }

  @Test(arguments: ["// import Workflows", "let import = Workflows", "/// They import Workflows."])
  func `what is no import is none`(line: String) {
    #expect(Self.imported(by: line) == nil)
  }

  private static let accessLevels: Set<Substring> = [
    "private", "fileprivate", "internal", "package", "public",
  ]
  private static let importKinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
  ]

  /// Those of a folder of `Sources`, and of the folders within it.
  private static func files(in folder: String) throws -> [URL] {
    let place = Project.root.appending(path: "Sources/\(folder)")
    let all = try #require(
      FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil))
    let files = all.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    try #require(!files.isEmpty)
    return files
  }

  /// The module that a line imports, or imports a part of.
  private static func imported(by line: some StringProtocol) -> String? {
    let words = String(line).split(separator: " ")
    guard let place = words.firstIndex(of: "import"),
      words[..<place].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
    else { return nil }
    let name = words[(place + 1)...].first { !importKinds.contains($0) }
    return name.map { String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
  }
}
