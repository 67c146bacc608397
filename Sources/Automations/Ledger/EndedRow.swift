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

/// A run that was ended from outside.
package struct EndedRun: Hashable, Sendable {
  /// The automation's.
  package let traceID: String
  /// UUID, lower case.
  package let runID: String
  /// Why, as its row tells it.
  package let reason: Reason
  /// The step that was in flight or waited for its next attempt.
  package let step: Step?

  package init(traceID: String, runID: String, reason: Reason, step: Step?) {
    self.traceID = traceID
    self.runID = runID
    self.reason = reason
    self.step = step
  }

  /// A step that ended with its run.
  package struct Step: Hashable, Sendable {
    /// Counted from 1.
    package let index: Int
    /// As its call-back was answered; else `unknown` where it was sent and may happen only once, else
    /// `cancelled`.
    package let outcome: Outcome

    package init(index: Int, outcome: Outcome) {
      self.index = index
      self.outcome = outcome
    }
  }
}
