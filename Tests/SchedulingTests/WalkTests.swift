import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Random schedules against the walk over every minute. `REPRISE_WALK_CASES` asks for more cases.
@Suite struct WalkTests {
  static let cases =
    ProcessInfo.processInfo.environment["REPRISE_WALK_CASES"].flatMap { Int($0) } ?? 120_000
  static let seeds = 16

  let zones = World.zones

  @Test(arguments: 0..<seeds)
  func `finds what a walk over every minute finds`(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    var withRuns = 0
    for number in 0..<Self.cases / Self.seeds {
      let anchor = Instant(seconds: Int64(dice.number(1_000_000_000...2_500_000_000) / 60 * 60))
      let random = try RandomSchedule(&dice, zones, anchor: anchor)
      let schedule: Schedule
      do {
        schedule = try Schedule(random.input, anchor: anchor, zones: zones)
      } catch {
        // What never runs is refused; the walk does not find anything either.
        #expect(error.faults.allSatisfy { $0.message.hasPrefix("this schedule never runs") })
        #expect(random.isEmpty(from: anchor), "seed \(seed), case \(number): \(random.input)")
        continue
      }
      let after = start(&dice, anchor, random.walk.zone)
      var first: Instant?
      for (from, through) in windows(of: schedule, random, after: after) {
        let found = Array(schedule.instants(after: from, through: through))
        let walked = random.walk.instants(after: from, through: through)
        first = first ?? walked.first { $0 > after }
        let isRight =
          found == walked && check(schedule, random, from, through, found)
          && (first == nil || schedule.next(after: after) == first)
        if !isRight {
          Issue.record(
            """
            seed \(seed), case \(number): \(random.input) after \(from.rfc3339)
            found \(found.prefix(5).map(\.rfc3339)), walked \(walked.prefix(5).map(\.rfc3339))
            """)
          return
        }
      }
      if first != nil { withRuns += 1 }
    }
    #expect(withRuns > Self.cases / Self.seeds * 4 / 5)
  }

  /// Two days; where they are empty, also the first date later on that the schedule should have, and
  /// the date of the run that was found.
  private func windows(
    of schedule: Schedule, _ random: RandomSchedule, after: Instant
  ) -> [(Instant, Instant)] {
    let through = after.advanced(bySeconds: 2 * 86400)
    let next = schedule.next(after: after)
    if let next, next <= through { return [(after, through)] }
    let today = Int(through.seconds / 86400) - 1
    let end = min(next.map { Int($0.seconds / 86400) + 1 } ?? today + 800, PlainDate.all.count - 5)
    let first = (today..<max(today, end)).first { random.walk.dates(PlainDate.all[$0]) }
    let other = next.map { Int($0.seconds / 86400) }.flatMap { $0 < end ? $0 : nil }
    return [(after, through)]
      + Set([first, other].compactMap(\.self)).sorted().map { day in
        // Wherever on earth that date is.
        let midnight = Instant(seconds: Int64(day) * 86400)
        return (midnight.advanced(bySeconds: -16 * 3600), midnight.advanced(bySeconds: 38 * 3600))
      }
  }

  /// Half of the time, close to a change of the clock.
  private func start(_ dice: inout Dice, _ anchor: Instant, _ zone: TimeZoneRules) -> Instant {
    let distance = Int64(dice.number(86400...(40 * 86400)))
    guard dice.chance(60) else { return anchor.advanced(bySeconds: distance) }
    var time = anchor.advanced(bySeconds: 86400)
    for _ in 0..<400 where zone.offset(at: time) == zone.offset(at: anchor) {
      time = time.advanced(bySeconds: 86400)
    }
    return time.advanced(bySeconds: -Int64(dice.number(86400...(2 * 86400))))
  }

  /// The words, as the text of a custom schedule with the same config, say the same.
  private func readsBack(
    _ schedule: Schedule, _ random: RandomSchedule, _ after: Instant, _ through: Instant,
    _ found: [Instant]
  ) -> Bool {
    let text = JSON.Member("customInterval", .string(schedule.words))
    let again = try? Schedule(
      ScheduleInput(type: "custom", time: nil, config: .object(random.common + [text])),
      anchor: random.anchor, zones: zones)
    return again.map { Array($0.instants(after: after, through: through)) == found } ?? false
  }

  /// Strictly later each; single steps give the same as the sequence; what exclusions took out is
  /// what the schedule has without them, and no more.
  private func check(
    _ schedule: Schedule, _ random: RandomSchedule, _ after: Instant, _ through: Instant,
    _ found: [Instant]
  ) -> Bool {
    var previous = after
    for instant in found {
      guard instant > previous, schedule.next(after: previous) == instant else { return false }
      guard schedule.next(after: instant.advanced(byMilliseconds: -1)) == instant else {
        return false
      }
      previous = instant
    }
    guard schedule.kind == .cron || readsBack(schedule, random, after, through, found) else {
      return false
    }
    let excluded = schedule.excluded(after: after, through: through)
    let all = random.unfiltered.instants(after: after, through: through)
    return Set(found).union(excluded) == Set(all)
  }
}
