package import Scheduling

/// Workflow, schedule and policies as they were deployed: what runs. A frozen copy with a number.
package struct Version: Sendable {
  package let traceID: String
  /// Counted from 1 within the automation.
  package let number: Int
  package let workflow: Workflow
  package let schedule: StoredSchedule
  package let policies: Policies
  /// The moment of deployment, cut to the minute: where elapsed-time intervals begin.
  package let anchor: Instant
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
