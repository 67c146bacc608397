/// A run in a list over many automations.
package struct ListedRun: Sendable {
  /// Without its steps.
  package let run: Run
  /// What people call the automation.
  package let traceName: String
  /// Whose it is.
  package let userID: String
  /// The IANA name of the schedule's zone; `nil`: it has none.
  package let timeZoneName: String?

  package init(run: Run, traceName: String, userID: String, timeZoneName: String?) {
    self.timeZoneName = timeZoneName
    self.run = run
    self.traceName = traceName
    self.userID = userID
  }
}

/// Which runs are asked for.
package struct RunFilter: Sendable {
  /// `nil`: of all automations.
  package var traceID: String?
  /// `nil`: any, and those that have none yet.
  package var outcome: Outcome?

  package init(traceID: String? = nil, outcome: Outcome? = nil) {
    self.traceID = traceID
    self.outcome = outcome
  }
}
