package import Scheduling
package import Workflows

/// The ledger as people read it, and what they change in it.
package protocol History: Sendable {
  /// Writes a manual run, to be started at once, unless there is a run of its id.
  /// - Returns: whether there was such a trace, deployed where the run is to be of that.
  func insertManualRun(_ run: NewManualRun, by act: Act) async throws -> Bool
  /// Writes a manual run of the same version as an earlier run, to be started at once, unless there
  /// is a run of its id.
  /// - Returns: whether there was such a run.
  func insertRerun(of runID: String, as newID: String, by act: Act) async throws -> Bool
  /// Whether so many manual runs of an automation have not ended.
  func areWaitingByHand(_ count: Int, of traceID: String, in scope: Scope) async throws -> Bool
  /// Ends a run that waits or goes on, as cancelled; a step in flight that may happen only once
  /// becomes unknown.
  /// - Returns: `nil` where there is no such run.
  func cancel(_ runID: String, because reason: Reason, by act: Act) async throws -> Cancellation?
  /// Gives a run whose outcome is unknown the outcome that a person knows.
  /// - Returns: whether it was unknown and not settled before.
  func settle(_ runID: String, _ settlement: Settlement, by act: Act) async throws -> Bool

  /// Of one automation, the latest instant first, without their steps.
  func runs(of traceID: String, _ window: Window, in scope: Scope) async throws -> Listing<Run>
  /// Runs of many automations, the latest first.
  func runs(_ filter: RunFilter, _ window: Window, in scope: Scope) async throws
    -> Listing<ListedRun>
  /// The automation of a run; `nil` where there is no such run.
  func traceID(ofRun id: String, in scope: Scope) async throws -> String?
  /// A run with some of its steps, by their numbers: as many of those that began as have
  /// `Limits.listAnswerBytes` bytes, one at least.
  func run(_ id: String, steps: ClosedRange<Int>, in scope: Scope) async throws -> RunExcerpt?
  /// Rows of one automation, the latest instant first.
  func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<Occurrence>
  /// How many instants of each day (UTC) ended how, the newest first, those whose rows are pruned
  /// included, and those of an automation that is deleted.
  func totals(of traceID: String, since: Instant, in scope: Scope) async throws -> [DailyTotal]
  /// What people should know, the newest first.
  /// - Parameter traceID: `nil`: of all automations.
  func notices(of traceID: String?, _ window: Window, in scope: Scope) async throws
    -> Listing<AutomationNotice>
}

extension History {
  /// A run with its steps that began, as many as there is room for.
  package func run(_ id: String, in scope: Scope) async throws -> Run? {
    try await run(id, steps: 1...Int.max, in: scope)?.run
  }
}

/// A run that a person asks for.
package struct NewManualRun: Sendable {
  /// UUID, lower case.
  package let runID: String
  /// The automation's.
  package let traceID: String
  /// What is to run; `nil`: the version that is deployed.
  package let workflow: Workflow?
  /// That of the trace whose workflow it is, as of `Automation`; `nil`: any.
  package let workflowRevision: Int?
  /// Its instant, from which on it is due.
  package let requestedAt: Instant
  /// The instant for which it is rehearsed; `nil`: it runs.
  package let rehearses: Instant?

  package init(
    runID: String, traceID: String, workflow: Workflow?, workflowRevision: Int? = nil,
    requestedAt: Instant, rehearses: Instant? = nil
  ) {
    self.runID = runID
    self.traceID = traceID
    self.workflow = workflow
    self.workflowRevision = workflowRevision
    self.requestedAt = requestedAt
    self.rehearses = rehearses
  }
}

/// What came of cancelling a run.
package enum Cancellation: Hashable, Sendable {
  /// It went on or waited, and has ended now.
  case ended(EndedRun)
  /// It had ended before, so.
  case hadEnded(Outcome)
}

/// What a person says of a run whose outcome is unknown.
package struct Settlement: Sendable {
  /// `nil`: nobody knows, and it stays unknown.
  package let outcome: Outcome?
  /// Who settled it and how; it goes before the reason that it had.
  package let reason: Reason
  /// The name of the run that repeats it; `nil`: none does.
  package let rerunID: String?
  /// From when the run that repeats it is due.
  package let at: Instant

  package init(outcome: Outcome?, reason: Reason, rerunID: String?, at: Instant) {
    self.outcome = outcome
    self.reason = reason
    self.rerunID = rerunID
    self.at = at
  }
}

/// How many instants of one day ended alike.
package struct DailyTotal: Hashable, Sendable {
  /// Its first instant, UTC.
  package let day: Instant
  /// What has none yet is not counted.
  package let outcome: Outcome
  /// By instants: a stretch counts on each of its days.
  package let count: Int

  package init(day: Instant, outcome: Outcome, count: Int) {
    self.day = day
    self.outcome = outcome
    self.count = count
  }
}
