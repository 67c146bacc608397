package import Scheduling

/// Where deployments rest.
package protocol DeploymentStore: Sendable {
  /// In one transaction: writes the next version, removes what waits of the version before, sets the
  /// automation `deployed`, its name where one is given, its circuit closed, and its next instant.
  /// - Returns: the version's number; `nil` where there is no such trace.
  func deploy(_ deployment: NewDeployment, in scope: Scope) async throws -> Int?
  /// The deployed version; `nil` where there is none, or no such trace.
  func version(of traceID: String, in scope: Scope) async throws -> Version?
  /// In one transaction: sets the status and the next instant (`nil`: none), and removes what waits,
  /// unless the status is that already. Runs in progress go on.
  func setStatus(
    of traceID: String, to status: DeploymentStatus, reason: String?, nextRunAt: Instant?,
    at now: Instant, in scope: Scope) async throws
}

package struct NewDeployment: Sendable {
  package let traceID: String
  /// The automation's new name; `nil` leaves it.
  package let name: String?
  package let workflow: Workflow
  package let schedule: StoredSchedule
  package let scheduleSummary: String
  package let anchor: Instant
  package let nextRunAt: Instant
  package let deployedAt: Instant

  package init(
    traceID: String, name: String?, workflow: Workflow, schedule: StoredSchedule,
    scheduleSummary: String, anchor: Instant, nextRunAt: Instant, deployedAt: Instant
  ) {
    self.traceID = traceID
    self.name = name
    self.workflow = workflow
    self.schedule = schedule
    self.scheduleSummary = scheduleSummary
    self.anchor = anchor
    self.nextRunAt = nextRunAt
    self.deployedAt = deployedAt
  }
}
