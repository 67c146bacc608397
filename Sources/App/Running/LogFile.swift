import Foundation
import Glibc
package import Logging
import OrderedJSON
import Scheduling

/// The log: a line for each event in `logs/automation.log` of the data folder, errors on the
/// terminal too.
package struct LogFile: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level
  private let label: String
  private let log: BoundedLog

  /// A logger's part of a log, which others share.
  package init(of log: BoundedLog, label: String, level: Logger.Level) {
    self.log = log
    self.label = label
    logLevel = level
  }

  /// Sends every logger of the program to the file.
  /// - Throws: `Complaint`.
  static func begin(at path: String, level: Logger.Level) throws {
    let log = try BoundedLog(at: path)
    LoggingSystem.bootstrap { LogFile(of: log, label: $0, level: level) }
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(LogFile.quoted("\($0.value)"))" }
    let time = Instant.now.rfc3339
    let line = LogFile.line(
      "\(time) \(event.level.rawValue) \(label): \(event.message)\(pairs.joined())")
    log.write(line)
    if event.level >= .error { _ = Glibc.write(STDERR_FILENO, line, line.count) }
  }

  /// A text as a line of bounded length, with its end.
  private static func line(_ text: String) -> [UInt8] {
    guard text.utf8.count > Limits.logLineBytes else { return Array("\(text)\n".utf8) }
    let beginning = String(decoding: text.utf8.prefix(Limits.logLineBytes), as: UTF8.self)
    return Array("\(beginning)…\n".utf8)
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 < 0x7F }
    return isPlain && !text.isEmpty ? text : JSON.string(text).serialized
  }
}
