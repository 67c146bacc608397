import Automations
import Scheduling
import TestSupport
import Testing

/// What a deployment has settled of its schedule, and what holds for the versions from before that
/// was kept.
@Suite struct ScheduleDefaultsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ScheduleDefaults(timezone: "Europe/Berlin"), ScheduleDefaults(timezone: "UTC"),
    ScheduleDefaults(timezone: "Asia/Tokyo", edition: .first),
  ])
  func `a version keeps what its deployment has settled`(defaults: ScheduleDefaults) async throws {
    let world = try World(folder: folder)
    let id = try await world.save()
    try await deploy(id, defaults, in: world)
    try await expect(id, defaults, in: world)
  }

  @Test func `a version from before is in UTC, by the rules of then`() async throws {
    let id: String
    do {
      let world = try World(folder: folder)
      id = try await world.save()
      try await deploy(id, ScheduleDefaults(timezone: "Europe/Berlin"), in: world)
    }
    try folder.change(
      """
      ALTER TABLE versions DROP COLUMN timezone;
      ALTER TABLE versions DROP COLUMN edition;
      UPDATE automations SET time_zone = NULL;
      DELETE FROM grdb_migrations WHERE identifier = 'scheduleDefaults';
      """)
    let world = try World(folder: folder)
    try await expect(id, .early, in: world)
    let again = ScheduleDefaults(timezone: "Europe/Berlin")
    try await deploy(id, again, in: world)
    try await expect(id, again, in: world)
  }

  private func deploy(_ id: String, _ defaults: ScheduleDefaults, in world: World) async throws {
    let schedule = StoredSchedule(
      type: "custom", time: "every other monday at 9am", config: nil, defaults: defaults)
    _ = try await world.deployments.deploy(
      NewDeployment(
        traceID: id, name: nil, workflow: World.workflow(steps: 1), schedule: schedule,
        scheduleSummary: "", anchor: .morning, nextRunAt: .morning, deployedAt: .morning),
      in: .alice)
  }

  /// Wherever a version is read: for the panel, for a status, for the planner.
  private func expect(_ id: String, _ defaults: ScheduleDefaults, in world: World) async throws {
    let version = try #require(try await world.deployments.version(of: id, in: .alice))
    #expect(version.schedule.defaults == defaults)
    let deployed = try #require(try await world.deployments.schedule(of: id, in: .alice))
    #expect(deployed.schedule.defaults == defaults)
    let automation = try #require(try await world.ledger.automation(id))
    let planned = try #require(
      try await world.ledger.schedule(of: id, version: automation.version))
    #expect(planned.defaults == defaults)
    #expect(planned.config == nil, "what was given is kept as it came")
    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.timeZoneName ?? "UTC" == defaults.timezone)
  }
}
