package import Scheduling
package import Workflows

/// Workflow, schedule and policies as they were deployed: what runs. A frozen copy with a number.
package struct Version: Sendable {
  /// The automation's.
  package let traceID: String
  /// Counted from 1 within the automation.
  package let number: Int
  /// With one step at least, whatever became of the trace since.
  package let workflow: Workflow
  /// It could be read when it was deployed.
  package let schedule: StoredSchedule
  /// What `schedule_config` said then, the rest at its default.
  package let policies: Policies
  /// The moment of deployment: where elapsed-time intervals begin, cut to the minute.
  package let anchor: Instant
  /// When it was deployed.
  package let createdAt: Instant

  package init(
    traceID: String, number: Int, workflow: Workflow, schedule: StoredSchedule,
    policies: Policies = Policies(), anchor: Instant, createdAt: Instant
  ) {
    self.traceID = traceID
    self.number = number
    self.workflow = workflow
    self.schedule = schedule
    self.policies = policies
    self.anchor = anchor
    self.createdAt = createdAt
  }
}
