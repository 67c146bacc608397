import OrderedJSON
package import Scheduling
package import Workflows

/// Where deployments rest.
package protocol DeploymentStore: ContractStore {
  /// In one transaction: writes the next version, withdraws what waits of the version before, sets
  /// the automation `deployed`, its name where one is given, its circuit closed, and its next
  /// instants.
  /// - Returns: the version's number, and the rows that waited; `nil` where there is no such trace,
  ///   or it stands otherwise than was seen, and nothing was changed.
  func deploy(
    _ deployment: NewDeployment, by act: Act
  ) async throws -> (version: Int, withdrawn: [EndedRow])?
  /// The deployed version; `nil` where there is none, or no such trace.
  func version(of traceID: String, in scope: Scope) async throws -> Version?
  /// The deployed version's schedule and anchor, whatever its workflow is; `nil` where there is
  /// none, or no such trace.
  func schedule(
    of traceID: String, in scope: Scope
  ) async throws -> (schedule: StoredSchedule, anchor: Instant)?
  /// The `schedule_config` of the version that was deployed last; `nil` where there is none, or no such
  /// trace.
  func keptConfig(of traceID: String, in scope: Scope) async throws -> KeptConfig?
  /// The automation's own stop that goes on: its pause or its open circuit. `nil` where there is
  /// none, or no such trace.
  func stop(of traceID: String, in scope: Scope) async throws -> Stop?
  /// In one transaction: sets the status, ends the stop that was in force and begins the one that
  /// the status means, and ends what waits, unless the status is that already. Runs in progress go
  /// on.
  /// - Returns: the rows that waited; `nil` where there is no such trace, or it was deployed anew or
  ///   had another status before, and nothing was changed.
  func setStatus(
    of traceID: String, _ change: StatusChange, by act: Act
  ) async throws -> [EndedRow]?
}

/// A version to be, checked and ready to be written.
package struct NewDeployment: Sendable {
  /// The automation's.
  package let traceID: String
  /// The automation's new name; `nil` leaves it.
  package let name: String?
  /// What is frozen: one step at least.
  package let workflow: Workflow
  /// That of the entries that the workflow was made from, which may have become others since; `nil`:
  /// those that are kept.
  package let workflowRevision: Int?
  /// What people made of the workflow with this deployment; `nil`: nothing else than before.
  package let edited: EditedWorkflow?
  /// As it was given.
  package let schedule: StoredSchedule
  /// What is kept of the schedule's config; `nil`: that as it was given, which has no secrets.
  package let config: NewConfig?
  /// What the schedule's config says, the rest at its default.
  package let policies: Policies
  /// The schedule in a few words, for lists.
  package let scheduleSummary: String
  /// Where elapsed-time intervals begin, unless the config says so itself.
  package let anchor: Instant
  /// The first instant that will run.
  package let nextRunAt: Instant
  /// When there is the first thing to write down: `nextRunAt`, or an excluded instant before it.
  package let planAt: Instant
  /// Nothing up to this is planned any more.
  package let deployedAt: Instant
  /// How the automation stood that is deployed; `nil`: however it stands.
  package let seen: SeenAutomation?

  /// - Parameter planAt: `nil`: at `nextRunAt`.
  package init(
    traceID: String, name: String?, workflow: Workflow, workflowRevision: Int? = nil,
    edited: EditedWorkflow? = nil,
    schedule: StoredSchedule, config: NewConfig? = nil, policies: Policies = Policies(),
    scheduleSummary: String,
    anchor: Instant, nextRunAt: Instant,
    planAt: Instant? = nil, deployedAt: Instant, seen: SeenAutomation? = nil
  ) {
    self.traceID = traceID
    self.name = name
    self.workflow = workflow
    self.workflowRevision = workflowRevision
    self.edited = edited
    self.schedule = schedule
    self.config = config
    self.policies = policies
    self.scheduleSummary = scheduleSummary
    self.anchor = anchor
    self.nextRunAt = nextRunAt
    self.planAt = planAt ?? nextRunAt
    self.deployedAt = deployedAt
    self.seen = seen
  }
}

/// A status that a person sets.
package struct StatusChange: Sendable {
  /// The new one; where it is the old one too, nothing is written.
  package let status: DeploymentStatus
  /// Why, in words; the rows of the instants that do not run say so too.
  package let reason: String?
  /// `nil`: none.
  package let nextRunAt: Instant?
  /// When there is the next thing to write down; `nil`: never.
  package let planAt: Instant?
  /// What came up to this was written down before.
  package let at: Instant
  /// The version whose instants these are; `nil`: there is none.
  package let version: Int?
  /// The status that it takes the place of; `nil`: of any.
  package let before: DeploymentStatus?

  package init(
    status: DeploymentStatus, reason: String?, nextRunAt: Instant?, planAt: Instant?, at: Instant,
    version: Int?, before: DeploymentStatus? = nil
  ) {
    self.status = status
    self.version = version
    self.before = before
    self.reason = reason
    self.nextRunAt = nextRunAt
    self.planAt = planAt
    self.at = at
  }
}
