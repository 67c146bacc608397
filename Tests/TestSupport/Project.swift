package import Foundation

/// Where the project's files lie.
package enum Project {
  /// The folder with `Package.swift`; templates, public files and vectors are below it.
  package static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static let templates = root.appending(path: "Templates")

  /// What lies beside the project, where it does.
  package static let shared = root.deletingLastPathComponent().appending(path: "shared")
}
