package import Scheduling

/// What a deployment is asked for with.
package struct DeployRequest: Sendable {
  package let traceID: String
  package let schedule: StoredSchedule
  package let name: String?
  /// Whether an unbound tool refuses the deployment.
  package let requiresBound: Bool

  /// - Parameter others: what is known to be wrong besides, as `DeploymentUseCases.faults(of:)`
  ///   tells of the schedule.
  /// - Throws: `Refusal.invalid` with all of them, and where the name breaks its limits.
  package init(
    traceID: String, schedule: StoredSchedule, name: String?, requiresBound: Bool = false,
    others: [Fault] = []
  ) throws(Refusal) {
    let faults = Fault.ofName(name) + others
    guard faults.isEmpty else { throw .invalid(faults) }
    self.traceID = traceID
    self.schedule = schedule
    self.name = name?.isEmpty == true ? nil : name
    self.requiresBound = requiresBound
  }
}

/// What a deployment brought about.
package struct DeployReceipt: Sendable {
  package let nextRunAt: Instant
  package let notices: [String]
}
