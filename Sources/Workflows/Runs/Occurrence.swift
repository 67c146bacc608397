package import Scheduling

/// A row of the ledger: a planned instant, or a stretch of them that ended alike, and what became
/// of it.
package struct Occurrence: Sendable {
  package let id: Int64
  package let traceID: String
  package let version: Int?
  package let scheduledAt: Instant
  /// The last instant of a stretch; `nil` for a single instant.
  package let until: Instant?
  /// How many instants a stretch stands for; `nil` for a single one.
  package let instants: Int?
  /// Started by a person, not by the schedule.
  package let manual: Bool
  /// Begun so late that it had been missed.
  package let late: Bool
  /// `nil` while it waits or runs.
  package let outcome: Outcome?
  package let reason: Reason?
  package let runID: String?
  package let startedAt: Instant?
  package let finishedAt: Instant?

  package init(
    id: Int64, traceID: String, version: Int?, scheduledAt: Instant, until: Instant?,
    instants: Int?, manual: Bool, outcome: Outcome?, reason: Reason?, runID: String?,
    startedAt: Instant?, finishedAt: Instant?,
    late: Bool = false
  ) {
    self.id = id
    self.traceID = traceID
    self.version = version
    self.scheduledAt = scheduledAt
    self.until = until
    self.instants = instants
    self.manual = manual
    self.late = late
    self.outcome = outcome
    self.reason = reason
    self.runID = runID
    self.startedAt = startedAt
    self.finishedAt = finishedAt
  }
}

/// Which rows of a ledger are asked for.
package struct OccurrenceFilter: Sendable {
  package var outcome: Outcome?
  package var reasonCode: ReasonCode?
  /// Both ends included.
  package var from: Instant?
  package var to: Instant?
  /// Those started by a person, or those of the schedule; `nil`: both.
  package var manual: Bool?

  package init(
    outcome: Outcome? = nil, reasonCode: ReasonCode? = nil, from: Instant? = nil,
    to: Instant? = nil, manual: Bool? = nil
  ) {
    self.outcome = outcome
    self.reasonCode = reasonCode
    self.from = from
    self.to = to
    self.manual = manual
  }
}
