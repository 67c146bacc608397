import Foundation
import Scheduling
import Testing

/// Zones on the days of their changes, against the walk over every minute: a fixed sample of the
/// changes, and all of 1970 to 2100 with `REPRISE_ALL_TRANSITIONS` set.
@Suite struct TransitionDayTests {
  static let all = ProcessInfo.processInfo.environment["REPRISE_ALL_TRANSITIONS"] != nil
  static let parts = 8

  @Test(arguments: 0..<parts)
  func `finds what a walk finds on the days of changes`(part: Int) throws {
    var checked = 0
    for (index, name) in World.zones.names.enumerated() where index % Self.parts == part {
      let zone = try #require(World.zones.zone(named: name))
      let changes = changes(of: zone)
      let sample =
        Self.all ? changes : [changes.first, changes.dropLast(index % 40).last].compactMap { $0 }
      for change in sample {
        for (text, fits) in Self.schedules { try check(text, fits, name, zone, change) }
        checked += 1
      }
    }
    #expect(checked > 40)
  }

  /// Times that lie in most gaps and folds, and one of each kind besides.
  private static let schedules: [(String, @Sendable (Int) -> Bool)] = [
    ("0,30 0-3 * * *", { $0 % 30 == 0 && $0 < 240 }),
    ("15 2,23 * * *", { $0 == 135 || $0 == 1395 }),
    ("*/20 * * * *", { $0 % 20 == 0 }), ("every 3 hours", { $0 % 180 == 0 }),
  ]

  private func check(
    _ text: String, _ fits: (Int) -> Bool, _ name: String, _ zone: TimeZoneRules, _ change: Instant
  ) throws {
    let schedule = try World.custom(text, zone: name)
    var walk = MinuteWalk(zone: zone, dates: { _ in true }, minutes: (0..<1440).map(fits))
    if text.hasPrefix("*") { (walk.gap, walk.fold) = (.skip, .both) }
    let after = change.advanced(bySeconds: -86400)
    let through = change.advanced(bySeconds: 86400)
    if (zone.offset(at: after) % 60, zone.offset(at: through) % 60) != (0, 0) { walk.step = 30 }
    let found = Array(schedule.instants(after: after, through: through))
    #expect(
      found == walk.instants(after: after, through: through), "\(name) \(text) \(change.rfc3339)")
  }

  /// The changes of 1970 to 2100, found by bisection of every week.
  private func changes(of zone: TimeZoneRules) -> [Instant] {
    var changes: [Instant] = []
    var time = World.instant("1970-01-03T00:00:00Z")
    let last = World.instant("2100-01-01T00:00:00Z")
    while time < last {
      let next = time.advanced(bySeconds: 7 * 86400)
      if zone.offset(at: time) != zone.offset(at: next) {
        var (before, after) = (time.seconds, next.seconds)
        while after - before > 1 {
          let middle = (before + after) / 2
          let isBefore = zone.offset(at: Instant(seconds: middle)) == zone.offset(at: time)
          (before, after) = isBefore ? (middle, after) : (before, middle)
        }
        changes.append(Instant(seconds: after))
      }
      time = next
    }
    return changes
  }
}
