import Foundation
import Scheduling
import Testing

/// A row of the conformance cases in the folder `Vectors`.
struct Vector: CustomTestStringConvertible {
  let id: String
  let input: ScheduleInput
  let fields: [String: ConfigValue]

  var testDescription: String { id }

  func text(_ key: String) -> String? {
    if case .string(let text)? = fields[key] { text } else { nil }
  }

  func number(_ key: String) -> Int64? {
    if case .number(let digits)? = fields[key] { Int64(digits) } else { nil }
  }

  var isOptional: Bool { text("tier") == "may" }
  var isValid: Bool { fields["ok"] != .bool(false) }

  var after: Instant? { text("after").flatMap { Instant(rfc3339: $0) } }
  var anchor: Instant? { text("anchor").flatMap { Instant(rfc3339: $0) } }

  var next: [Instant]? {
    guard case .array(let values)? = fields["next"] else { return nil }
    return values.compactMap {
      if case .string(let text) = $0 { Instant(rfc3339: text) } else { nil }
    }
  }

  /// All rows of a file, the optional ones left out.
  static func rows(_ file: String) throws -> [Vector] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")
    let text = try String(contentsOf: folder.appending(path: file + ".jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(Vector(ConfigValue(json: object)))
    }.filter { !$0.isOptional }
  }

  private init?(_ value: ConfigValue) {
    guard case .object(let members) = value else { return nil }
    fields = Dictionary(members.map { ($0.key, $0.value) }) { $1 }
    guard case .string(let id)? = fields["id"] else { return nil }
    self.id = id
    if case .object(let members)? = fields["schedule"] {
      let schedule = Dictionary(members.map { ($0.key, $0.value) }) { $1 }
      let text = { (key: String) -> String? in
        if case .string(let text)? = schedule[key] { text } else { nil }
      }
      input = ScheduleInput(
        type: text("schedule_type"), time: text("schedule_time"),
        config: schedule["schedule_config"])
    } else {
      let source = (fields["text"] ?? fields["cron"]) ?? .null
      let zone = fields["tz"] ?? .string("UTC")
      let text = if case .string(let text) = source { text } else { "" }
      input = ScheduleInput(
        type: "custom", time: nil,
        config: .object([
          .init(key: "customInterval", value: .string(text)), .init(key: "timezone", value: zone),
        ]))
    }
  }
}

extension ConfigValue {
  /// What `JSONSerialization` has read.
  init(json: Any) {
    switch json {
    case let number as NSNumber where isBoolean(number): self = .bool(number.boolValue)
    case let number as NSNumber: self = .number(number.stringValue)
    case let text as String: self = .string(text)
    case let values as [Any]: self = .array(values.map(ConfigValue.init(json:)))
    case let object as [String: Any]:
      self = .object(
        object.sorted { $0.key < $1.key }.map { Member(key: $0, value: .init(json: $1)) })
    default: self = .null
    }
  }
}

private func isBoolean(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c"
}
