package import Foundation

/// A folder of a test's own, its path short enough for a socket in it. It goes with its last user,
/// however the test ended.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// - Throws: where no folder can be made there.
  package init() throws {
    let parent = FileManager.default.temporaryDirectory.path
    var template = Array("\(parent)/reprise-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove() }

  /// For who needs it to the end of a scope: in a `defer`.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }

  package var url: URL { URL(filePath: path) }

  /// The path of a file in it, which need not be there.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  package func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  package func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
  }

  /// What is in a folder of it, sorted; `nil`: in itself.
  package func names(_ folder: String? = nil) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.map(file) ?? path).sorted()
  }

  /// Replaces a file as a whole, as package managers do; its folder is made where there is none.
  package func write(_ name: String, _ data: Data) throws {
    let file = URL(filePath: file(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file, options: .atomic)
  }

  /// Writes a program, and gives its path.
  package func program(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: file(name))
    return file(name)
  }
}
