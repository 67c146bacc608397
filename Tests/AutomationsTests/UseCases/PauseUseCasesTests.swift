import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct PauseUseCasesTests {
  let world: UseCaseWorld
  private var pauses: PauseUseCases { world.pauses }
  private let later = Instant.morning.advanced(bySeconds: 3600)

  init() throws { world = try UseCaseWorld() }

  @Test func `a pause is in force with its reason, for its person alone, until somebody ends it`()
    async throws
  {
    try await pauses.begin(reason: "Holidays", until: later, by: .alice)
    #expect(
      try await pauses.current(for: .alice)
        == Pause(reason: "Holidays", since: Instant.morning, until: later))
    #expect(try await pauses.current(for: .bob) == nil)
    try await pauses.end(by: .alice)
    #expect(try await pauses.current(for: .alice) == nil)
    #expect(world.planned == 2)
  }

  @Test func `another pause takes its place`() async throws {
    try await pauses.begin(reason: "Holidays", until: nil, by: .alice)
    try await pauses.begin(reason: "Stocktaking", until: later, by: .alice)
    #expect(try await pauses.current(for: .alice)?.reason == "Stocktaking")
    try await pauses.end(by: .alice)
    #expect(try await pauses.current(for: .alice) == nil)
  }

  @Test func `another pause than was seen is neither replaced nor ended`() async throws {
    try await pauses.begin(reason: "Holidays", until: nil, seen: SeenPause(nil), by: .alice)
    let seen = SeenPause(try await pauses.current(for: .alice))
    let refusals = [
      try await refusal {
        try await pauses.begin(reason: "Mine", until: nil, seen: SeenPause(nil), by: .alice)
      },
      try await refusal { try await pauses.end(seen: SeenPause(nil), by: .alice) },
    ]
    for refused in refusals {
      guard case .conflict(let words)? = refused else {
        Issue.record("\(String(describing: refused))")
        return
      }
      #expect(words.hasPrefix("Another pause "))
    }
    #expect(try await pauses.current(for: .alice)?.reason == "Holidays")
    try await pauses.end(seen: seen, by: .alice)
    let over = try await refusal { try await pauses.end(seen: seen, by: .alice) }
    #expect(over?.sentence == "Nothing is paused")
    #expect(world.planned == 2)
  }

  @Test func `the rows that waited when a pause began are told of`() async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    try await pauses.begin(reason: "Holidays", until: nil, by: .alice)
    #expect(
      world.withdrawn == [
        EndedRow(
          traceID: id, scheduledAt: Instant.morning, outcome: .skipped,
          reason: Reason(.paused, "Everything was paused: Holidays"))
      ])
  }

  @Test func `where nothing is paused nothing can be ended`() async throws {
    let refused = try await refusal { try await pauses.end(by: .alice) }
    #expect(refused?.sentence == "Nothing is paused")
    #expect(world.planned == 0)
  }

  @Test(arguments: ["", " \n", String(repeating: "x", count: 1001), "a\0b"])
  func `a pause needs a reason that can be kept`(reason: String) async throws {
    #expect(try await faults(reason: reason, until: nil) == [["reason"]])
  }

  @Test func `its end lies ahead, and every fault is told`() async throws {
    #expect(try await faults(reason: "Holidays", until: Instant.morning) == [["until"]])
    #expect(try await faults(reason: "", until: Instant.morning) == [["reason"], ["until"]])
    #expect(try await pauses.current(for: .alice) == nil)
    #expect(world.planned == 0)
  }

  private func faults(reason: String, until: Instant?) async throws -> [[String]] {
    let refused = try await refusal {
      try await pauses.begin(reason: reason, until: until, by: .alice)
    }
    guard case .invalid(let faults)? = refused else { return [] }
    return faults.map(\.path)
  }
}
