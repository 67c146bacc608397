package import Logging
import Synchronization

extension Logger {
  /// One that says nothing.
  package static var mute: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// What was logged.
package final class Lines: Sendable {
  package struct Line: Sendable {
    package let level: Logger.Level
    package let message: String
    package let metadata: Logger.Metadata
  }

  private let lines = Mutex<[Line]>([])

  package init() {}

  package var all: [Line] { lines.withLock { $0 } }
  package var messages: [String] { all.map(\.message) }
  package var text: String { all.map { "\($0)" }.joined() }
  package var handler: any LogHandler { Handler(lines: self) }

  private struct Handler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = Line(
        level: event.level, message: "\(event.message)",
        metadata: metadata.merging(event.metadata ?? [:]) { $1 })
      lines.lines.withLock { $0.append(line) }
    }
  }
}
