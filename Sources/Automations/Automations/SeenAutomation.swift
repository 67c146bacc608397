/// How an automation stood when somebody looked at it, as far as a change that is made then depends
/// on it.
package struct SeenAutomation: Hashable, Sendable {
  /// The number of the deployed version; `nil`: there was none.
  package let version: Int?
  /// How often its entries had become others.
  package let revision: Int
  package let status: DeploymentStatus
  /// `nil`: it had none.
  package let name: String?

  package init(_ automation: Automation) {
    version = automation.version
    revision = automation.origin.revision
    status = automation.status
    name = automation.name
  }
}
