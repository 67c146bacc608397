import Foundation
import OrderedJSON
import Scheduling
import TestSupport

/// What the tests share: one tz database, and short ways to make a schedule.
enum World {
  /// The machine's; `REPRISE_ZONEINFO` names another release.
  static let zones = TimeZoneDatabase(directory: zoneinfo)

  static let zoneinfo =
    ProcessInfo.processInfo.environment["REPRISE_ZONEINFO"] ?? "/usr/share/zoneinfo"

  /// A Tuesday; 04:07 in New York.
  static let deployment = instant("2026-11-24T09:07:00Z")

  static func instant(_ text: String) -> Instant {
    Instant(rfc3339: text) ?? Instant(milliseconds: 0)
  }

  static func input(
    _ type: String, _ time: String?, zone: String? = "America/New_York",
    _ config: [(String, JSON)] = []
  ) -> ScheduleInput {
    let zone = zone.map { [("timezone", JSON.string($0))] } ?? []
    return ScheduleInput(
      type: type, time: time,
      config: .object((zone + config).map(JSON.Member.init)))
  }

  static func schedule(
    _ type: String, _ time: String?, zone: String? = "America/New_York",
    _ config: [(String, JSON)] = [], anchor: Instant = deployment
  ) throws -> Schedule {
    try Schedule(input(type, time, zone: zone, config), anchor: anchor, zones: zones)
  }

  static func custom(
    _ text: String, zone: String = "America/New_York", _ config: [(String, JSON)] = [],
    anchor: Instant = deployment
  ) throws -> Schedule {
    try schedule("custom", text, zone: zone, config, anchor: anchor)
  }

  /// The next instants as RFC 3339.
  static func next(_ schedule: Schedule, after: String, _ count: Int) -> [String] {
    schedule.next(after: instant(after), count: count).map(\.rfc3339)
  }

  /// The letters behind a day of the month: `st` of `1st`.
  static func ordinalEnding(of day: Int) -> String {
    let isTeen = (11...13).contains(day)
    return isTeen ? "th" : ["th", "st", "nd", "rd"].dropFirst(day % 10).first ?? "th"
  }

  static func faults(
    _ type: String?, _ time: String?, _ config: [(String, JSON)] = []
  ) -> [ScheduleFault] {
    faults(
      ScheduleInput(
        type: type, time: time,
        config: .object(config.map(JSON.Member.init))))
  }

  static func faults(_ input: ScheduleInput) -> [ScheduleFault] {
    do {
      _ = try Schedule(input, anchor: deployment, zones: zones)
      return []
    } catch {
      return error.faults
    }
  }
}
