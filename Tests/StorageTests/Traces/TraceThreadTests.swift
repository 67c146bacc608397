import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct TraceThreadTests {
  let world: World

  init() throws { world = try World() }

  @Test func `finds the newest trace of a thread`() async throws {
    try await world.save("old", thread: "t", at: .morning)
    let newest = try await world.save("new", thread: "t", at: .morning.advanced(bySeconds: 9))
    try await world.save("middle", thread: "t", at: .morning.advanced(bySeconds: 5))
    try await world.save("other", thread: "u", at: .morning.advanced(bySeconds: 99))
    #expect(try await world.traces.newestTrace(ofThread: "t", in: .alice)?.automation.id == newest)
    #expect(
      try await world.traces.newestTrace(ofThread: "t", in: .everybody)?.automation.id == newest)
  }

  @Test func `inserts at first and updates from then on`() async throws {
    let first = try await world.traces.upsert(try World.trace("one", at: .morning))
    #expect(first == ("one", true))
    let later = Instant.morning.advanced(bySeconds: 5)
    let second = try await world.traces.upsert(try World.trace("two", "Renamed", [], at: later))
    #expect(second == ("one", false))
    let trace = try #require(try await world.traces.trace("one", in: .alice))
    #expect(trace.automation.name == "Renamed")
    #expect(trace.traceData == [])
    #expect(trace.automation.createdAt == .morning)
    #expect(trace.automation.updatedAt == later)
  }

  @Test func `an upsert without a name leaves the name`() async throws {
    _ = try await world.traces.upsert(try World.trace("one", "Kept"))
    _ = try await world.traces.upsert(try World.trace("two", nil))
    #expect(try await world.traces.automation("one", in: .alice)?.name == "Kept")
  }

  @Test func `an upsert goes by user, provider and thread`() async throws {
    _ = try await world.traces.upsert(try World.trace("mine"))
    let others = [
      try World.trace("bob's", of: "bob"), try World.trace("provider's", provider: "other"),
      try World.trace("thread's", thread: "other"),
    ]
    for trace in others { #expect(try await world.traces.upsert(trace) == (trace.id, true)) }
  }

  @Test func `many upserts at once make one trace`() async throws {
    let world = world
    let news = try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<50 {
        group.addTask { try await world.traces.upsert(try World.trace("trace-\(index)")).isNew }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(news == 1)
    let query = TraceQuery(scope: .alice, window: Window())
    #expect(try await world.traces.automations(query).total == 1)
  }
}
