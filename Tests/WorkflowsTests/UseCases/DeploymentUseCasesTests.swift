import Scheduling
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

  @Test func `the rows that waited when another version was deployed are told of`() async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    try await world.deployAndPlan(id)
    #expect(world.withdrawn.map(\.outcome) == [.cancelled])
    #expect(
      world.withdrawn.map(\.reason.words) == ["Version 2 was deployed before this could start."])
  }
}
