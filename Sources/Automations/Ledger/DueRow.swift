package import Scheduling

/// A planned row of the ledger whose time has come, as the rules see it.
package struct DueRow: Sendable {
  /// From when it was to run: its instant, later where runs are spread.
  package let plannedAt: Instant
  /// From when it may run: later than planned where it waited for another run.
  package let dueAt: Instant
  /// Whether it is caught up: it was missed, and runs all the same.
  package let late: Bool
  /// The version's.
  package let policies: Policies

  package init(plannedAt: Instant, dueAt: Instant, late: Bool, policies: Policies) {
    self.plannedAt = plannedAt
    self.dueAt = dueAt
    self.late = late
    self.policies = policies
  }

  /// Whether it is later than its policies let count as on time.
  package func isOverdue(at now: Instant) -> Bool {
    now.milliseconds(since: dueAt) > policies.grace
  }
}
