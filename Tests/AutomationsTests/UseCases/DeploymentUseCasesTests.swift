import Automations
import Scheduling
import Storage
import Testing

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
      try await world.database.automation(id)?.planAt == UseCaseWorld.now.advanced(bySeconds: 1800))
    #expect(try await world.database.summary(id, in: .everybody)?.status == .paused)
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
