import ArgumentParser
import Automations
import Foundation
import OrderedJSON
import Scheduling

/// What a schedule means.
struct Preview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what a schedule means: its words, its next runs, what to know about it.",
    discussion: """
      reprise preview "every 2 hours"
      reprise preview "0 9 * * 1-5" --tz Europe/Berlin --count 10
      reprise preview --type weekly --time 09:00 --config '{"days": ["monday"]}'
      """)

  @Argument(help: "The text of a custom schedule: an interval, cron, or words.")
  var text: String?
  @Option(help: "daily, weekly, monthly or custom.")
  var type = "custom"
  @Option(help: "The time of day, for the first three types.")
  var time: String?
  @Option(help: "schedule_config as JSON.")
  var config = "{}"
  @Option(name: .customLong("tz"), help: "The time zone, such as America/New_York.")
  var timezone: String?
  @Option(help: "Runs after this instant, such as 2026-11-24T09:00:00Z; the present one if absent.")
  var after: String?
  @Option(help: "How many runs, 1 to \(Limits.previewedRuns).")
  var count = 5
  @Flag(help: "Reads a case a line on standard input, writes an answer a line.")
  var jsonl = false

  func run() async throws {
    try await Complaint.reported {
      let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
      let zones = TimeZoneDatabase(
        directory: environment["REPRISE_ZONEINFO"] ?? "/usr/share/zoneinfo")
      let timezone = environment["REPRISE_TIMEZONE"] ?? "UTC"
      try Settings.check(timezone, in: zones)
      let defaults = ScheduleDefaults(timezone: timezone)
      guard jsonl else { return try show(zones, defaults) }
      guard isBare else { throw Complaint("--jsonl reads its cases on standard input alone") }
      var input = StandardInput()
      while let line = input.nextLine() {
        // Written at once: the other end of a pipe may wait for it before it sends the next case.
        let answer = PreviewCase.answer(to: line, zones: zones, defaults: defaults)
        try FileHandle.standardOutput.write(contentsOf: answer.bytes + [UInt8(ascii: "\n")])
      }
    }
  }

  /// Whether nothing is told but what the defaults are.
  private var isBare: Bool {
    [text, time, timezone, after] == [nil, nil, nil, nil] && type == "custom" && config == "{}"
      && count == 5
  }

  private func show(_ zones: TimeZoneDatabase, _ defaults: ScheduleDefaults) throws {
    guard (1...Limits.previewedRuns).contains(count) else {
      throw Complaint("--count takes 1 to \(Limits.previewedRuns)")
    }
    let now = Instant.now
    guard let after = after == nil ? now : after.flatMap({ Instant(rfc3339: $0) }) else {
      throw Complaint("--after takes an instant like 2026-11-24T09:00:00Z")
    }
    let schedule = try stored().settled(by: defaults)
    if let fault = schedule.sizeFaults.first { throw Complaint(fault.message) }
    do throws(ScheduleFaults) {
      let parsed = try Schedule(schedule.input, anchor: after, zones: zones)
      let preview = SchedulePreview(of: parsed, after: after, count: count, zones: zones)
      print(preview.text(zones.zone(named: preview.timezone)).shownInLines)
    } catch {
      let lines = error.faults.map { $0.text(named: name(of: $0), beside: schedule) }
      throw Complaint(lines.joined(separator: "\n"))
    }
  }

  /// What has the fault, by the name that it has on the command line; nil for a text that was typed.
  private func name(of fault: ScheduleFault) -> String? {
    switch fault.path {
    case ["schedule_type"]: return "--type"
    case ["schedule_time"] where time == nil && text != nil: return nil
    case ["schedule_time"]: return time == nil && type == "custom" ? "text" : "--time"
    case ["schedule_config", "customInterval"] where text != nil && time != nil: return nil
    case ["schedule_config", "timezone"] where timezone != nil || config == "{}": return "--tz"
    default: return fault.path.joined(separator: ".")
    }
  }

  private func stored() throws -> StoredSchedule {
    let json: JSON
    do throws(JSONFault) { json = try JSON(parsing: config) } catch {
      throw Complaint("--config is not valid JSON: \(error.description)")
    }
    guard var members = json.members else { throw Complaint("--config takes a JSON object") }
    if let timezone { members.append(JSON.Member("timezone", .string(timezone))) }
    guard text == nil || time == nil || type == "custom" else {
      throw Complaint("a text is for --type custom; the others take --time")
    }
    if let text, time != nil { members.append(JSON.Member("customInterval", .string(text))) }
    return StoredSchedule(type: type, time: time ?? text, config: .object(members))
  }
}

extension SchedulePreview {
  /// All of it for a terminal.
  fileprivate func text(_ zone: TimeZoneRules?) -> String {
    var lines = [words]
    lines += next.map { "  " + (zone?.text(of: $0) ?? $0.rfc3339) }
    lines.append("\(timezone), tz database \(tzdb)")
    for change in transitions {
      let turn = change.offsetAfter > change.offsetBefore ? "forward" : "back"
      let touch = change.touches ? ", touches a run" : ""
      lines.append("clocks go \(turn): \(zone?.text(of: change.at) ?? change.at.rfc3339)\(touch)")
    }
    return (lines + notices.map { "note: \($0)" }).joined(separator: "\n")
  }
}

extension TimeZoneRules {
  /// `Tue 2026-11-24 09:00 -05:00`.
  fileprivate func text(of instant: Instant) -> String {
    let offset = offset(at: instant)
    let local = instant.advanced(bySeconds: Int64(offset))
    let minutes = abs(offset) / 60
    let digits = [minutes / 60, minutes % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return "\(local.weekdayInUTC) " + local.rfc3339.prefix(16).replacing("T", with: " ") + " "
      + (offset < 0 ? "-" : "+") + digits.joined(separator: ":")
  }
}

extension ScheduleFault {
  /// The fault, below the text that it is in a mark at its place, and what could be meant.
  fileprivate func text(named name: String?, beside schedule: StoredSchedule) -> String {
    // What the message itself offers is not said twice.
    let others = offers.filter { !message.contains("\"\($0)\"") }
    return ([marked(named: name, beside: schedule)] + others.map { "  could be: \($0)" })
      .joined(separator: "\n")
  }

  private func marked(named name: String?, beside schedule: StoredSchedule) -> String {
    let line = (name.map { "\($0): " } ?? "") + message
    let source =
      path.last == "customInterval" ? schedule.config?["customInterval"]?.text : schedule.time
    guard let position, let source, source.allSatisfy({ $0.isASCII && !$0.isNewline }) else {
      return line
    }
    return "\(line)\n  \(source)\n  \(String(repeating: " ", count: position))^"
  }
}

/// A line of `reprise preview --jsonl`. Of a case that is refused, `error` is the first fault and
/// `errors` are all.
enum PreviewCase {
  /// - Parameter line: its bytes, which may be no UTF-8.
  static func answer(
    to line: [UInt8], zones: TimeZoneDatabase, defaults: ScheduleDefaults
  ) -> JSON {
    let json: JSON
    do throws(JSONFault) { json = try JSON(parsing: line) } catch {
      return fault([], "not valid JSON: \(error.description)")
    }
    guard json.members != nil else { return fault([], "must be an object, not \(json.kind)") }
    guard let after = instant("after", in: json) else { return instantFault("after") }
    let anchor = isGiven("anchor", in: json) ? instant("anchor", in: json) : after
    guard let anchor else { return instantFault("anchor") }
    let count = isGiven("count", in: json) ? json["count"]?.integer : 5
    guard let count, (1...Limits.previewedRuns).contains(count) else {
      return fault(["count"], "must be a whole number from 1 to \(Limits.previewedRuns)")
    }
    for key in ["schedule_type", "schedule_time"] where isGiven(key, in: json) {
      guard let value = json[key], value.text == nil else { continue }
      return fault([key], "must be a text, not \(value.kind)")
    }
    if isGiven("schedule_config", in: json), let value = json["schedule_config"],
      value.members == nil
    {
      return fault(["schedule_config"], "must be an object, not \(value.kind)")
    }
    let stored = StoredSchedule(
      type: json["schedule_type"]?.text ?? "", time: json["schedule_time"]?.text,
      config: json["schedule_config"], defaults: defaults)
    if let long = stored.sizeFaults.first { return fault(long.path, long.message) }
    do throws(ScheduleFaults) {
      let schedule = try Schedule(stored.input, anchor: anchor, zones: zones)
      let preview = SchedulePreview(of: schedule, after: after, count: count, zones: zones)
      return [
        "next": .array(preview.next.map { .string($0.rfc3339) }), "words": .string(preview.words),
        "notices": .array(preview.notices.map(JSON.string)),
      ]
    } catch {
      let all = error.faults.map { PreviewCase.json($0.path, $0.message, offers: $0.offers) }
      return ["error": all.first ?? .null, "errors": .array(all)]
    }
  }

  private static func isGiven(_ key: String, in json: JSON) -> Bool {
    json[key].map { !$0.isNull } ?? false
  }

  private static func instant(_ key: String, in json: JSON) -> Instant? {
    json[key]?.text.flatMap { Instant(rfc3339: $0) }
  }

  private static func instantFault(_ key: String) -> JSON {
    fault([key], "must be an instant like 2026-11-24T09:00:00Z (RFC 3339)")
  }

  private static func fault(_ path: [String], _ message: String) -> JSON {
    let fault = json(path, message)
    return ["error": fault, "errors": [fault]]
  }

  private static func json(
    _ path: [String], _ message: String, offers: [String] = []
  ) -> JSON {
    let members = [
      JSON.Member("path", .array(path.map(JSON.string))), JSON.Member("message", .string(message)),
    ]
    let more = offers.isEmpty ? [] : [JSON.Member("offers", .array(offers.map(JSON.string)))]
    return .object(members + more)
  }
}
