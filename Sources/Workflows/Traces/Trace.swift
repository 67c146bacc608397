package import Scheduling

/// What an agent did once: the record of its tool calls, and how it is deployed.
package struct Trace: Sendable {
  package let summary: TraceSummary
  /// The entries as they came: a JSON array of objects.
  package let traceData: JSON

  package init(summary: TraceSummary, traceData: JSON) {
    self.summary = summary
    self.traceData = traceData
  }

  /// The entries, read for what they mean.
  package var entries: [TraceEntry] { TraceEntry.entries(of: traceData) }
}

/// A trace without its entries, as lists show it.
package struct TraceSummary: Sendable {
  package var id: String
  package var userID: String
  package var providerID: String
  package var threadID: String
  package var name: String?
  package var entryCount: Int
  /// How many entries are steps that can run.
  package var stepCount: Int
  package var status: DeploymentStatus
  /// Why the status is what it is, where somebody or something gave a reason.
  package var statusReason: String?
  package var schedule: StoredSchedule?
  /// The schedule in a few words, as it was when it was deployed.
  package var scheduleSummary: String?
  /// The number of the deployed version; `nil` where there was no deployment.
  package var version: Int?
  /// Whether the entries differ from those the deployed version was made from.
  package var changedSinceDeployed: Bool
  package var nextRunAt: Instant?
  package var lastRun: LastRun?
  package var deployedAt: Instant?
  /// `nil` only in rows taken over from an older database that had none.
  package var createdAt: Instant?
  package var updatedAt: Instant?

  package init(
    id: String, userID: String, providerID: String, threadID: String, name: String?,
    entryCount: Int, stepCount: Int, status: DeploymentStatus, statusReason: String?,
    schedule: StoredSchedule?, scheduleSummary: String?, version: Int?,
    changedSinceDeployed: Bool, nextRunAt: Instant?, lastRun: LastRun?, deployedAt: Instant?,
    createdAt: Instant?, updatedAt: Instant?
  ) {
    self.id = id
    self.userID = userID
    self.providerID = providerID
    self.threadID = threadID
    self.name = name
    self.entryCount = entryCount
    self.stepCount = stepCount
    self.status = status
    self.statusReason = statusReason
    self.schedule = schedule
    self.scheduleSummary = scheduleSummary
    self.version = version
    self.changedSinceDeployed = changedSinceDeployed
    self.nextRunAt = nextRunAt
    self.lastRun = lastRun
    self.deployedAt = deployedAt
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// How the newest finished run ended.
package struct LastRun: Hashable, Sendable {
  package let runID: String
  package let outcome: Outcome
  package let finishedAt: Instant

  package init(runID: String, outcome: Outcome, finishedAt: Instant) {
    self.runID = runID
    self.outcome = outcome
    self.finishedAt = finishedAt
  }
}

package enum DeploymentStatus: String, CaseIterable, Sendable {
  case draft, deployed, paused, failed
}
