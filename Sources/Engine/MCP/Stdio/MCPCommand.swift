import Glibc
import OrderedJSON
import Subprocess
import SystemPackage

/// The program that is an MCP server, as the operator's file names it.
package struct MCPCommand: Hashable, Sendable {
  package let program: String
  package let arguments: [String]
  /// What it gets besides a few variables of ours.
  package let environment: [String: String]

  /// - Parameters:
  ///   - program: a path, or a name that `PATH` has.
  ///   - environment: values may be secrets; they are shown nowhere.
  package init(program: String, arguments: [String] = [], environment: [String: String] = [:]) {
    (self.program, self.arguments, self.environment) = (program, arguments, environment)
  }

  var configuration: Subprocess.Configuration {
    var options = PlatformOptions()
    // A session of its own, so that what it starts can be ended with it.
    options.createSession = true
    options.teardownSequence = MCPCommand.teardown
    return Configuration(
      executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(arguments), environment: .custom(variables), platformOptions: options)
  }

  static let teardown: [TeardownStep] = [
    .gracefulShutDown(
      toProcessGroup: true,
      allowedDurationToNextStep: .seconds(Limits.mcpProcessSeconds.ending))
  ]

  /// Not all of ours: among them are secrets that are no server's business.
  private var variables: [Environment.Key: String] {
    var variables: [Environment.Key: String] = [:]
    for name in ["HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER"] {
      guard let value = getenv(name) else { continue }
      variables[Environment.Key(stringLiteral: name)] = String(cString: value)
    }
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    return variables
  }

  /// A text of the program's with the values of its environment replaced by their names: they may be
  /// secrets.
  func hidingValues(in text: String) -> String {
    environment.filter { !$0.value.isEmpty }.sorted { $0.value.utf8.count > $1.value.utf8.count }
      .reduce(text) { $0.replacing($1.value, with: "[\($1.key)]") }
  }
}
