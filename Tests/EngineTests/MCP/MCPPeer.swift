import Foundation
import TestSupport

/// MCP servers of the package `mcp`, made by `Tests/SystemTests/mcp_peers.py`.
enum MCPPeer {
  /// Where `make test` installs a version of the package.
  enum Package: String, CaseIterable, Sendable {
    /// 2.x, which speaks 2026-07-28 and the revisions before.
    case current = "python-mcp"
    /// 1.x, which speaks 2025-11-25 and before.
    case older = "python-mcp-1"

    var folder: String { Project.root.appending(path: ".build/\(rawValue)").path }
  }

  /// Whether the packages are there; a test that needs them is skipped where they are not.
  static let areThere = Package.allCases.allSatisfy {
    FileManager.default.fileExists(atPath: "\($0.folder)/mcp")
  }

  static let python = "/usr/bin/python3"
  static let script = Project.root.appending(path: "Tests/SystemTests/mcp_peers.py").path

  /// What a peer gets to know where its packages are; it ends by itself after some minutes.
  static func environment(_ package: Package) -> [String: String] {
    ["PYTHONPATH": package.folder, "PYTHONDONTWRITEBYTECODE": "1", "REPRISE_PEER_SECONDS": "900"]
  }

  /// The URL of a peer, which ends with the tests.
  static func url(_ name: String, _ package: Package) async throws -> String {
    "http://127.0.0.1:\(try await ports.port(of: name, package))/mcp"
  }

  private static let ports = Ports()

  private actor Ports {
    private var ports: [String: Task<Int, any Error>] = [:]

    func port(of name: String, _ package: Package) async throws -> Int {
      let key = "\(name) \(package.rawValue)"
      let port = ports[key] ?? Task { try await start(name, package) }
      ports[key] = port
      return try await port.value
    }
  }

  struct NoPeer: Error {}

  private static func start(_ name: String, _ package: Package) async throws -> Int {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [script, "http", name]
    process.environment = environment(package).merging(
      ["PATH": "/usr/bin:/bin"], uniquingKeysWith: { $1 })
    // The other end closes when these tests end, and with it the peer does.
    process.standardInput = Pipe()
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        if let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) {
          continuation.resume(returning: port)
        } else {
          continuation.resume(throwing: NoPeer())
        }
      }
    }
  }
}
