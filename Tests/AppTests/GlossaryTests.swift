import Foundation
import TestSupport
import Testing

/// `Sources/README.md` says where things are.
@Suite struct GlossaryTests {
  @Test func `whatever the house's page names is there`() throws {
    let text = try String(
      contentsOf: Project.root.appending(path: "Sources/README.md"), encoding: .utf8)
    let table = try #require(
      text.components(separatedBy: "## ").first { $0.hasPrefix("Where to change what") })
    let names = table.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }
      .map(\.element).filter { $0.contains("/") }
    #expect(names.count > 30)
    let missing = names.filter { name in
      !["Sources/", ""].contains { root in
        FileManager.default.fileExists(atPath: Project.root.appending(path: root + name).path)
      }
    }
    #expect(missing == [])
  }
}
