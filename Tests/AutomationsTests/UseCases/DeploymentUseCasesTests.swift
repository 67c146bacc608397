import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

@Suite struct DeploymentUseCasesTests {
  let world: UseCaseWorld

  init() throws { world = try UseCaseWorld() }

  @Test(arguments: [
    (DeploymentStatus.paused, Outcome.skipped, ReasonCode.paused),
    (.failed, .skipped, .circuit),
    (.draft, .cancelled, .withdrawn),
  ])
  func `the rows that waited when a status was set are told of`(
    status: DeploymentStatus, outcome: Outcome, code: ReasonCode
  ) async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    try await world.deployments.setStatus(of: id, to: status, by: .alice)
    #expect(world.withdrawn.map(\.outcome) == [outcome])
    #expect(world.withdrawn.map(\.reason.code) == [code])
  }

  @Test func `a status that is set while another version is deployed has that version's instants`()
    async throws
  {
    let id = try await world.save("note")
    try await world.deployAndPlan(id, "10:00")
    let deployments = world.deployments { [world] in
      // Once: the second look finds it done.
      if try await world.database.version(of: id, in: .everybody)?.number == 1 {
        try await world.deployAndPlan(id, "09:30")
      }
    }
    try await deployments.setStatus(of: id, to: .paused, by: .alice)
    #expect(
      try await world.database.automation(id)?.planAt == Instant.morning.advanced(bySeconds: 1800))
    #expect(try await world.database.automation(id, in: .everybody)?.status == .paused)
  }

  /// What happens while something is deployed.
  enum Change: CaseIterable { case deployed, renamed, failed, entries }

  @Test(arguments: Change.allCases)
  func `what became another meanwhile is not deployed by who has seen it as it was before`(
    change: Change
  ) async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id, "10:00")
    let seen = SeenAutomation(
      try #require(try await world.database.automation(id, in: .everybody)))
    let deployments = world.deployments { [world] in try await world.make(change, of: id) }
    let refusal = await #expect(throws: Refusal.self) {
      try await deployments.deploy(
        DeployRequest(
          traceID: id, schedule: StoredSchedule(type: "daily", time: "11:00", config: nil),
          name: "Mine", seen: seen),
        by: .alice)
    }
    guard case .conflict? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    let automation = try await world.database.automation(id, in: .everybody)
    #expect(automation?.version == (change == .deployed ? 2 : 1))
    #expect(automation?.schedule?.time == (change == .deployed ? "09:30" : "10:00"))
    #expect(automation?.name == (change == .renamed ? "Other" : "A trace"))
    #expect(automation?.status == (change == .failed ? .failed : .deployed))
  }

  @Test func `a status that was seen is not replaced where it is another one meanwhile`()
    async throws
  {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    let seen = try #require(try await world.database.automation(id, in: .everybody))
    let deployments = world.deployments { [world] in
      try await world.deployments.setStatus(of: id, to: .failed, by: .alice)
    }
    let refusal = await #expect(throws: Refusal.self) {
      try await deployments.setStatus(of: id, to: .paused, seen: seen, by: .alice)
    }
    guard case .conflict? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(try await world.database.automation(id, in: .everybody)?.status == .failed)
    // Who does not say what was seen sets it all the same.
    try await deployments.setStatus(of: id, to: .paused, by: .alice)
    #expect(try await world.database.automation(id, in: .everybody)?.status == .paused)
  }

  @Test func `a schedule without a zone stays in the one that was the installation's`() async throws
  {
    let id = try await world.save("note")
    let schedule = StoredSchedule(type: "daily", time: "09:30", config: nil)
    let berlin = world.deployments(in: "Europe/Berlin") {}
    let receipt = try await berlin.deploy(
      DeployRequest(traceID: id, schedule: schedule, name: nil), by: .alice)
    let next = Instant.morning.advanced(bySeconds: 84_600)
    #expect(receipt.nextRunAt == next && next.rfc3339 == "2026-11-25T08:30:00Z")
    #expect(receipt.notices.first == "No time zone was given: Europe/Berlin is used.")

    let tokyo = world.deployments(in: "Asia/Tokyo") {}
    let deployed = try #require(try await tokyo.deployed(id, for: .alice))
    #expect(deployed.preview?.timezone == "Europe/Berlin")
    #expect(deployed.preview?.next.first == next)
    try await tokyo.setStatus(of: id, to: .paused, by: .alice)
    try await tokyo.setStatus(of: id, to: .deployed, by: .alice)
    #expect(try await world.database.automation(id)?.planAt == next)

    #expect(try tokyo.preview(schedule, after: nil, count: 1).timezone == "Asia/Tokyo")
    _ = try await tokyo.deploy(
      DeployRequest(traceID: id, schedule: schedule, name: nil), by: .alice)
    #expect(try await world.database.automation(id)?.planAt.rfc3339 == "2026-11-25T00:30:00Z")
  }

  @Test func `a text of a schedule has a bound, and what is stored above it goes on`() async throws
  {
    let id = try await world.save("note")
    let long = "every day at 9am" + String(repeating: " ", count: Limits.scheduleTextCharacters)
    let schedules = [
      StoredSchedule(type: "custom", time: long, config: nil),
      StoredSchedule(type: "custom", time: nil, config: ["customInterval": .string(long)]),
    ]
    for (schedule, path) in zip(
      schedules, [["schedule_time"], ["schedule_config", "customInterval"]])
    {
      let faults = world.deployments.faults(of: schedule)
      #expect(faults.map(\.path) == [path] && faults.map(\.kind) == [.tooLong])
      #expect(faults.first?.message.contains("at most 1000 characters") == true)
      await #expect(throws: Refusal.self) {
        try await world.deployments.deploy(
          DeployRequest(traceID: id, schedule: schedule, name: nil), by: .alice)
      }
    }
    let next = Instant.morning.advanced(bySeconds: 86_400)
    _ = try await world.database.deploy(
      NewDeployment(
        traceID: id, name: nil, workflow: Workflow(steps: []), schedule: schedules[0],
        scheduleSummary: "", anchor: Instant.morning, nextRunAt: next,
        deployedAt: Instant.morning), by: .alice)
    try await world.deployments.setStatus(of: id, to: .paused, by: .alice)
    try await world.deployments.setStatus(of: id, to: .deployed, by: .alice)
    #expect(try await world.deployments.deployed(id, for: .alice)?.preview?.next.first == next)
  }

  @Test func `the rows that waited when another version was deployed are told of`() async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    try await world.deployAndPlan(id)
    #expect(world.withdrawn.map(\.outcome) == [.cancelled])
    #expect(
      world.withdrawn.map(\.reason.words) == ["Version 2 was deployed before this could start."])
  }
}

extension UseCaseWorld {
  fileprivate func make(_ change: DeploymentUseCasesTests.Change, of id: String) async throws {
    switch change {
    case .deployed: try await deployAndPlan(id, "09:30")
    case .renamed:
      try await traces.update(id, TraceChange(name: "Other", traceData: nil), by: .alice)
    case .failed: try await deployments.setStatus(of: id, to: .failed, by: .alice)
    case .entries:
      let entries: JSON = [["event": "tool_call", "tool": "note", "params": ["text": "New"]]]
      try await traces.update(id, TraceChange(name: nil, traceData: entries), by: .alice)
    }
  }
}
