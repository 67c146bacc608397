package import Scheduling

/// The ledger of occurrences and runs, as the worker writes it. Every change is one transaction; a
/// claim that somebody else took over changes nothing.
package protocol Ledger: Sendable {
  /// Deployed automations whose next instant has come, the oldest first.
  func due(at now: Instant, limit: Int) async throws -> [DueAutomation]
  /// The least next instant of all; `nil` where nothing is planned.
  func nextInstant() async throws -> Instant?
  /// Deployed automations that have a next instant, in the order of their ids, beginning after one of
  /// them: what is planned anew when the rules of the time zones change.
  func planned(after traceID: String?, limit: Int) async throws -> [DueAutomation]
  /// Writes the rows of one automation and advances its next instant, only if it is deployed with
  /// that version and that next instant still; else changes nothing. An instant that has a row keeps it.
  func plan(_ plan: Plan) async throws

  /// Claims waiting rows whose time has come, and rows whose lease has run out, the oldest first; a row
  /// that has no run yet gets one.
  func claim(limit: Int, by worker: String, at now: Instant, lease: Instant) async throws -> [Claim]
  /// - Returns: the claims that are still held; the others belong to somebody else now, or are gone.
  func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key>
  /// Whether a run of the automation that was scheduled before this one goes on: claimed, not ended.
  /// Later ones do not count, so that of two claimed together one goes ahead.
  func hasEarlierRun(than claim: Claim.Key, of traceID: String) async throws -> Bool

  /// Writes that an attempt begins, its step with it. On the disk before anything is sent.
  /// - Returns: whether the claim is still held; if not, nothing may be sent.
  func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool
  /// - Parameter outcome: the step's; `nil` where another attempt follows.
  func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool
  /// Ends run and occurrence.
  /// - Returns: whether the claim was still held.
  func finish(_ claim: Claim.Key, outcome: Outcome, reason: Reason?, at now: Instant) async throws
    -> Bool
  /// Gives claims back that nothing was done for: they wait again.
  func release(_ claims: [Claim.Key]) async throws
}

/// The ledger as people read it.
package protocol History: Sendable {
  /// Writes a manual run of the workflow, to be started at once, unless there is a run of its id.
  /// - Returns: whether there was such a trace.
  func insertManualRun(_ run: NewManualRun, in scope: Scope) async throws -> Bool
  func runs(of traceID: String, _ window: Window, in scope: Scope) async throws -> Listing<Run>
  func run(_ id: String, in scope: Scope) async throws -> Run?
  func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<Occurrence>
}

package struct NewManualRun: Sendable {
  package let runID: String
  package let traceID: String
  /// The deployed version to run; `nil`: `workflow` as it stands.
  package let version: Int?
  package let workflow: Workflow
  package let requestedAt: Instant

  package init(
    runID: String, traceID: String, version: Int?, workflow: Workflow, requestedAt: Instant
  ) {
    self.runID = runID
    self.traceID = traceID
    self.version = version
    self.workflow = workflow
    self.requestedAt = requestedAt
  }
}

/// A deployed automation and its next instant.
package struct DueAutomation: Sendable {
  package let userID: String
  package let version: Version
  package let nextRunAt: Instant

  package init(userID: String, version: Version, nextRunAt: Instant) {
    self.userID = userID
    self.version = version
    self.nextRunAt = nextRunAt
  }
}

/// The rows that the planner writes for one automation.
package struct Plan: Sendable {
  package let traceID: String
  package let userID: String
  package let version: Int
  /// The next instant that the plan was made from.
  package let expected: Instant
  package let rows: [Row]
  /// `nil`: the schedule has no instant left.
  package let nextRunAt: Instant?
  /// Why the automation cannot go on: it is set failed with this reason. `nil`: it stays deployed.
  package let failure: String?

  package init(
    traceID: String, userID: String, version: Int, expected: Instant, rows: [Row],
    nextRunAt: Instant?, failure: String? = nil
  ) {
    self.traceID = traceID
    self.userID = userID
    self.version = version
    self.expected = expected
    self.rows = rows
    self.nextRunAt = nextRunAt
    self.failure = failure
  }

  package struct Row: Hashable, Sendable {
    package let scheduledAt: Instant
    /// The last instant of a stretch and how many it stands for; `nil` for a single instant.
    package let stretch: Stretch?
    /// `nil`: to be run. Else it ended as skipped with this reason.
    package let skipped: Reason?

    package init(scheduledAt: Instant, stretch: Stretch? = nil, skipped: Reason? = nil) {
      self.scheduledAt = scheduledAt
      self.stretch = stretch
      self.skipped = skipped
    }
  }

  package struct Stretch: Hashable, Sendable {
    package let until: Instant
    package let instants: Int

    package init(until: Instant, instants: Int) {
      self.until = until
      self.instants = instants
    }
  }
}

/// An occurrence that a worker holds.
package struct Claim: Sendable {
  /// Names the hold: an epoch rises with each claim, so a late writer's key fits no more.
  package struct Key: Hashable, Sendable {
    package let occurrenceID: Int64
    package let epoch: Int

    package init(occurrenceID: Int64, epoch: Int) {
      self.occurrenceID = occurrenceID
      self.epoch = epoch
    }
  }

  package let key: Key
  package let runID: String
  package let traceID: String
  package let userID: String
  package let workflow: Workflow
  package let scheduledAt: Instant
  package let manual: Bool
  /// Steps that began before, when this goes on where another worker stopped.
  package let steps: [StepRecord]
  /// The results of the steps that succeeded before, by index.
  package let results: [Int: JSON]

  package init(
    key: Key, runID: String, traceID: String, userID: String, workflow: Workflow,
    scheduledAt: Instant, manual: Bool, steps: [StepRecord], results: [Int: JSON]
  ) {
    self.key = key
    self.runID = runID
    self.traceID = traceID
    self.userID = userID
    self.workflow = workflow
    self.scheduledAt = scheduledAt
    self.manual = manual
    self.steps = steps
    self.results = results
  }
}

package struct AttemptStart: Sendable {
  /// The step, counted from 1.
  package let step: Int
  package let tool: String
  package let adapter: AdapterKind
  package let effect: Effect
  package let number: Int
  package let startedAt: Instant
  package let request: JSON

  package init(
    step: Int, tool: String, adapter: AdapterKind, effect: Effect, number: Int,
    startedAt: Instant, request: JSON
  ) {
    self.step = step
    self.tool = tool
    self.adapter = adapter
    self.effect = effect
    self.number = number
    self.startedAt = startedAt
    self.request = request
  }
}

package struct AttemptEnd: Sendable {
  package let step: Int
  package let number: Int
  package let durationMilliseconds: Int
  package let response: JSON?
  package let error: String?
  /// The step's outcome; `nil` where another attempt follows.
  package let outcome: Outcome?
  /// The step's result, whole, where it succeeded.
  package let result: JSON?

  package init(
    step: Int, number: Int, durationMilliseconds: Int, response: JSON?, error: String?,
    outcome: Outcome?, result: JSON?
  ) {
    self.step = step
    self.number = number
    self.durationMilliseconds = durationMilliseconds
    self.response = response
    self.error = error
    self.outcome = outcome
    self.result = result
  }
}
