package import Scheduling

/// The ledger of occurrences and runs, as the worker writes it. Every change is one transaction; a
/// claim that somebody else took over changes nothing.
package protocol Ledger: ClockLedger, ZoneLedger {
  /// What to wait for.
  func nextWork() async throws -> NextWork
  /// Automations that have something to be written down by now, the oldest first.
  func due(at now: Instant, limit: Int) async throws -> [PlannedAutomation]
  /// One of them, due or not; `nil` where nothing is planned for it.
  func automation(_ traceID: String) async throws -> PlannedAutomation?
  /// All of them, in the order of their ids, beginning after one: what is planned anew when the
  /// rules of the time zones change.
  func planned(after traceID: String?, limit: Int) async throws -> [PlannedAutomation]
  /// Writes the rows of automations and advances their next instants, all together. An instant that
  /// has a row keeps it.
  /// - Returns: the ids of those that were as their plans took them; the others are left alone.
  func plan(_ plans: [Plan], at now: Instant) async throws -> Set<String>

  /// Claims waiting rows whose time has come, and rows whose lease has run out, the oldest first; a
  /// row that has no run yet gets one. What its policies do not let run ends or waits.
  func claim(_ request: ClaimRequest) async throws -> ClaimBatch
  /// - Returns: the claims that are still held; the others belong to somebody else now, or are over.
  func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key>
  /// Sets right what a clock that went back left too far ahead: leases of others beyond any that is
  /// given now, and manual runs that wait.
  func mendTimes(by worker: String, at now: Instant, lease: Instant) async throws

  /// Writes that an attempt begins, its step with it. On the disk before anything is sent.
  /// - Returns: whether the claim is still held; if not, nothing may be sent.
  func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool
  /// - Returns: whether the claim was still held.
  func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool
  /// Ends run and occurrence; opens the automation's circuit or tells that it works again, where
  /// this run brought that about; lets the run go ahead that waited for this one.
  /// - Returns: `nil` where the claim was not held any more.
  func finish(_ claim: Claim.Key, _ end: RunEnd, at now: Instant) async throws -> Finished?
}

extension Ledger {
  /// Lets claims go: whoever comes next goes on with their runs at once.
  package func release(_ claims: [Claim.Key], at now: Instant) async throws {
    _ = try await renew(claims, lease: now)
  }
}

/// Who claims, and how much.
package struct ClaimRequest: Sendable {
  /// Names the process among all that ever claimed.
  package let worker: String
  /// Rows that are due by this are claimed.
  package let now: Instant
  /// Until when the claims are held unless they are renewed.
  package let lease: Instant
  /// How many claims at most.
  package let limit: Int
  /// How many runs of one person go on together.
  package let perUser: Int

  package init(worker: String, now: Instant, lease: Instant, limit: Int, perUser: Int = .max) {
    self.worker = worker
    self.now = now
    self.lease = lease
    self.limit = limit
    self.perUser = perUser
  }
}

/// What came of a claiming.
package struct ClaimBatch: Sendable {
  /// To be carried out by whoever asked, who has to renew them.
  package let claims: [Claim]
  /// The rows that ended because their policies did not let them run.
  package let skipped: [SkippedRow]
  /// The runs that ended because the next one of their automation came.
  package let ended: [EndedRun]
  /// The rows that failed because something stored of them cannot be read.
  package let unreadable: [UnreadableRow]

  package init(
    claims: [Claim], skipped: [SkippedRow], ended: [EndedRun], unreadable: [UnreadableRow]
  ) {
    self.claims = claims
    self.skipped = skipped
    self.ended = ended
    self.unreadable = unreadable
  }

  /// A row that failed for what is stored of it.
  package struct UnreadableRow: Sendable {
    /// The automation's.
    package let traceID: String
    /// Its instant.
    package let scheduledAt: Instant
    /// The column that holds what nobody can read.
    package let column: String
    /// How it ended, as its row tells it: failed, for good.
    package let end: RunEnd
    /// What its end brought about.
    package let finished: Finished

    package init(
      traceID: String, scheduledAt: Instant, column: String, end: RunEnd, finished: Finished
    ) {
      self.traceID = traceID
      self.scheduledAt = scheduledAt
      self.column = column
      self.end = end
      self.finished = finished
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

    package init(traceID: String, runID: String, reason: Reason) {
      self.traceID = traceID
      self.runID = runID
      self.reason = reason
    }
  }

  /// A row that came to its end without a run.
  package struct SkippedRow: Sendable {
    /// The automation's.
    package let traceID: String
    /// Its instant.
    package let scheduledAt: Instant
    /// Why, as its row tells it.
    package let reason: Reason

    package init(traceID: String, scheduledAt: Instant, reason: Reason) {
      self.traceID = traceID
      self.scheduledAt = scheduledAt
      self.reason = reason
    }
  }
}

/// An occurrence that a worker holds.
package struct Claim: Sendable {
  /// Names the hold: an epoch rises with each claim, so a late writer's key fits no more.
  package struct Key: Hashable, Sendable {
    /// The row's id; none is used twice.
    package let occurrenceID: Int64
    /// Counted from 1.
    package let epoch: Int

    package init(occurrenceID: Int64, epoch: Int) {
      self.occurrenceID = occurrenceID
      self.epoch = epoch
    }
  }

  /// What each write of the holder is checked by.
  package let key: Key
  /// UUID, lower case; the same for every worker that had it.
  package let runID: String
  /// The automation's.
  package let traceID: String
  /// The owner's, whose bindings say what carries out the tools.
  package let userID: String
  /// As it was frozen with the version, or with a manual run.
  package let workflow: Workflow
  /// The version's; the defaults where there is none.
  package let policies: Policies
  /// The planned instant; of a manual run when it was asked for.
  package let scheduledAt: Instant
  /// From when it was to run.
  package let dueAt: Instant
  /// Started by a person: how it ends is nothing to the circuit.
  package let manual: Bool
  /// Whether another worker held it before.
  package let isReclaimed: Bool
  /// Steps that began before, when this goes on where another worker stopped.
  package let steps: [StepRecord]
  /// The results of the steps that succeeded before, by index.
  package let results: [Int: JSON]

  package init(
    key: Key, runID: String, traceID: String, userID: String, workflow: Workflow,
    policies: Policies, scheduledAt: Instant, dueAt: Instant, manual: Bool, isReclaimed: Bool,
    steps: [StepRecord], results: [Int: JSON]
  ) {
    self.key = key
    self.runID = runID
    self.traceID = traceID
    self.userID = userID
    self.workflow = workflow
    self.policies = policies
    self.scheduledAt = scheduledAt
    self.dueAt = dueAt
    self.manual = manual
    self.isReclaimed = isReclaimed
    self.steps = steps
    self.results = results
  }
}

/// An attempt that is about to be sent.
package struct AttemptStart: Sendable {
  /// The step, counted from 1.
  package let step: Int
  /// As the workflow names it.
  package let tool: String
  /// What carries it out.
  package let adapter: AdapterKind
  /// What repeating it would do; whoever goes on with the run keeps to this.
  package let effect: Effect
  /// Counted from 1, over all workers that had the run.
  package let number: Int
  /// Before anything was sent.
  package let startedAt: Instant
  /// What will be sent, as the adapter renders it.
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

/// What came of an attempt.
package struct AttemptEnd: Sendable {
  /// The step, counted from 1.
  package let step: Int
  /// The attempt, counted from 1.
  package let number: Int
  /// Of one that a stop cut off: until somebody went on with the run.
  package let durationMilliseconds: Int
  /// What came back, at most about 10 kB; `nil`: nothing did.
  package let response: JSON?
  /// Why it failed, in a sentence; `nil`: it succeeded.
  package let error: String?
  /// The step's outcome; `nil` where another attempt follows.
  package let outcome: Outcome?
  /// Whether it failed so that a later run would fail alike.
  package let isPermanent: Bool
  /// When it follows.
  package let retryAt: Instant?
  /// The step's result, whole, where it succeeded.
  package let result: JSON?

  package init(
    step: Int, number: Int, durationMilliseconds: Int, response: JSON?, error: String?,
    outcome: Outcome?, isPermanent: Bool = false, retryAt: Instant? = nil, result: JSON?
  ) {
    self.step = step
    self.number = number
    self.durationMilliseconds = durationMilliseconds
    self.response = response
    self.error = error
    self.outcome = outcome
    self.isPermanent = isPermanent
    self.retryAt = retryAt
    self.result = result
  }
}

/// How a run ends.
package struct RunEnd: Sendable {
  /// `skipped` of a run that found a tool unbound.
  package let outcome: Outcome
  /// `nil`: it succeeded, and no failed step was passed over.
  package let reason: Reason?
  /// Whether a later run would fail alike, so that the circuit opens at once.
  package let isPermanent: Bool

  package init(outcome: Outcome, reason: Reason?, isPermanent: Bool = false) {
    self.outcome = outcome
    self.reason = reason
    self.isPermanent = isPermanent
  }
}

/// What the end of a run brought about.
package struct Finished: Sendable {
  /// Why the automation's circuit opened with it; `nil`: it did not.
  package let circuitOpened: String?
  /// Whether the automation works again after its circuit had opened.
  package let recovered: Bool

  package init(circuitOpened: String?, recovered: Bool) {
    self.circuitOpened = circuitOpened
    self.recovered = recovered
  }
}
