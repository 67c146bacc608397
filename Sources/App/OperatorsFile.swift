package import Automations
import Foundation
import OrderedJSON

/// The file with what the operator offers to everybody: connections and bindings.
package enum OperatorsFile {
  /// - Parameter path: whole; secrets that lie in files are looked for from its folder on.
  /// - Throws: `Complaint` naming every fault with its place in the file.
  package static func read(_ path: String) throws -> OperatorsTools {
    let text = try Files.read(path)
    let json: JSON
    do throws(JSONFault) {
      json = try JSON(parsing: text.utf8)
    } catch {
      throw Complaint("\(path) is not valid JSON: \(error.description)")
    }
    let folder = path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    do throws(Refusal) {
      return try OperatorsTools.read(json) { secret($0, in: folder) }
    } catch {
      throw Complaint("\(path): \(error.sentence)")
    }
  }

  /// - Parameter folder: where a path begins that does not say.
  private static func secret(_ origin: SecretOrigin, in folder: String) -> String? {
    switch origin {
    case .environment(let name): return ProcessInfo.processInfo.environment[name]
    case .file(let path):
      let text = try? Files.read(path.hasPrefix("/") ? path : "\(folder)/\(path)")
      // Editors end the last line.
      return text.map { $0.last?.isNewline == true ? String($0.dropLast()) : $0 }
    }
  }
}
