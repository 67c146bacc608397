import ArgumentParser
import Foundation
import Scheduling
import Workflows

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
  @Option(help: "How many runs, 1 to 100.")
  var count = 5
  @Flag(help: "Reads a case a line on standard input, writes an answer a line.")
  var jsonl = false

  func run() async throws {
    try await Complaint.reported {
      let zones = TimeZoneDatabase(
        directory: ProcessInfo.processInfo.environment["REPRISE_ZONEINFO"] ?? "/usr/share/zoneinfo")
      if jsonl {
        while let line = readLine() {
          print(PreviewCase.answer(to: line, zones: zones).serialized)
        }
      } else {
        try show(zones)
      }
    }
  }

  private func show(_ zones: TimeZoneDatabase) throws {
    guard (1...100).contains(count) else { throw Complaint("--count takes 1 to 100") }
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    guard let after = after == nil ? now : after.flatMap({ Instant(rfc3339: $0) }) else {
      throw Complaint("--after takes an instant like 2026-11-24T09:00:00Z")
    }
    let json: JSON
    do throws(JSONFault) { json = try JSON(parsing: config) } catch {
      throw Complaint("--config is not valid JSON: \(error.description)")
    }
    guard var members = json.members else { throw Complaint("--config takes a JSON object") }
    if let timezone { members.append(JSON.Member("timezone", .string(timezone))) }
    let schedule = StoredSchedule(type: type, time: text ?? time, config: .object(members))
    do throws(ScheduleFaults) {
      let parsed = try Schedule(schedule.input, anchor: after, zones: zones)
      let preview = SchedulePreview(of: parsed, after: after, count: count, zones: zones)
      let rules = zones.zone(named: preview.timezone)
      print(preview.words)
      for instant in preview.next { print("  " + (rules?.text(of: instant) ?? instant.rfc3339)) }
      print("\(preview.timezone), tz database \(preview.tzdb)")
      for notice in preview.notices { print("note: \(notice)") }
    } catch {
      throw Complaint(
        error.faults.map { "\($0.path.joined(separator: ".")): \($0.message)" }
          .joined(separator: "; "))
    }
  }
}

extension TimeZoneRules {
  /// `2026-11-24 09:00 -05:00`.
  fileprivate func text(of instant: Instant) -> String {
    let offset = offset(at: instant)
    let local = instant.advanced(bySeconds: Int64(offset)).rfc3339
    let minutes = abs(offset) / 60
    let digits = [minutes / 60, minutes % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return local.prefix(16).replacing("T", with: " ") + " " + (offset < 0 ? "-" : "+")
      + digits.joined(separator: ":")
  }
}

/// A line of `reprise preview --jsonl`.
enum PreviewCase {
  static func answer(to line: String, zones: TimeZoneDatabase) -> JSON {
    let json: JSON
    do throws(JSONFault) { json = try JSON(parsing: line) } catch {
      return fault([], error.description)
    }
    let after = json["after"]?.text.flatMap { Instant(rfc3339: $0) }
    guard let after else { return fault(["after"], "must be an instant like 2026-11-24T09:00:00Z") }
    let anchor = json["anchor"]?.text.flatMap { Instant(rfc3339: $0) } ?? after
    let count = min(max(json["count"]?.integer ?? 5, 1), 100)
    let input = ScheduleInput(
      type: json["schedule_type"]?.text, time: json["schedule_time"]?.text,
      config: json["schedule_config"]?.configValue)
    do throws(ScheduleFaults) {
      let schedule = try Schedule(input, anchor: anchor, zones: zones)
      let preview = SchedulePreview(of: schedule, after: after, count: count, zones: zones)
      return [
        "next": .array(preview.next.map { .string($0.rfc3339) }), "words": .string(preview.words),
        "notices": .array(preview.notices.map(JSON.string)),
      ]
    } catch {
      return fault(error.faults.first?.path ?? [], error.faults.first?.message ?? "")
    }
  }

  private static func fault(_ path: [String], _ message: String) -> JSON {
    ["error": ["path": .array(path.map(JSON.string)), "message": .string(message)]]
  }
}
