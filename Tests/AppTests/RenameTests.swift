import Foundation
import TestSupport
import Testing

/// Who gives a file its name by rename(2), read off the sources: whether file and name are on the disk
/// then is to be thought of in each such place.
@Suite struct RenameTests {
  private static let files: Set = [
    // Files are moved on whole; lines of a log may be lost with the power.
    "App/Running/BoundedLog.swift",
    // After a power cut nobody holds the mark, and nothing in it counts.
    "App/Running/ServerMark.swift",
    // Tables and mails: forced to the disk before they get their name, and the name behind it.
    "Engine/Local/Files.swift",
    // The same for the files of the program itself: keys, tokens, backups.
    "Storage/SQLite/Opening/DurableFile.swift",
  ]

  @Test func `a file gets its name where that is done safely, and nowhere else`() throws {
    let folder = Project.root.appending(path: "Sources")
    let sources = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    var callers: Set<String> = []
    for source in sources {
      let text = try String(contentsOf: folder.appending(path: source), encoding: .utf8)
      if text.split(separator: "\n").contains(where: { Self.calls($0) }) { callers.insert(source) }
    }
    #expect(callers == Self.files)
  }

  @Test(arguments: [
    "rename(new, path)", "guard sync(file) == 0, rename(temporary, path) == 0 else {",
    "if !rename(old, new).isZero { return }", "  Glibc.rename(path, name)",
    "renameat(folder, old, folder, new) // why", "_ = try? Files.rename(a, to: b); rename(a, b)",
  ])
  func `a call is seen however it is written`(line: String) {
    #expect(Self.calls(line))
  }

  @Test(arguments: [
    "static func rename(_ path: String, to name: String) {", "try Files.rename(old, to: new)",
    "/// As rename(2) does.", "let rename = true", "prename(a, b)", "pages.rename(visit)",
  ])
  func `what is no call is none`(line: String) {
    #expect(!Self.calls(line))
  }

  /// Whether a line calls what Glibc has under these names.
  private static func calls(_ line: some StringProtocol) -> Bool {
    let code = String(line).components(separatedBy: "//").first ?? ""
    for name in ["rename(", "renameat(", "renameat2("] {
      for place in code.ranges(of: name) {
        let before = code[..<place.lowerBound]
        if before.hasSuffix("Glibc.") { return true }
        let isOther = before.last.map { $0.isLetter || $0.isNumber || "_.".contains($0) } ?? false
        if !isOther, !before.hasSuffix("func ") { return true }
      }
    }
    return false
  }
}
