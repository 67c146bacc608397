import OrderedJSON
package import Scheduling
import Workflows

/// Trace, workflow and versions under one id, as people see it in lists and on its panel.
package struct Automation: Sendable {
  /// UUID, lower case; in rows taken over from an older database, what stood there.
  package var id: String
  /// The owner's.
  package var userID: String
  /// Of the trace that it was made from.
  package var origin: Trace.Origin
  /// It rises whenever the workflow becomes another one: its trace was saved with other entries, or
  /// people changed it.
  package var workflowRevision: Int
  /// `nil`: none was given.
  package var name: String?
  /// After what it does; `nil`: its entries were not read for that yet.
  package var defaultName: String?
  /// As it is now; a pause of all that the owner has does not change it.
  package var status: DeploymentStatus
  /// Why the status is what it is, where somebody or something gave a reason.
  package var statusReason: String?
  /// As it was given to the latest deployment, or to an older program; `nil`: to none.
  package var schedule: ScheduleText?
  /// The IANA name of the zone of its schedule, named or settled by its deployment; `nil`: it names
  /// none, and is in UTC.
  package var timeZoneName: String?
  /// The schedule in a few words, as it was when it was deployed.
  package var scheduleSummary: String?
  /// The number of the deployed version; `nil` where there was no deployment.
  package var version: Int?
  /// Whether the entries differ from those the deployed version was made from.
  package var changedSinceDeployed: Bool
  /// `nil` where it is not `deployed`. A pause of all that the owner has is not considered.
  package var nextRunAt: Instant?
  /// `nil`: none has ended.
  package var lastRun: LastRun?
  /// What of it goes on or waits; `nil`: nothing does, or that was not asked for.
  package var current: CurrentRun?
  /// Of the latest deployment; `nil`: there was none.
  package var deployedAt: Instant?
  /// `nil` only in rows taken over from an older database that had none.
  package var createdAt: Instant?
  /// When entries, name, status or schedule were written last; `nil` likewise.
  package var updatedAt: Instant?

  package init(
    id: String, userID: String, origin: Trace.Origin, workflowRevision: Int, name: String?,
    defaultName: String?,
    status: DeploymentStatus, statusReason: String?, schedule: ScheduleText?,
    timeZoneName: String?, scheduleSummary: String?, version: Int?, changedSinceDeployed: Bool,
    nextRunAt: Instant?, lastRun: LastRun?, current: CurrentRun?, deployedAt: Instant?,
    createdAt: Instant?, updatedAt: Instant?
  ) {
    self.id = id
    self.userID = userID
    self.origin = origin
    self.workflowRevision = workflowRevision
    self.name = name
    self.defaultName = defaultName
    self.status = status
    self.statusReason = statusReason
    self.schedule = schedule
    self.timeZoneName = timeZoneName
    self.scheduleSummary = scheduleSummary
    self.version = version
    self.changedSinceDeployed = changedSinceDeployed
    self.nextRunAt = nextRunAt
    self.lastRun = lastRun
    self.current = current
    self.deployedAt = deployedAt
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension Automation {
  /// What people call it: its name, or what it does.
  package var displayName: String {
    Automation.displayName(
      name, defaultName, entryCount: origin.entryCount, stepCount: origin.stepCount)
  }

  /// What people call it while it is given no name.
  package var unnamed: String {
    Automation.displayName(
      nil, defaultName, entryCount: origin.entryCount, stepCount: origin.stepCount)
  }

  /// What people call an automation: a name of which nothing is seen is none.
  /// - Parameters:
  ///   - defaultName: after what it does; `nil`: that was not read yet.
  ///   - entryCount: of every kind.
  ///   - stepCount: of these.
  package static func displayName(
    _ name: String?, _ defaultName: String?, entryCount: Int, stepCount: Int
  ) -> String {
    [name, defaultName].compactMap(\.self).first(where: \.isSeen)
      ?? DefaultName(entryCount: entryCount, stepCount: stepCount).text
  }
}

/// How the newest finished run ended.
package struct LastRun: Hashable, Sendable {
  /// UUID, lower case; its row may be pruned by now.
  package let runID: String
  /// As it was settled, where a person has settled it since.
  package let outcome: Outcome
  /// When its outcome was written.
  package let finishedAt: Instant

  package init(runID: String, outcome: Outcome, finishedAt: Instant) {
    self.runID = runID
    self.outcome = outcome
    self.finishedAt = finishedAt
  }
}

/// A run that has not ended, or a planned one that has come up and not begun.
package struct CurrentRun: Hashable, Sendable {
  /// UUID, lower case; `nil`: it was not begun yet.
  package let runID: String?
  /// Where it stands.
  package let phase: Phase

  package init(runID: String?, phase: Phase) {
    self.runID = runID
    self.phase = phase
  }
}
