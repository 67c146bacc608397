import Foundation

/// A folder of templates that lives as long as its test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  var path: String { url.path }

  init(_ templates: [String: String]) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in templates { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws {
    try write(name, bytes: Data(text.utf8))
  }

  func write(_ name: String, bytes: Data) throws {
    let file = url.appending(path: "\(name).mustache")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
