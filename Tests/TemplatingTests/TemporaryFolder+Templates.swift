import Foundation
import TestSupport

extension TemporaryFolder {
  /// A folder of templates.
  convenience init(_ templates: [String: String]) throws {
    try self.init()
    for (name, text) in templates { try write(name, text) }
  }

  func write(_ template: String, _ text: String) throws {
    try write("\(template).mustache", Data(text.utf8))
  }
}
