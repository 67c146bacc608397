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
  /// Those of its variables whose values are secrets.
  package let secretNames: Set<String>

  /// - Parameters:
  ///   - program: a path, or a name that `PATH` has.
  ///   - secretNames: the variables of `environment` whose values are shown nowhere.
  package init(
    program: String, arguments: [String] = [], environment: [String: String] = [:],
    secretNames: Set<String> = []
  ) {
    (self.program, self.arguments) = (program, arguments)
    (self.environment, self.secretNames) = (environment, secretNames)
  }

  var secrets: SecretValues {
    SecretValues(
      environment.filter { secretNames.contains($0.key) }.map { (name: $0.key, text: $0.value) })
  }

  func configuration(_ times: MCPProcesses.Times) -> Subprocess.Configuration {
    var options = PlatformOptions()
    // A session of its own, so that what it starts can be ended with it.
    options.createSession = true
    options.teardownSequence = teardown(times)
    return Configuration(
      executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(arguments), environment: .custom(variables), platformOptions: options)
  }

  /// All that it started is asked to end, and then killed.
  func teardown(_ times: MCPProcesses.Times) -> [TeardownStep] {
    [
      .gracefulShutDown(
        toProcessGroup: true, allowedDurationToNextStep: .seconds(times.ending))
    ]
  }

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
}
