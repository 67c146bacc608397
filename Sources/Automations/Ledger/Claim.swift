import OrderedJSON
package import Scheduling
import Workflows

/// Who claims, and how much.
package struct ClaimRequest: Sendable {
  /// Names the process among all that ever claimed.
  package let worker: String
  /// What it carries out now, which is not claimed again, be its lease over or not.
  package let holding: [Claim.Key]
  /// Rows that are due by this are claimed.
  package let now: Instant
  /// Until when the claims are held unless they are renewed.
  package let lease: Instant
  /// How many claims at most; with none, what policies say of rows that are due is done all the same.
  package let limit: Int
  /// How many runs of one person go on together.
  package let perUser: Int
  /// The same where several people have automations, if that is fewer.
  package let perUserOfSeveral: Int

  package init(
    worker: String, holding: [Claim.Key] = [], now: Instant, lease: Instant, limit: Int,
    perUser: Int = .max, perUserOfSeveral: Int = .max
  ) {
    self.worker = worker
    self.holding = holding
    self.now = now
    self.lease = lease
    self.limit = limit
    self.perUser = perUser
    self.perUserOfSeveral = perUserOfSeveral
  }
}

/// What came of a claiming.
package struct ClaimBatch: Sendable {
  /// To be carried out by whoever asked, who has to renew them.
  package let claims: [Claim]
  /// The rows that ended because their policies did not let them run.
  package let skipped: [EndedRow]
  /// The rows that began to wait for the run before them.
  package let queued: [QueuedRow]
  /// The runs that ended because the next one of their automation came.
  package let ended: [EndedRun]
  /// The rows that failed because something stored of them cannot be read.
  package let unreadable: [UnreadableRow]

  package init(
    claims: [Claim], skipped: [EndedRow], queued: [QueuedRow], ended: [EndedRun],
    unreadable: [UnreadableRow]
  ) {
    self.claims = claims
    self.skipped = skipped
    self.queued = queued
    self.ended = ended
    self.unreadable = unreadable
  }

  /// A row that waits until another one has ended.
  package struct QueuedRow: Hashable, Sendable {
    /// The automation's.
    package let traceID: String
    /// Its instant.
    package let scheduledAt: Instant

    package init(traceID: String, scheduledAt: Instant) {
      self.traceID = traceID
      self.scheduledAt = scheduledAt
    }
  }

  /// A row that failed for what is stored of it.
  package struct UnreadableRow: Sendable {
    /// The automation's.
    package let traceID: String
    /// Its instant.
    package let scheduledAt: Instant
    /// Of the run that had begun; `nil`: none had.
    package let runID: String?
    /// The step that was in flight or waited for its next attempt.
    package let step: EndedRun.Step?
    /// The column that holds what nobody can read.
    package let column: String
    /// How it ended, as its row tells it: failed, for good.
    package let end: RunEnd
    /// What its end brought about.
    package let finished: Finished

    package init(
      traceID: String, scheduledAt: Instant, runID: String?, step: EndedRun.Step?, column: String,
      end: RunEnd, finished: Finished
    ) {
      self.traceID = traceID
      self.scheduledAt = scheduledAt
      self.runID = runID
      self.step = step
      self.column = column
      self.end = end
      self.finished = finished
    }
  }
}

/// An occurrence that a worker holds: its keys and what says how it is carried out. What it carries
/// out may be large, and is read when it is needed (`Ledger.work`).
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

  /// What a claim is to its holder.
  package enum Beginning: Sendable {
    /// A run that begins.
    case first
    /// One whose next attempt has come, or which may find room beside others now.
    case afterWait
    /// One that another worker held, or this one before something failed.
    case reclaimed
  }

  /// What each write of the holder is checked by.
  package let key: Key
  /// UUID, lower case; the same for every worker that had it.
  package let runID: String
  /// The automation's.
  package let traceID: String
  /// The owner's, whose bindings say what carries out the tools.
  package let userID: String
  /// The number of its workflow within the automation.
  package let workflow: Int
  /// About how many bytes the workflow has; 0 where there is none.
  package let workflowBytes: Int
  /// The version's; the defaults where there is none.
  package let policies: Policies
  /// The planned instant; of a manual run when it was asked for.
  package let scheduledAt: Instant
  /// From when it was to run.
  package let dueAt: Instant
  /// Started by a person: how it ends is nothing to the circuit.
  package let manual: Bool
  /// The instant for which it is rehearsed: only steps are done that read; `nil`: it runs.
  package let rehearses: Instant?
  /// What it is to whoever holds it now.
  package let beginning: Beginning

  package init(
    key: Key, runID: String, traceID: String, userID: String, workflow: Int, workflowBytes: Int,
    policies: Policies, scheduledAt: Instant, dueAt: Instant, manual: Bool, beginning: Beginning,
    rehearses: Instant? = nil
  ) {
    self.key = key
    self.runID = runID
    self.traceID = traceID
    self.userID = userID
    self.workflow = workflow
    self.workflowBytes = workflowBytes
    self.policies = policies
    self.scheduledAt = scheduledAt
    self.dueAt = dueAt
    self.manual = manual
    self.rehearses = rehearses
    self.beginning = beginning
  }
}
