import GRDB
package import Scheduling
import Workflows

extension Database {
  /// Fills the database for tests and benchmarks: the accounts `user-1` …, each with traces of six
  /// entries, a share of which is deployed daily, weekly or monthly.
  /// - Parameters:
  ///   - deployedShare: 0 to 1; the deployed ones are spread evenly.
  ///   - now: the newest trace is this old; the others are a minute apart.
  package func seed(
    users: Int, tracesEach: Int, deployedShare: Double, now: Instant, zones: TimeZoneDatabase
  ) async throws {
    let deployments = try SeedDeployment.all(now: now, zones: zones)
    for user in 1...max(users, 1) {
      let userID = "user-\(user)"
      try await write { db in
        _ = try db.insert(
          Account(name: userID, isAdministrator: false, password: nil, createdAt: now))
      }
      for first in stride(from: 0, to: tracesEach, by: 500) {
        let traces = try (first..<min(first + 500, tracesEach)).map { index in
          let age = Int64(tracesEach - 1 - index) * 60
          return try SeedTrace(index, of: userID, createdAt: now.advanced(bySeconds: -age))
        }
        try await write { db in
          for trace in traces {
            try db.insert(trace.new, trace.data)
            guard trace.isDeployed(deployedShare) else { continue }
            let deployment = deployments[trace.index % deployments.count]
            _ = try db.deploy(deployment.of(trace, at: now), in: .everybody)
          }
        }
      }
    }
  }
}
