/// How an automation stood when somebody looked at it, as far as a change that is made then depends
/// on it.
package struct SeenAutomation: Hashable, Sendable {
  /// The number of the deployed version; `nil`: there was none.
  package let version: Int?
  /// Of its workflow, as of `Automation`.
  package let revision: Int
  package let status: DeploymentStatus
  /// `nil`: it had none.
  package let name: String?

  package init(_ automation: Automation) {
    version = automation.version
    revision = automation.workflowRevision
    status = automation.status
    name = automation.name
  }
}
