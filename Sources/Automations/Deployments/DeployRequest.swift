package import Scheduling

/// What a deployment is asked for with.
package struct DeployRequest: Sendable {
  /// The automation's.
  package let traceID: String
  /// It is read once more, against the clock, when it is deployed.
  package let schedule: StoredSchedule
  /// The automation's new name, at most 255 characters; `nil` leaves it.
  package let name: String?
  /// Whether an unbound tool refuses the deployment.
  package let requiresBound: Bool
  /// Whether the strong proposals of a workflow that nobody edited are taken with it.
  package let takesStrong: Bool
  /// How the automation stood when that was asked for. Where it stands otherwise, nothing is
  /// deployed; `nil`: however it stands.
  package let seen: SeenAutomation?

  /// - Parameter others: what is known to be wrong besides, as `DeploymentUseCases.faults(of:)`
  ///   tells of the schedule.
  /// - Throws: `Refusal.invalid` with all of them, and where the name breaks its limits.
  package init(
    traceID: String, schedule: StoredSchedule, name: String?, requiresBound: Bool = false,
    takesStrong: Bool = false, others: [Fault] = [], seen: SeenAutomation? = nil
  ) throws(Refusal) {
    let faults = Fault.ofName(name) + others
    guard faults.isEmpty else { throw .invalid(faults) }
    self.traceID = traceID
    self.schedule = schedule
    self.name = name?.isEmpty == true ? nil : name
    self.requiresBound = requiresBound
    self.takesStrong = takesStrong
    self.seen = seen
  }
}

/// What a deployment brought about.
package struct DeployReceipt: Sendable {
  /// The first instant that will run; `nil`: a pause of all that the owner has covers the next one.
  package let nextRunAt: Instant?
  /// What a person should know though all is right, in sentences.
  package let notices: [String]
}
