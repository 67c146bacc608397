import Scheduling
import Workflows

/// The instants of one automation that have come, in ascending order, on their way to rows: what is
/// within the grace runs; of what was missed the latest runs late, if it is not too old, and the
/// others are skipped.
struct DueInstants {
  /// Milliseconds by which a start may be late without counting as missed.
  static let grace: Int64 = 60_000
  /// Milliseconds for which a missed instant is caught up.
  static let catchUp: Int64 = 7 * 86_400_000
  /// More skipped instants than this are one row.
  static let longestList = 100

  private let now: Instant
  private var onTime: [Instant] = []
  private var latestMissed: Instant?
  private var skipped = Skipped()

  init(now: Instant) { self.now = now }

  mutating func add(_ instant: Instant) {
    guard now.milliseconds(since: instant) > DueInstants.grace else {
      onTime.append(instant)
      return
    }
    if let earlier = latestMissed { skipped.add(earlier) }
    latestMissed = instant
  }

  var planned: [Plan.Row] {
    guard let latestMissed else { return onTime.map { Plan.Row(scheduledAt: $0) } }
    var skipped = skipped
    var running = onTime
    let isCaughtUp = now.milliseconds(since: latestMissed) <= DueInstants.catchUp
    if isCaughtUp {
      running.insert(latestMissed, at: 0)
    } else {
      skipped.add(latestMissed)
    }
    let reason = Reason(
      .missed,
      isCaughtUp
        ? "The server was not running, or late, when this was due; of the instants missed, only "
          + "the latest is caught up."
        : "The server was not running when this was due; what was missed over 7 days ago is not "
          + "caught up.")
    return skipped.rows(because: reason) + running.map { Plan.Row(scheduledAt: $0) }
  }
}

/// Instants that end alike: a list while they are few, then only their number.
private struct Skipped {
  private var first: [Instant] = []
  private var last: Instant?
  private var count = 0

  mutating func add(_ instant: Instant) {
    if first.count < DueInstants.longestList { first.append(instant) }
    last = instant
    count += 1
  }

  func rows(because reason: Reason) -> [Plan.Row] {
    guard count > DueInstants.longestList, let begin = first.first, let last else {
      return first.map { Plan.Row(scheduledAt: $0, skipped: reason) }
    }
    return [
      Plan.Row(
        scheduledAt: begin, stretch: Plan.Stretch(until: last, instants: count), skipped: reason)
    ]
  }
}
