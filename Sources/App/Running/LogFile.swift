import Foundation
import Glibc
import Logging
import OrderedJSON
import Scheduling

/// The log: a line for each event in `logs/automation.log` of the data folder, errors on the
/// terminal too.
struct LogFile: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let label: String
  private let descriptor: Int32

  /// Sends every logger of the program to the file.
  /// - Throws: `Complaint`.
  static func begin(at path: String, level: Logger.Level) throws {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw Complaint("\(path) cannot be written: \(Files.lastError)") }
    LoggingSystem.bootstrap { label in
      LogFile(logLevel: level, label: label, descriptor: descriptor)
    }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(LogFile.quoted("\($0.value)"))" }
    let time = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).rfc3339
    let line = "\(time) \(event.level.rawValue) \(label): \(event.message)\(pairs.joined())\n"
    write(line, to: descriptor)
    if event.level >= .error { write(line, to: STDERR_FILENO) }
  }

  /// One call, so that lines of several threads do not mix (open(2), O_APPEND).
  private func write(_ line: String, to descriptor: Int32) {
    let bytes = Array(line.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 < 0x7F }
    return isPlain && !text.isEmpty ? text : JSON.string(text).serialized
  }
}
