import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// A row of the conformance cases in the folder `Vectors`.
struct Vector: CustomTestStringConvertible {
  let id: String
  let input: ScheduleInput
  let fields: JSON

  var testDescription: String { id }

  func text(_ key: String) -> String? { fields[key]?.text }

  func number(_ key: String) -> Int64? { fields[key]?.integer.map(Int64.init) }

  var isOptional: Bool { text("tier") == "may" }
  var isValid: Bool { fields["ok"] != false }

  var after: Instant? { text("after").flatMap { Instant(rfc3339: $0) } }
  var anchor: Instant? { text("anchor").flatMap { Instant(rfc3339: $0) } }

  var next: [Instant]? {
    fields["next"]?.elements?.compactMap { $0.text.flatMap { Instant(rfc3339: $0) } }
  }

  /// All rows of a file, the optional ones left out.
  static func rows(_ file: String) throws -> [Vector] {
    let folder = Project.root.appending(path: "Tests/SchedulingTests/Vectors")
    let text = try String(contentsOf: folder.appending(path: file + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try #require(Vector(JSON(parsing: String(line))))
    }.filter { !$0.isOptional }
  }

  private init?(_ fields: JSON) {
    guard let id = fields["id"]?.text else { return nil }
    self.fields = fields
    self.id = id
    if let schedule = fields["schedule"] {
      input = ScheduleInput(
        type: schedule["schedule_type"]?.text, time: schedule["schedule_time"]?.text,
        config: schedule["schedule_config"])
    } else {
      let text = (fields["text"] ?? fields["cron"])?.text ?? ""
      input = ScheduleInput(
        type: "custom", time: nil,
        config: ["customInterval": .string(text), "timezone": fields["tz"] ?? "UTC"])
    }
  }
}
