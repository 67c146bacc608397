package import Scheduling

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
  package let skipped: [EndedRow]
  /// The runs that ended because the next one of their automation came.
  package let ended: [EndedRun]
  /// The rows that failed because something stored of them cannot be read.
  package let unreadable: [UnreadableRow]

  package init(
    claims: [Claim], skipped: [EndedRow], ended: [EndedRun], unreadable: [UnreadableRow]
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
