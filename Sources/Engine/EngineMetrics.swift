import Automations
package import Metrics
import Scheduling

/// What the engine counts and times. The labels are Prometheus' names of the series.
package struct EngineMetrics: Sendable {
  private let lateness: Timer
  private let planning: Timer
  private let occurrences: Counter
  private let ended: [Outcome: Counter]
  private let skipped: [ReasonCode: Counter]
  private let reclaimed: Counter
  private let circuits: Counter
  private let goingOn: Meter

  /// - Parameter factory: makes the instruments; by default nothing is kept.
  package init(factory: any MetricsFactory = NOOPMetricsHandler.instance) {
    lateness = Timer(label: "reprise_start_lateness_seconds", factory: factory)
    planning = Timer(label: "reprise_planning_duration_seconds", factory: factory)
    occurrences = Counter(label: "reprise_occurrences_planned_total", factory: factory)
    ended = EngineMetrics.counters(
      Outcome.allCases, "reprise_runs_total", by: "outcome", factory)
    skipped = EngineMetrics.counters(
      ReasonCode.allCases.filter(\.isOfSkipped), "reprise_occurrences_skipped_total", by: "reason",
      factory)
    reclaimed = Counter(label: "reprise_leases_reclaimed_total", factory: factory)
    circuits = Counter(label: "reprise_circuit_openings_total", factory: factory)
    goingOn = Meter(label: "reprise_runs_going_on", factory: factory)
  }

  private static func counters<Key: Hashable & RawRepresentable<String>>(
    _ keys: [Key], _ label: String, by dimension: String, _ factory: any MetricsFactory
  ) -> [Key: Counter] {
    Dictionary(
      uniqueKeysWithValues: keys.map { key in
        (
          key,
          Counter(label: label, dimensions: [(dimension, key.rawValue)], factory: factory)
        )
      })
  }

  /// A batch of due automations was planned.
  func planned(in duration: Duration) { planning.record(duration: duration) }

  /// What a plan wrote.
  func count(_ plan: Plan, _ finished: Finished) {
    for row in plan.rows {
      if let reason = row.skipped {
        countSkipped(reason.code, row.stretch?.instants ?? 1)
      } else {
        occurrences.increment()
      }
    }
    if finished.circuitOpened != nil { circuits.increment() }
  }

  /// A run begins, or goes on elsewhere. A manual run has no instant to be late for.
  func count(_ claim: Claim, at now: Instant) {
    switch claim.beginning {
    case .reclaimed: reclaimed.increment()
    case .first where !claim.manual:
      lateness.recordNanoseconds(max(now.milliseconds(since: claim.dueAt), 0) * 1_000_000)
    case .first, .afterWait: break
    }
  }

  func count(_ end: RunEnd, _ finished: Finished) {
    countEnded(end.outcome)
    if end.outcome == .skipped, let code = end.reason?.code { countSkipped(code) }
    if finished.circuitOpened != nil { circuits.increment() }
  }

  func countEnded(_ outcome: Outcome) { ended[outcome]?.increment() }

  func countSkipped(_ code: ReasonCode, _ instants: Int = 1) {
    skipped[code]?.increment(by: instants)
  }

  func runsGoingOn(_ count: Int) { goingOn.set(count) }
}

extension ReasonCode {
  /// Whether instants that ended without a run bear it.
  fileprivate var isOfSkipped: Bool {
    switch self {
    case .overlap, .missed, .paused, .excluded, .condition, .limit, .unbound, .circuit,
      .withdrawn:
      true
    case .nothingToDo, .stepFailed, .noAnswer, .stopped, .settled, .unreadable: false
    }
  }
}
