package import Scheduling

/// A row of the ledger that came to its end without a run.
package struct EndedRow: Hashable, Sendable {
  /// The automation's.
  package let traceID: String
  /// Its instant.
  package let scheduledAt: Instant
  /// `skipped`, or `cancelled` where somebody withdrew it.
  package let outcome: Outcome
  /// Why, as the row tells it.
  package let reason: Reason

  package init(traceID: String, scheduledAt: Instant, outcome: Outcome, reason: Reason) {
    self.traceID = traceID
    self.scheduledAt = scheduledAt
    self.outcome = outcome
    self.reason = reason
  }
}
