/// What is known of how an automation fares: it is stopped when it fails again and again.
package struct Circuit: Hashable, Sendable {
  /// How many of its planned runs failed in a row.
  package let failures: Int
  /// Whether it was stopped, and no run has succeeded since.
  package let isFailing: Bool
  /// So many failed runs in a row stop it.
  package let openAfter: Int

  package init(failures: Int, isFailing: Bool, openAfter: Int) {
    self.failures = failures
    self.isFailing = isFailing
    self.openAfter = openAfter
  }

  /// What the end of a run comes to.
  package enum Verdict: Hashable, Sendable {
    /// Nothing changes.
    case stays
    /// So many have failed in a row now.
    case counts(failures: Int)
    /// So many have failed in a row, and the automation stops for this reason.
    case opens(failures: Int, words: String)
    /// None has failed in a row; whether it had been stopped before is for `isFailing` to say.
    case works
  }

  /// Whether a run that ends so says anything about its automation: others are no verdict.
  package static func minds(_ outcome: Outcome) -> Bool {
    outcome == .failed || outcome == .succeeded
  }

  /// What the end of a planned run of the version that is deployed comes to.
  package func verdict(on end: RunEnd) -> Verdict {
    guard Circuit.minds(end.outcome) else { return .stays }
    if end.outcome == .succeeded { return failures > 0 || isFailing ? .works : .stays }
    let failures = failures + 1
    guard end.isPermanent || failures >= openAfter else { return .counts(failures: failures) }
    let last = end.reason?.words ?? ""
    let words =
      end.isPermanent
      ? "Stopped at once, since this error stays. \(last)"
      : "Stopped after \(failures) failed \(failures == 1 ? "run" : "runs in a row"). The last: "
        + last
    return .opens(failures: failures, words: words)
  }
}
