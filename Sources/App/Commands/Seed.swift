import ArgumentParser
import Automations
import Foundation
import Scheduling
import Storage

/// Fills the database for tests and benchmarks.
struct Seed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Fills the database with users and traces, for tests and benchmarks; no server may run.")

  @Option(help: "How many users: user-1, user-2 …") var users = 1
  @Option(help: "How many traces each.") var traces = 50
  @Option(help: "Which share of the traces is deployed, 0 to 1.") var deployed = 0.5
  @Option(
    help: "Deploys on this cron expression, UTC; several take turns. Otherwise daily and the like.")
  var cron: [String] = []
  @Option(help: "Puts each run off by up to so many seconds.") var spread = 0
  @Option(help: "Deploys one HTTP POST to this address in place of a trace's three steps.")
  var post: String?

  func run() async throws {
    try await Complaint.reported {
      guard users > 0, traces > 0, users <= 1_000_000, traces <= 1_000_000,
        (0...1).contains(deployed)
      else { throw Complaint("--users and --traces take 1 to 1000000, --deployed takes 0 to 1") }
      let settings = try Settings()
      let folder = DataFolder(settings: settings)
      try folder.prepare()
      _ = try folder.key()
      let house = try await House.offline(settings)
      do {
        try await house.database.seed(
          SeedPlan(
            users: users, tracesEach: traces, deployedShare: deployed, crons: cron, spread: spread,
            post: post),
          now: house.now(), zones: house.zones)
      } catch let faults as ScheduleFaults {
        throw Complaint("--cron: " + faults.faults.map(\.message).joined(separator: "; "))
      }
      print("\(users * traces) traces of \(users) users")
    }
  }
}
