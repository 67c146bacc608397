import OrderedJSON
package import Scheduling

/// The instants of one automation that have come, on their way to rows.
///
/// What falls into a stop, and what is excluded, is skipped. What is within the grace runs. Of what
/// was missed the policies let the latest run late, if it is not too old; the rest is skipped.
///
/// A stretch holds every instant of the schedule between its ends, or every excluded one: where it
/// is cut, nothing else has to be known.
package struct DueInstants: Sendable {
  private let now: Instant
  private let policies: Policies
  private let delay: Int64
  private let stops: [Stop]
  private var onTime: [Placed] = []
  private var caughtUp: [Placed] = []
  private var skipped: [Skipped.Key: Skipped] = [:]
  /// What no stretch reaches over makes it rise.
  private var part = 0
  /// Of the instant before.
  private var stop: Stop?

  /// - Parameter automation: as it stood when its instants came.
  package init(of automation: PlannedAutomation, now: Instant) {
    self.now = now
    policies = automation.policies ?? Policies()
    delay = policies.delay(of: automation.traceID)
    stops = automation.stops
  }

  /// One that the schedule gives; in ascending order.
  package mutating func add(_ instant: Instant) {
    let stop = stops.first { $0.holds(instant) }
    if stop?.reason != self.stop?.reason { part += 1 }
    self.stop = stop
    if let stop { return skip(placed(instant), stop.reason) }
    let lateness = now.milliseconds(since: instant.advanced(byMilliseconds: delay))
    if lateness <= policies.grace {
      onTime.append(placed(instant))
    } else if lateness > Int64(policies.catchUpDays) * 86_400_000 {
      skip(placed(instant), .missedLongAgo(policies))
    } else {
      miss(instant)
    }
  }

  /// One that the schedule excludes; in ascending order.
  package mutating func addExcluded(_ instant: Instant) {
    skip(placed(instant), DueInstants.excluded)
  }

  /// Has a row already: no stretch reaches over it.
  package mutating func passOver() { part += 1 }

  /// The rows in ascending order.
  package var rows: [Plan.Row] {
    var all = self
    var rows: [Plan.Row] = []
    if let stop = stops.first(where: { $0.isInForce(at: now) }) {
      for instant in caughtUp + onTime { all.skip(instant, stop.reason) }
    } else {
      rows = caughtUp.map { row($0, late: true) } + onTime.map { row($0, late: false) }
    }
    for (key, instants) in all.skipped { rows += instants.rows(because: key.reason) }
    return rows.sorted { $0.scheduledAt < $1.scheduledAt }
  }

  private static let excluded = Reason(.excluded, "The schedule excludes this date.")

  private mutating func miss(_ instant: Instant) {
    let (limit, reason): (Int, Reason) =
      switch policies.missed {
      case .skip: (0, .missedAndSkipped)
      case .once: (1, .missedBeforeTheLatest)
      case .all: (Limits.caughtUp, .missedBeforeTheLatestOnes)
      }
    caughtUp.append(placed(instant))
    if caughtUp.count > limit { skip(caughtUp.removeFirst(), reason) }
  }

  private mutating func skip(_ placed: Placed, _ reason: Reason) {
    skipped[Skipped.Key(reason, placed.part), default: Skipped()].add(placed.instant)
  }

  private func placed(_ instant: Instant) -> Placed { Placed(instant: instant, part: part) }

  private func row(_ placed: Placed, late: Bool) -> Plan.Row {
    Plan.Row(
      scheduledAt: placed.instant, dueAt: placed.instant.advanced(byMilliseconds: delay),
      late: late)
  }
}

/// An instant, and how many rows that are there already come before it.
private struct Placed {
  let instant: Instant
  let part: Int
}

/// Instants that end alike: a list while they are few, then only their number.
private struct Skipped {
  struct Key: Hashable {
    let reason: Reason
    let part: Int

    init(_ reason: Reason, _ part: Int) { (self.reason, self.part) = (reason, part) }
  }

  private var first: [Instant] = []
  private var last: Instant?
  private var count = 0
  private var days: [Int: Int] = [:]

  mutating func add(_ instant: Instant) {
    if count < Limits.rowsOfStretch { first.append(instant) }
    last = instant
    count += 1
    days[instant.day, default: 0] += 1
  }

  func rows(because reason: Reason) -> [Plan.Row] {
    guard count > Limits.rowsOfStretch, let begin = first.first, let last else {
      return first.map { Plan.Row(scheduledAt: $0, skipped: reason) }
    }
    return [
      Plan.Row(scheduledAt: begin, stretch: Plan.Stretch(until: last, days: days), skipped: reason)
    ]
  }
}
