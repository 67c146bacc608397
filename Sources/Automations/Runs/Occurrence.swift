package import Scheduling

/// A row of the ledger: a planned instant, or a stretch of them that ended alike, and what became
/// of it.
package struct Occurrence: Sendable {
  /// The row's; none is used twice.
  package let id: Int64
  /// The automation's.
  package let traceID: String
  /// The deployed version's number; `nil`: a manual run of a workflow that was not deployed.
  package let version: Int?
  /// The planned instant, of a stretch the first; of a manual run when it was asked for.
  package let scheduledAt: Instant
  /// The last instant of a stretch; `nil` for a single instant.
  package let until: Instant?
  /// How many instants a stretch stands for; `nil` for a single one.
  package let instants: Int?
  /// Started by a person, not by the schedule.
  package let manual: Bool
  /// The instant for which it was rehearsed; `nil`: it is none of a rehearsal.
  package let rehearses: Instant?
  /// Begun so late that it had been missed.
  package let late: Bool
  /// `nil` while it waits or runs.
  package let outcome: Outcome?
  /// Where it stands; `nil`: it has ended.
  package let phase: Phase?
  /// Why it ended so; `nil` while it has not, and where it simply succeeded.
  package let reason: Reason?
  /// UUID, lower case; `nil`: a planned instant that no worker has taken.
  package let runID: String?
  /// When a worker took it first; `nil`: none has.
  package let startedAt: Instant?
  /// When its run ended; `nil`: that has not ended, or there is none.
  package let finishedAt: Instant?

  package init(
    id: Int64, traceID: String, version: Int?, scheduledAt: Instant, until: Instant?,
    instants: Int?, manual: Bool, outcome: Outcome?, phase: Phase?, reason: Reason?,
    runID: String?, startedAt: Instant?, finishedAt: Instant?,
    late: Bool = false, rehearses: Instant? = nil
  ) {
    self.id = id
    self.traceID = traceID
    self.version = version
    self.scheduledAt = scheduledAt
    self.until = until
    self.instants = instants
    self.manual = manual
    self.rehearses = rehearses
    self.late = late
    self.outcome = outcome
    self.phase = phase
    self.reason = reason
    self.runID = runID
    self.startedAt = startedAt
    self.finishedAt = finishedAt
  }
}

/// Which rows of a ledger are asked for.
package struct OccurrenceFilter: Sendable {
  /// `nil`: any, and those that have none yet.
  package var outcome: Outcome?
  /// `nil`: any, and those that have none.
  package var reasonCode: ReasonCode?
  /// Both ends included.
  package var from: Instant?
  /// Of a stretch, the first instant is measured against this, the last against `from`.
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
