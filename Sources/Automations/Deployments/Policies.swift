/// How the instants of an automation are treated. Frozen with its version.
package struct Policies: Hashable, Sendable {
  /// For instants that are late by more than `graceSeconds`.
  package var missed = Missed.once
  /// For an instant that comes while the run before goes on.
  package var overlap = Overlap.skip
  /// By how many seconds a start may be late without counting as missed.
  package var graceSeconds = 60
  /// For how many days a missed instant is caught up.
  package var catchUpDays = 7
  /// How often a step is tried.
  package var attempts = 3
  /// After how many failed runs in a row the circuit opens.
  package var openAfter = 3
  /// Up to how many seconds a run is put off, by a hash of the automation's id.
  package var spreadSeconds = 0

  /// Every policy at its default.
  package init() {}

  /// What becomes of instants that nobody was there for.
  package enum Missed: String, CaseIterable, Sendable {
    /// The latest runs, late.
    case once
    /// None of them runs.
    case skip
    /// The latest `Limits.caughtUp` run, late.
    case all
  }

  /// What becomes of an instant that comes while the run before goes on.
  package enum Overlap: String, CaseIterable, Sendable {
    /// The new one does not run.
    case skip
    /// It waits, and one at most.
    case queue
    /// Both go on at the same time.
    case allow
    /// The run before ends for it.
    case cancel
  }
}

extension Policies {
  /// By how many milliseconds a start may be late. A second at least: no loop wakes in the very
  /// moment.
  package var grace: Int64 { Int64(max(graceSeconds, 1)) * 1000 }

  /// Milliseconds by which the runs of an automation are put off: always the same, and spread
  /// evenly over all automations.
  package func delay(of traceID: String) -> Int64 {
    guard spreadSeconds > 0 else { return 0 }
    // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    let hash = traceID.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int64(hash % UInt64(spreadSeconds * 1000 + 1))
  }
}
