/// How an automation stands: `draft` is on no schedule, `deployed` runs, `paused` was stopped by a
/// person, `failed` by its circuit or by hand.
package enum DeploymentStatus: String, CaseIterable, Sendable {
  case draft, deployed, paused, failed
}
