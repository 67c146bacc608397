package import Logging

extension Logger {
  /// Says nothing, to nobody.
  package static var silent: Logger {
    Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
  }
}
