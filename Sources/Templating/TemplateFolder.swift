import Foundation

/// The folder of templates on disk.
struct TemplateFolder: Sendable {
  private static let ending = ".mustache"
  let path: String

  /// The texts of all templates by their names, their paths below the folder without the ending.
  /// - Throws: `TemplateFaults` where a file is not readable UTF-8.
  func read() throws(TemplateFaults) -> [String: String] {
    var sources: [String: String] = [:]
    var faults: [TemplateFault] = []
    for file in FileManager.default.enumerator(atPath: path) ?? .init() {
      guard let file = file as? String, file.hasSuffix(Self.ending) else { continue }
      let name = String(file.dropLast(Self.ending.count))
      if let data = FileManager.default.contents(atPath: "\(path)/\(file)"),
        let text = String(validating: data, as: UTF8.self)
      {
        sources[name] = text
      } else {
        faults.append(TemplateFault(template: name, line: nil, problem: .unreadable))
      }
    }
    guard faults.isEmpty else { throw TemplateFaults(faults) }
    return sources
  }
}
