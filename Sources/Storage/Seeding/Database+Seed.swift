import Automations
package import Scheduling

/// What tests and benchmarks want to find.
package struct SeedPlan: Sendable {
  /// The accounts `user-1` …
  package let users: Int
  /// Of six entries each.
  package let tracesEach: Int
  /// 0 to 1; the deployed ones are spread evenly.
  package let deployedShare: Double
  /// The cron expressions, UTC, on which the traces are deployed in turns; none: daily, weekly and
  /// monthly.
  package let crons: [String]
  /// Seconds by which runs are put off at most.
  package let spread: Int
  /// Where the one step of the workflows sends something; `nil`: the trace's own steps.
  package let post: String?

  package init(
    users: Int, tracesEach: Int, deployedShare: Double, crons: [String] = [], spread: Int = 0,
    post: String? = nil
  ) {
    self.users = users
    self.tracesEach = tracesEach
    self.deployedShare = deployedShare
    self.crons = crons
    self.spread = spread
    self.post = post
  }
}

/// Why nothing can be seeded.
package enum SeedFault: Error, CustomStringConvertible {
  /// No schedule of the plan has an instant that is still to come.
  case nothingToCome

  package var description: String {
    "no schedule has a run that is still to come; an expression like \"0 9 * * *\" has"
  }
}

extension Database {
  /// Fills the database, beside what is in it.
  /// - Throws: `SeedFault` and `ScheduleFaults` before anything is written; `StorageFault`.
  /// - Parameter now: the newest trace is this old; the others are a minute apart.
  package func seed(_ plan: SeedPlan, now: Instant, zones: TimeZoneDatabase) async throws {
    let deployments = try SeedDeployment.all(of: plan, now: now, zones: zones)
    guard !deployments.isEmpty || plan.deployedShare == 0 else { throw SeedFault.nothingToCome }
    if try await nextWork().planAt == nil { try await setPlannedZones(zones.fingerprint) }
    for user in 1...max(plan.users, 1) {
      let userID = "user-\(user)"
      try await write { db in
        _ = try db.insert(
          Account(name: userID, isAdministrator: false, password: nil, createdAt: now))
      }
      for first in stride(from: 0, to: plan.tracesEach, by: 500) {
        let traces = try (first..<min(first + 500, plan.tracesEach)).map { index in
          let age = Int64(plan.tracesEach - 1 - index) * 60
          return try SeedTrace(index, of: userID, createdAt: now.advanced(bySeconds: -age))
        }
        try await write { db in
          for trace in traces {
            try db.insert(trace.new, trace.data)
            guard trace.isDeployed(plan.deployedShare) else { continue }
            let deployment = deployments[trace.index % deployments.count]
            _ = try db.deploy(
              DeploymentText(deployment.of(trace, at: now)),
              of: OwnedTrace(id: trace.new.id, userID: userID))
          }
        }
      }
    }
  }
}
